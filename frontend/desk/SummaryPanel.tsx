/** What the bot already knows and did, so that the agent never asks twice. */
import type { ReactNode } from "react";
import type { ContextAnswer, Summary } from "../shared/contract";
import { accountStatusLabel, moodLabel, ticketKindLabel, ticketStatusLabel } from "./labels";

interface Props {
  summary: Summary;
  context: ContextAnswer | undefined;
  /** On narrow screens the panel is shown on request only. */
  shown: boolean;
  onHide: () => void;
}

export function SummaryPanel({ summary, context, shown, onHide }: Props) {
  const customer = context?.customer;
  return (
    <aside className="panel" data-shown={shown} aria-label="客户与问题摘要">
      <button type="button" className="button button--small only-folded" onClick={onHide}>
        返回会话
      </button>
      <section className="panel-lead">
        <h3>{summary.what}</h3>
        <p>
          {summary.mood !== "" && <span className="mood">情绪：{moodLabel(summary.mood)}</span>}
          {summary.pending}
        </p>
        {summary.next_step !== "" && (
          <p className="next-step">
            <strong>建议下一步</strong>
            {summary.next_step}
          </p>
        )}
      </section>
      <Part title="客户">
        <dl className="rows">
          <Row label="身份" value={summary.who} />
          {customer && <Row label="姓名" value={customer.name} />}
          {customer && <Row label="手机号" value={customer.phone} />}
          {customer && <Row label="账户" value={accountStatusLabel(customer.status)} />}
        </dl>
      </Part>
      {summary.customer_words.length > 0 && (
        <Part title="客户原话">
          {summary.customer_words.map((words) => (
            <blockquote key={words}>{words}</blockquote>
          ))}
        </Part>
      )}
      {summary.facts.length > 0 && (
        <Part title="已了解的信息">
          <dl className="rows">
            {summary.facts.map((fact) => (
              <Row key={`${fact.key} ${fact.value}`} label={fact.label} value={fact.value} />
            ))}
          </dl>
        </Part>
      )}
      {summary.done.length > 0 && (
        <Part title="机器人已做">
          <ul className="done">
            {summary.done.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ul>
        </Part>
      )}
      {context !== undefined && context.transactions.length > 0 && (
        <Part title="近期交易">
          <ul className="panel-list">
            {context.transactions.map((item) => (
              <li key={item.id}>
                <span>
                  {item.title} · {item.counterparty}
                  {item.suspicious === true && <span className="tag tag--danger">可疑</span>}
                  <small>
                    {item.at} · {item.status_text}
                  </small>
                </span>
                <b>{item.amount}</b>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {context !== undefined && context.tickets.length > 0 && (
        <Part title="工单">
          <ul className="panel-list">
            {context.tickets.map((ticket) => (
              <li key={ticket.number}>
                <span>
                  {ticket.subject}
                  <small>
                    {ticketKindLabel(ticket.kind)} {ticket.number}
                  </small>
                </span>
                <em>{ticketStatusLabel(ticket.status)}</em>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </aside>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h4>{title}</h4>
      {children}
    </section>
  );
}

function Row({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
