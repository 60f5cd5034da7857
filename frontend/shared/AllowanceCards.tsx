/** What a customer may move and what it costs: limits with what is used of them, fees by kind. */
import type { Allowance, FeeLine, FeesCard, LimitLine, LimitsCard } from "./contract";

export function Limits({ card }: { card: LimitsCard }) {
  return (
    <section className="card">
      <h2 className="card-title">{card.title}</h2>
      <ul className="allowances">
        {card.items.map((item) => (
          <Limit key={item.title} item={item} />
        ))}
      </ul>
    </section>
  );
}

function Limit({ item }: { item: LimitLine }) {
  return (
    <li>
      <div className="allowance-head">
        <span className="transaction-title">{item.title}</span>
        {item.single !== undefined && (
          <span className="allowance-single">
            单笔 <strong className="amount">{item.single}</strong>
          </span>
        )}
      </div>
      {item.day !== undefined && <Left name="今天" of={item.day} />}
      {item.month !== undefined && <Left name="本月" of={item.month} />}
    </li>
  );
}

/** A bar says at a glance what the words say in full, so it is not read out. */
function Left({ name, of }: { name: string; of: Allowance }) {
  return (
    <div className="allowance">
      <div className="allowance-words">
        <span>
          {name}还剩 <strong>{of.left}</strong>
        </span>
        <span className="allowance-more">
          已用 {of.used} / {of.limit}
        </span>
      </div>
      <div className="allowance-bar" aria-hidden="true">
        <span style={{ width: `${of.share}%` }} data-full={of.share >= 90} />
      </div>
    </div>
  );
}

export function Fees({ card }: { card: FeesCard }) {
  return (
    <section className="card">
      <h2 className="card-title">{card.title}</h2>
      <ul className="allowances">
        {card.items.map((item) => (
          <Fee key={item.title} item={item} />
        ))}
      </ul>
    </section>
  );
}

function Fee({ item }: { item: FeeLine }) {
  return (
    <li>
      <div className="fee-head">
        <span className="transaction-title">{item.title}</span>
        <span className="fee-rule">{item.rule}</span>
      </div>
      {item.free_left !== undefined && (
        <p className="fee-free">
          本月免费额度还剩 <strong>{item.free_left}</strong>
        </p>
      )}
      {item.example !== undefined && <p className="fee-example">{item.example}</p>}
    </li>
  );
}
