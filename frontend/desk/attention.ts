/**
 * What of the queue asks for the agent: unread words, waits past the limit, news since the last look.
 * Pure; must not know how an agent is told.
 */
import type { Crowd, QueueAnswer, QueueItem, TakenBack } from "../shared/contract";
import { protectedParts } from "../shared/protectedParts";

/** The `seq` up to which each conversation was read in this tab. */
export type ReadMarks = Readonly<Record<string, number>>;

export type News = "message" | "waiting";

/** How much the customer has said since an agent last spoke or looked. */
export function unreadOf(item: QueueItem, marks: ReadMarks): number {
  const read = Math.max(item.agent_read, marks[item.conversation_id] ?? 0);
  return item.unanswered.filter((seq) => seq > read).length;
}

/** Seconds that the customer has waited for a human's answer; undefined when none is owed. */
export function waitOf(item: QueueItem, nowMs: number): number | undefined {
  if (item.waiting_since === undefined) return undefined;
  return Math.max(0, (nowMs - Date.parse(item.waiting_since)) / 1000);
}

/** A conversation by itself, or all of a crowd, where its first one stands. */
export interface QueueRow {
  crowd: Crowd | undefined;
  members: QueueItem[];
}

/** The queue's rows, in its order. */
export function rowsOf(items: readonly QueueItem[]): QueueRow[] {
  const rows = new Map<string, QueueRow>();
  for (const item of items) {
    const key = item.crowd?.id ?? item.conversation_id;
    const row = rows.get(key) ?? { crowd: item.crowd, members: [] };
    row.members.push(item);
    rows.set(key, row);
  }
  return [...rows.values()];
}

/** What a crowd's row says; its members have one priority. */
export function crowdText({ crowd, members }: QueueRow): string {
  const who = members[0]?.priority === "urgent" ? "匿名报案" : "匿名客户";
  return `同一网络 ${crowd?.size ?? members.length} 个${who}`;
}

/** The page's title: how many conversations ask for the agent, then its name. */
export function titleOf(items: readonly QueueItem[], marks: ReadMarks): string {
  const asking = items.filter((item) => item.owner === "queued" || unreadOf(item, marks) > 0);
  return asking.length === 0 ? "坐席工作台" : `(${asking.length}) 坐席工作台`;
}

/**
 * What is new since the queue was last looked at: words in a conversation of the agent's, or, less
 * urgent, somebody who has come to wait. Nothing is new at the first look.
 * @param watched the conversation that the agent has before their eyes, which needs no telling
 */
export function newsOf(
  before: readonly QueueItem[] | undefined,
  after: readonly QueueItem[],
  watched: string | undefined,
): News | undefined {
  if (before === undefined) return undefined;
  const known = new Map(before.map((item) => [item.conversation_id, item]));
  const isNews = (item: QueueItem) => {
    const newest = item.unanswered.at(-1) ?? 0;
    return newest > (known.get(item.conversation_id)?.unanswered.at(-1) ?? 0);
  };
  const others = after.filter((item) => item.conversation_id !== watched);
  if (others.some((item) => item.owner === "agent" && isNews(item))) return "message";
  const cameToWait = others.some(
    (item) =>
      item.owner === "queued" &&
      item.crowd === undefined &&
      known.get(item.conversation_id)?.owner !== "queued",
  );
  return cameToWait ? "waiting" : undefined;
}

/** A conversation that the agent had and has no more, without the agent's doing. */
export interface Lost {
  readonly id: string;
  /** It waits for somebody again, and the agent may take it. */
  readonly waiting?: QueueItem;
  /** Who has it now. */
  readonly by?: string;
}

/**
 * What left the agent's hands, as this tab saw it or, after another one died, as the server says.
 * @param held ids of what was in the agent's hands when the queue was last seen
 * @param known keys of what the server took back and the agent has been told; see `keyOf`
 */
export function takenAway(
  held: readonly string[],
  { items, taken_back }: QueueAnswer,
  known: ReadonlySet<string>,
): Lost[] {
  const now = new Map(items.map((item) => [item.conversation_id, item]));
  const back = new Map(taken_back.map((one) => [one.conversation_id, one]));
  const untold = taken_back.filter((one) => !known.has(keyOf(one)));
  const ids = new Set([...held, ...untold.map((one) => one.conversation_id)]);
  return [...ids].flatMap((id) => {
    const item = now.get(id);
    if (item?.owner === "agent") return [];
    // It waits for people of another group: the agent passed it on.
    if (item === undefined && back.get(id)?.owner === "queued") return [];
    const by = back.get(id)?.agent?.display_name;
    return [{ id, ...(item && { waiting: item }), ...(by !== undefined && { by }) }];
  });
}

/** Names one time that a conversation was taken back. */
export function keyOf({ conversation_id, at }: TakenBack): string {
  return `${conversation_id} ${at}`;
}

/** Said of it. */
export function takenAwayText(lost: readonly Lost[]): string {
  const waiting = lost.flatMap((one) => one.waiting ?? []);
  const others = lost.filter((one) => one.waiting === undefined);
  const taken = others.flatMap((one) => one.by ?? []);
  const gone = others.length - taken.length;
  return [
    waiting.length > 0 && `${waiting.map((one) => `「${nameOf(one)}」`).join("")}已回到等待队列。`,
    taken.length > 0 && `${taken.length} 个会话已由${[...new Set(taken)].join("、")}接入。`,
    gone > 0 && `${gone} 个会话已结束。`,
  ]
    .filter(Boolean)
    .join("");
}

const SPEAKERS = { customer: "客户", bot: "智能客服", agent: "坐席" };

/**
 * What a row shows of the talk, and who said it; undefined when nothing was said.
 *
 * Before anybody has spoken to who waits, the last is the bot's sentence that people are coming: the
 * same for all, so the customer's own last words stand for it. There are two of them, since the last
 * alone often only asks for a human. A number that was hidden tells nothing: the row says who it is.
 */
export function lastSaid(item: QueueItem): { by: string; text: string } | undefined {
  const last = item.last_message;
  if (last === undefined) return undefined;
  const words = item.summary.customer_words.filter(tells).slice(-2).join(" / ");
  if (last.from === "bot" && item.unanswered.length === 0 && words !== "") {
    return { by: SPEAKERS.customer, text: words };
  }
  return {
    by: last.agent ?? SPEAKERS[last.from],
    text: last.text === "" ? "［图片或卡片］" : last.text,
  };
}

/** Whether there is more in it than what was hidden. */
function tells(text: string): boolean {
  return protectedParts(text).some(
    ({ text: part, kind }) => kind === undefined && part.trim() !== "",
  );
}

/** Who the customer is, in a word: the summary's first part. */
export function nameOf(item: QueueItem): string {
  return item.summary.who.split("，", 1)[0] ?? item.summary.who;
}
