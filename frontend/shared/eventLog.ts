/**
 * The client's copy of a conversation: stored events by `seq`, plus echoes of messages on their way.
 * Pure functions over immutable values; it must not know how events arrive or how they are drawn.
 */
import type { ChoiceMessage, StatusEvent, StoredEvent, TextMessage } from "./contract";

/** On its way to the server; the same `client_id` never counts twice. */
export type OutgoingMessage = TextMessage | ChoiceMessage;

/** `waiting` until the line is back; `held`: written for a conversation that is over, and offered. */
export type EchoState = "sending" | "waiting" | "accepted" | "failed" | "held";

/** A message shown before the server's own event for it has arrived. */
export interface Echo {
  readonly body: OutgoingMessage;
  readonly shownText: string;
  readonly at: string;
  readonly state: EchoState;
  /** Known once accepted. */
  readonly seq?: number;
  /** Why it failed or is held, fit to show. */
  readonly problem?: string;
  /** Once it failed or is held: the `seq` after which it stands. What is on its way stands last. */
  readonly place?: number;
}

export interface EventLog {
  /** Ascending by `seq`, no duplicates. */
  readonly events: readonly StoredEvent[];
  readonly echoes: readonly Echo[];
  /** Everything up to this `seq` is here: the `after` of the next request. */
  readonly next: number;
  /** Ids of choices that the server has refused: their questions are over. */
  readonly over: readonly string[];
}

export const emptyLog: EventLog = { events: [], echoes: [], next: 0, over: [] };

/** Adds events from any source, in any order, any number of times; echoes give way to their events. */
export function receive(log: EventLog, incoming: readonly StoredEvent[], next = 0): EventLog {
  const known = new Set(log.events.map((event) => event.seq));
  const fresh = new Map<number, StoredEvent>();
  for (const event of incoming) if (!known.has(event.seq)) fresh.set(event.seq, event);
  const reached = Math.max(log.next, next, ...fresh.keys());
  if (fresh.size === 0) return reached === log.next ? log : { ...log, next: reached };
  const events = [...log.events, ...fresh.values()].sort((a, b) => a.seq - b.seq);
  const arrived = { ...log, events, next: reached };
  return { ...arrived, echoes: log.echoes.filter((echo) => !hasEventOf(arrived, echo)) };
}

/** Shows a message at once; ignored when it is already there as an echo or as an event. */
export function addEcho(
  log: EventLog,
  body: OutgoingMessage,
  shownText: string,
  at: string,
  state: "sending" | "waiting" = "sending",
): EventLog {
  if (log.echoes.some((echo) => echo.body.client_id === body.client_id)) return log;
  const echo: Echo = { body, shownText, at, state };
  return hasEventOf(log, echo) ? log : { ...log, echoes: [...log.echoes, echo] };
}

/** Still to be sent, in the order of writing. */
export function unsentEchoes(log: EventLog): Echo[] {
  return log.echoes.filter(({ state }) => state === "sending" || state === "waiting");
}

/** The line is away, or back: all that is to be sent waits, or is on its way. */
export function echoesWait(log: EventLog, wait: boolean): EventLog {
  const from = wait ? "sending" : "waiting";
  if (!log.echoes.some(({ state }) => state === from)) return log;
  const to = wait ? "waiting" : "sending";
  return {
    ...log,
    echoes: log.echoes.map((echo) => (echo.state === from ? { ...echo, state: to } : echo)),
  };
}

/** The server has stored the message under `seq`; its event may have been faster than this answer. */
export function echoAccepted(log: EventLog, clientId: string, seq: number): EventLog {
  const accepted = changeEcho(log, clientId, ({ body, shownText, at }) => ({
    body,
    shownText,
    at,
    state: "accepted",
    seq,
  }));
  return { ...accepted, echoes: accepted.echoes.filter((echo) => !hasEventOf(accepted, echo)) };
}

/** The message was refused, or is held; `problem` is shown beside it, and it stays where it is. */
export function echoFailed(
  log: EventLog,
  clientId: string,
  problem: string,
  state: "failed" | "held" = "failed",
): EventLog {
  return changeEcho(log, clientId, (echo) => ({ ...echo, state, problem, place: log.next }));
}

/** The message will never be sent. */
export function echoDropped(log: EventLog, clientId: string): EventLog {
  return { ...log, echoes: log.echoes.filter((echo) => echo.body.client_id !== clientId) };
}

/** The choice belongs to a question that is over: it was never made, and its kind is not offered. */
export function choiceOver(log: EventLog, choice: ChoiceMessage): EventLog {
  return { ...echoDropped(log, choice.client_id), over: [...log.over, choice.choice_id] };
}

/** Who owns the conversation now, as last announced. */
export function latestStatus(log: EventLog): StatusEvent | undefined {
  return log.events.findLast((event) => event.type === "status");
}

/** By client id, or by place: to agents the server shows other client ids than they sent. */
function hasEventOf(log: Pick<EventLog, "events">, echo: Echo): boolean {
  return log.events.some(
    (event) =>
      event.type === "message" &&
      (event.client_id === echo.body.client_id || event.seq === echo.seq),
  );
}

function changeEcho(log: EventLog, clientId: string, change: (echo: Echo) => Echo): EventLog {
  return {
    ...log,
    echoes: log.echoes.map((echo) => (echo.body.client_id === clientId ? change(echo) : echo)),
  };
}
