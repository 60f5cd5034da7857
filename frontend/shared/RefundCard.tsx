/** How far a refund is, from the request to the money's return. */
import type { RefundCard, RefundStep } from "./contract";

const SPOKEN: Record<RefundStep["state"], string> = {
  done: "已完成",
  now: "进行中",
  open: "未完成",
  failed: "未通过",
};

export function Refund({ card }: { card: RefundCard }) {
  return (
    <section className="card">
      <h2 className="card-title">{card.title}</h2>
      <div className="transaction-main">
        <span className="transaction-title">{card.counterparty}</span>
        <strong className="amount">{card.amount}</strong>
      </div>
      <ol className="way">
        {card.steps.map((step) => (
          <li key={step.title} data-state={step.state}>
            <span className="sr-only">{SPOKEN[step.state]}：</span>
            <span className="way-title">{step.title}</span>
            {step.at !== undefined && <span className="way-at">{step.at}</span>}
          </li>
        ))}
      </ol>
    </section>
  );
}
