/** What is under way for a customer beyond the conversation: tickets and refunds. */
import { CopyButton } from "../shared/CopyButton";
import { serverNow } from "../shared/clock";
import type { RefundView, TicketView } from "../shared/contract";
import { beijingTime, dayInWords } from "../shared/format";
import { refundStatusLabel, ticketKindLabel, ticketStatusLabel } from "./labels";
import { Part } from "./Part";

/** All of the customer's, this conversation's and earlier ones. */
export function Tickets({ tickets }: { tickets: readonly TicketView[] }) {
  if (tickets.length === 0) return null;
  return (
    <Part title="工单">
      <ul className="panel-list">
        {tickets.map((ticket) => (
          <li key={ticket.number}>
            <span>
              {ticket.subject}
              <small>
                {ticketKindLabel(ticket.kind)} {ticket.number}{" "}
                <CopyButton text={ticket.number} label={`复制编号 ${ticket.number}`} />
              </small>
              <Due ticket={ticket} />
            </span>
            <em>{ticketStatusLabel(ticket.status)}</em>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Due({ ticket }: { ticket: TicketView }) {
  const now = serverNow();
  if (ticket.status === "closed") {
    return <small>登记于 {beijingTime(ticket.created_at, now)}</small>;
  }
  const due = beijingTime(ticket.due_at, now);
  return Date.parse(ticket.due_at) < now ? (
    <small className="is-late">已超时，应于 {due} 前处理</small>
  ) : (
    <small>{due} 前处理</small>
  );
}

export function Refunds({ refunds }: { refunds: readonly RefundView[] }) {
  if (refunds.length === 0) return null;
  return (
    <Part title="退款">
      <ul className="panel-list">
        {refunds.map((refund) => (
          <li key={refund.id}>
            <span>
              {refund.counterparty}
              <small>
                {refundStatusLabel(refund.status)} · {whenOf(refund)}
              </small>
            </span>
            <b>{refund.amount}</b>
          </li>
        ))}
      </ul>
    </Part>
  );
}

function whenOf({ expected_by, finished_at, requested_at }: RefundView): string {
  const now = serverNow();
  if (finished_at !== null) return beijingTime(finished_at, now);
  if (expected_by !== null) return `预计 ${dayInWords(expected_by, now)}前到账`;
  return `${beijingTime(requested_at, now)} 申请`;
}
