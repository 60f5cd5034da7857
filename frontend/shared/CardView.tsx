/** Draws each kind of card; anything unknown is left to the message's text. */
import { Agreements } from "./AgreementsCard";
import { Fees, Limits } from "./AllowanceCards";
import { CopyButton } from "./CopyButton";
import type { Card, Row, TransactionLine } from "./contract";
import { AlertIcon, CaseIcon, CheckIcon, InfoIcon } from "./icons";
import { Refund } from "./RefundCard";

const KINDS = new Set<string>([
  "transaction_list",
  "transaction",
  "result",
  "case",
  "checklist",
  "limits",
  "fees",
  "refund",
  "agreements",
]);

/** False for a kind that a newer server knows and this page does not. */
export function canDraw(card: Card): boolean {
  return KINDS.has(card.kind);
}

export function CardView({ card }: { card: Card }) {
  switch (card.kind) {
    case "transaction_list":
      return <TransactionList title={card.title} items={card.items} />;
    case "transaction":
      return <Transaction card={card} />;
    case "result":
      return <Result card={card} />;
    case "case":
      return <Case card={card} />;
    case "checklist":
      return <Checklist card={card} />;
    case "limits":
      return <Limits card={card} />;
    case "fees":
      return <Fees card={card} />;
    case "refund":
      return <Refund card={card} />;
    case "agreements":
      return <Agreements card={card} />;
  }
}

function TransactionList({ title, items }: { title: string; items: TransactionLine[] }) {
  return (
    <section className="card">
      <h2 className="card-title">{title}</h2>
      <ul className="transactions">
        {items.map((item) => (
          <li key={item.id} className={item.suspicious === true ? "is-suspicious" : ""}>
            <TransactionHead item={item} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function TransactionHead({ item }: { item: TransactionLine }) {
  return (
    <>
      <div className="transaction-main">
        <span className="transaction-title">
          {item.title}
          {item.suspicious === true && <span className="tag tag--danger">可疑</span>}
        </span>
        <strong className="amount">{item.amount}</strong>
      </div>
      <div className="transaction-more">
        <span>
          {item.counterparty}
          <span className="dot" aria-hidden="true" />
          {item.at}
        </span>
        <span>{item.status_text}</span>
      </div>
    </>
  );
}

function Transaction({ card }: { card: Extract<Card, { kind: "transaction" }> }) {
  return (
    <section className="card">
      <div className="transaction-single">
        <TransactionHead item={card} />
      </div>
      {card.reason_text !== undefined && <p className="reason">{card.reason_text}</p>}
      <Rows rows={card.rows ?? []} />
    </section>
  );
}

const RESULT_ICONS = { success: CheckIcon, warning: AlertIcon, info: InfoIcon };

function Result({ card }: { card: Extract<Card, { kind: "result" }> }) {
  const advice = card.advice ?? [];
  const ResultIcon = RESULT_ICONS[card.status] ?? InfoIcon;
  return (
    <section className={`card card--${card.status}`}>
      <h2 className="card-title card-title--icon">
        <span className="card-icon">
          <ResultIcon size={18} />
        </span>
        {card.title}
      </h2>
      <Rows rows={card.rows ?? []} />
      {advice.length > 0 && (
        <ul className="advice">
          {advice.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Case({ card }: { card: Extract<Card, { kind: "case" }> }) {
  return (
    <section className="card">
      <h2 className="card-title card-title--icon">
        <span className="card-icon">
          <CaseIcon size={18} />
        </span>
        {card.title}
      </h2>
      <p className="case-number">
        <span>编号</span>
        <strong>{card.number}</strong>
        <CopyButton text={card.number} label={`复制编号 ${card.number}`} />
      </p>
      <Rows rows={card.rows ?? []} />
    </section>
  );
}

function Checklist({ card }: { card: Extract<Card, { kind: "checklist" }> }) {
  return (
    <section className="card card--checklist" tabIndex={-1}>
      <h2 className="card-title">{card.title}</h2>
      <ol className="checklist">
        {card.items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ol>
    </section>
  );
}

function Rows({ rows }: { rows: Row[] }) {
  if (rows.length === 0) return null;
  return (
    <dl className="rows">
      {rows.map((row) => (
        <div key={row.label}>
          <dt>{row.label}</dt>
          <dd>{row.value}</dd>
        </div>
      ))}
    </dl>
  );
}
