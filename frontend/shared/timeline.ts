/**
 * Turns an event log into the lines a conversation view draws: messages and secure inputs in order,
 * with what only the neighbours can tell (time labels, the agent's name, which buttons still work).
 */
import type { ChatMessage, Choice, Owner, Party, SecureInput } from "./contract";
import type { Echo, EventLog } from "./eventLog";
import { latestStatus } from "./eventLog";

/** A pause longer than this gets a time label. */
const QUIET_MS = 5 * 60_000;

export interface MessageLine {
  kind: "message";
  /** Stays the same when an echo turns into its event, so that nothing flickers. */
  key: string;
  from: Party;
  at: string;
  text: string;
  card?: NonNullable<ChatMessage["card"]>;
  choices?: ChoiceSet;
  /** Only on an agent's message: the name that was announced before it. */
  agent?: string;
  /** Only on what the bot says to a customer who waits for a human. */
  queued?: true;
  /** The first of several in a row by the same party. */
  opensGroup: boolean;
  /** Show `at` above the line. */
  showsTime: boolean;
  echo?: Echo;
  /** The last of the reader's own messages that the other side has read. */
  read?: true;
}

export interface ChoiceSet {
  items: readonly Choice[];
  /** The one the customer took. */
  usedId?: string;
  /** The one that was taken is still on its way. */
  sending?: boolean;
  /** False once used, overtaken by a newer set or by the queue, or the conversation is closed. */
  active: boolean;
}

export interface InputLine {
  kind: "input";
  key: string;
  input: SecureInput;
  /** A newer input has replaced this one, or the conversation is closed. */
  overtaken: boolean;
}

export type Line = MessageLine | InputLine;

/**
 * All lines of the conversation, oldest first. Nothing can be answered once it is `closed`; echoes
 * are lines of the reader, who is the customer or an agent.
 */
export function timeline(
  log: EventLog,
  closed = latestStatus(log)?.owner === "closed",
  reader: "customer" | "agent" = "customer",
): Line[] {
  const lines: Line[] = [];
  let agent: string | undefined;
  let owner: Owner = "bot";
  let offered: ChoiceSet | undefined;
  let offeredInTurn = false;
  let input: InputLine | undefined;

  const addMessage = (line: Omit<MessageLine, "kind" | "opensGroup" | "showsTime">) => {
    const before = lines.findLast((earlier) => earlier.kind === "message");
    const showsTime =
      before === undefined || Date.parse(line.at) - Date.parse(before.at) > QUIET_MS;
    const follows = before !== undefined && lines.at(-1) === before && before.from === line.from;
    lines.push({
      ...line,
      kind: "message",
      showsTime,
      opensGroup: showsTime || !follows || before.agent !== line.agent,
    });
  };
  const customerSaid = (text: string, echo?: Echo) => {
    if (offered === undefined || !offered.active || isIdle(echo)) return;
    const id = echo?.body.type === "choice" ? echo.body.choice_id : undefined;
    const used = offered.items.find((choice) =>
      id === undefined ? choice.title === text.trim() : choice.id === id,
    );
    if (used === undefined) return;
    offered.usedId = used.id;
    offered.active = false;
    if (echo !== undefined && echo.state !== "accepted") offered.sending = true;
  };

  for (const entry of inOrder(log)) {
    if ("body" in entry) {
      if (reader === "customer") customerSaid(entry.shownText, entry);
      addMessage({
        key: entry.body.client_id,
        from: reader,
        at: entry.at,
        text: entry.shownText,
        echo: entry,
        ...(reader === "agent" && agent !== undefined && { agent }),
      });
    } else if (entry.type === "status") {
      agent = entry.agent?.display_name ?? agent;
      // Joining the queue ends what was offered before the customer asked for that; what is offered
      // with the hand-off, and to those who wait, does work.
      const joinsQueue = entry.owner === "queued" && owner !== "queued";
      if (joinsQueue && offered !== undefined && !offeredInTurn) offered.active = false;
      owner = entry.owner;
    } else if (entry.type === "secure_input") {
      if (input !== undefined) input.overtaken = true;
      input = { kind: "input", key: entry.input.id, input: entry.input, overtaken: closed };
      lines.push(input);
    } else if (entry.type === "message") {
      if (entry.from === "customer") {
        customerSaid(entry.text);
        offeredInTurn = false;
      }
      const speaker = entry.from === "agent" ? (entry.agent?.display_name ?? agent) : undefined;
      let choices: ChoiceSet | undefined;
      if (entry.choices !== undefined && entry.choices.length > 0) {
        if (offered !== undefined) offered.active = false;
        const active = !entry.choices.some(({ id }) => log.over.includes(id));
        choices = offered = { items: entry.choices, active };
        offeredInTurn = true;
      }
      addMessage({
        key: keyOf(entry),
        from: entry.from,
        at: entry.at,
        text: entry.text,
        ...(entry.card && { card: entry.card }),
        ...(choices && { choices }),
        ...(speaker !== undefined && { agent: speaker }),
        ...(entry.from === "bot" && owner === "queued" && { queued: true as const }),
      });
    }
  }
  if (closed && offered !== undefined) offered.active = false;
  const read = lastReadOf(log, reader);
  const own = lines.findLast((line) => line.kind === "message" && line.key === read);
  if (own?.kind === "message") own.read = true;
  return lines;
}

/** The key of the reader's own last message that the other side has read. */
function lastReadOf({ events }: EventLog, reader: "customer" | "agent"): string | undefined {
  const mark = events.findLast((event) => event.type === "read" && event.from !== reader);
  if (mark?.type !== "read") return undefined;
  const said = events.findLast(
    (event) => event.type === "message" && event.from === reader && event.seq <= mark.up_to,
  );
  return said?.type === "message" ? keyOf(said) : undefined;
}

function keyOf(message: ChatMessage): string {
  return message.client_id ?? `seq-${message.seq}`;
}

/** Not on its way. */
function isIdle(echo: Echo | undefined): boolean {
  return echo?.state === "failed" || echo?.state === "held";
}

/** Events and echoes in one order: an echo without a `seq` or a place stands at the end. */
function inOrder(log: EventLog) {
  const place = (entry: { seq?: number; place?: number }) =>
    entry.seq ?? entry.place ?? Number.POSITIVE_INFINITY;
  return [...log.events, ...log.echoes].sort((a, b) => {
    const [first, second] = [place(a), place(b)];
    return first === second ? 0 : first - second;
  });
}
