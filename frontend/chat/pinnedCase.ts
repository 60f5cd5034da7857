/** The case that a conversation is about, and how it stands in one line. Pure. */
import type { Card, Owner } from "../shared/contract";
import type { Line, MessageLine } from "../shared/timeline";

export type CaseCard = Extract<Card, { kind: "case" }>;

/** The newest pinned case; undefined once the conversation is closed, or when there is none. */
export function pinnedCase(lines: readonly Line[], owner: Owner): CaseCard | undefined {
  if (owner === "closed") return undefined;
  const line = lines.findLast(
    (one): one is MessageLine =>
      one.kind === "message" && one.card?.kind === "case" && one.card.pinned === true,
  );
  return line?.card?.kind === "case" ? line.card : undefined;
}

export function caseState(owner: Owner): string {
  switch (owner) {
    case "bot":
      return "已登记，请按提示办理";
    case "queued":
      return "已登记，等待专员接入";
    case "agent":
      return "专员处理中";
    case "closed":
      return "";
  }
}
