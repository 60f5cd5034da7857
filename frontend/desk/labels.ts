/**
 * Chinese words for the codes of the Desk API, from `data/phrases/terms.yml`; an unknown code is
 * shown as it is. For reading only: whatever is filtered, sorted or styled is the code.
 */
import type {
  AccountStatus,
  HandoffReason,
  Priority,
  RefundStatus,
  SkillGroup,
  TicketKind,
  TicketStatus,
} from "../shared/contract";
import terms from "../shared/terms.json";

/** A code of the contract that has no word is an error of types here. */
const words =
  <Code extends string>(known: Record<Code, string>) =>
  (code: Code): string =>
    known[code] ?? code;

export const priorityLabel = words<Priority>(terms.priority);
export const reasonLabel = words<HandoffReason>(terms.handoff_reason);
export const accountStatusLabel = words<AccountStatus>(terms.account_status);
export const ticketKindLabel = words<TicketKind>(terms.ticket_kind);
export const ticketStatusLabel = words<TicketStatus>(terms.ticket_status);
export const refundStatusLabel = words<RefundStatus>(terms.refund_status);
export const skillGroupLabel = words<SkillGroup>(terms.skill_group);
export const channelLabel = words<string>(terms.channel);
export const moodLabel = words<string>(terms.mood);
export const assuranceLabel = (level: number) => words<string>(terms.assurance)(String(level));

/** Where a conversation of this group can be passed on to: to its own it would only come back. */
export function otherGroups(current: string): SkillGroup[] {
  const groups = Object.keys(terms.skill_group) as SkillGroup[];
  return groups.filter((group) => group !== current);
}
