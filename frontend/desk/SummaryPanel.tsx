/** What the bot already knows and did, so that the agent never asks twice. */
import { useEffect, useRef } from "react";
import { CopyButton } from "../shared/CopyButton";
import type { ContextAnswer, Summary } from "../shared/contract";
import { BackIcon } from "../shared/icons";
import { ProtectedText } from "../shared/ProtectedText";
import { accountStatusLabel, moodLabel } from "./labels";
import { Refunds, Tickets } from "./Matters";
import { Part } from "./Part";

interface Props {
  summary: Summary;
  context: ContextAnswer | undefined;
  /** On narrow screens it stands in the conversation's place, on request only. */
  replaces: boolean;
  onHide: () => void;
}

export function SummaryPanel({ summary, context, replaces, onHide }: Props) {
  const customer = context?.customer;
  const registered = context?.tickets.find((ticket) => ticket.here);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (replaces) back.current?.focus();
  }, [replaces]);
  return (
    <section
      className="panel"
      data-shown={replaces}
      aria-labelledby="panel-title"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable
      tabIndex={0}
      onKeyDown={(event) => {
        if (replaces && event.key === "Escape") onHide();
      }}
    >
      <header className="panel-bar">
        <button
          ref={back}
          type="button"
          className="icon only-folded"
          aria-label="返回会话"
          onClick={onHide}
        >
          <BackIcon />
        </button>
        <h2 id="panel-title">客户资料</h2>
      </header>
      <section className="panel-lead">
        <h3>{summary.what}</h3>
        {registered !== undefined && (
          <p className="registered">
            编号已登记 <strong>{registered.number}</strong>
            <CopyButton text={registered.number} label={`复制编号 ${registered.number}`} />
          </p>
        )}
        <p>
          {summary.mood !== "" && (
            <span className={`mood mood--${summary.mood}`}>情绪：{moodLabel(summary.mood)}</span>
          )}
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
            <blockquote key={words}>
              <ProtectedText text={words} />
            </blockquote>
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
        <Part title="处理记录">
          <ul className="done">
            {summary.done.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ul>
        </Part>
      )}
      {context !== undefined && <Tickets tickets={context.tickets} />}
      {context !== undefined && <Refunds refunds={context.refunds} />}
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
    </section>
  );
}

function Row({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <ProtectedText text={value} />
      </dd>
    </div>
  );
}
