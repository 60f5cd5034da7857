/** Merchants that charge by themselves: what each takes, when next, and whether it still may. */
import type { AgreementLine, AgreementsCard } from "./contract";

export function Agreements({ card }: { card: AgreementsCard }) {
  return (
    <section className="card">
      <h2 className="card-title">{card.title}</h2>
      <ol className="agreements">
        {card.items.map((item) => (
          <Agreement key={`${item.merchant} ${item.type_text}`} item={item} />
        ))}
      </ol>
    </section>
  );
}

function Agreement({ item }: { item: AgreementLine }) {
  return (
    <li data-state={item.state}>
      <div className="agreement-head">
        <span className="transaction-title">{item.merchant}</span>
        <span className="agreement-state">{item.state_text}</span>
      </div>
      <div className="agreement-more">
        <span>
          {item.type_text}
          <span className="dot" aria-hidden="true" />
          <strong>{item.charge}</strong>
        </span>
        {item.next !== undefined && <span>{item.next}</span>}
      </div>
    </li>
  );
}
