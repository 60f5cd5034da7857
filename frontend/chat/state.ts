/** What a chat view draws, and what can be told from it alone. Pure; changed only by the controller. */
import type { Owner, Party, SecureInput, StoredEvent } from "../shared/contract";
import { type EventLog, emptyLog } from "../shared/eventLog";
import type { Connection } from "../shared/eventStream";
import { ApiProblem } from "../shared/http";
import { looksSecret } from "./secretLooks";
import type { Session } from "./session";

export interface ChatState {
  phase: "opening" | "ready" | "failed";
  /** Why opening failed, fit to show. */
  problem: string;
  /** Said once about the conversation itself, for example that a new one was started. */
  notice: string;
  connection: Connection;
  log: EventLog;
  owner: Owner;
  typing: Party | undefined;
  closedInputs: Session["closedInputs"];
  /** The customer has rated this conversation. */
  rated: boolean;
  /** Opened with a login of the wallet. */
  identified: boolean;
}

export const INITIAL: ChatState = {
  phase: "opening",
  problem: "",
  notice: "",
  connection: "connecting",
  log: emptyLog,
  owner: "bot",
  typing: undefined,
  closedInputs: {},
  rated: false,
  identified: false,
};

/** What the chat itself has to say about a conversation. */
export const NOTICES = {
  startedAfresh: "之前的会话已失效，已为您开始新的会话。",
  cannotGoOn: "会话暂时无法继续，请稍后再试。",
  conversationOver: "之前的会话已结束，这条消息没有发出。",
  leftUnsent: "您之前写下的这条消息没有发出。",
  notKept: "这条内容像是密码或验证码，没有保存，也没有发出。请不要在聊天里发送密码和验证码。",
  loginRefused: "登录信息已过期，请回到应用重新打开客服；您也可以先以访客身份咨询。",
  left: "已退出，这台设备上不再保留刚才的对话。",
} as const;

/** The secure inputs that were answered, on this device or another one. */
export function takenInputs(events: readonly StoredEvent[]): Session["closedInputs"] {
  return Object.fromEntries(
    events.flatMap((event) =>
      event.type === "input_taken" ? [[event.input_id, "accepted" as const]] : [],
    ),
  );
}

/** Codes after which a secure input takes no further value. */
const CLOSING_CODES = new Set(["input_closed", "code_expired", "attempts_exhausted"]);

export function refusesFurtherValues(error: unknown): boolean {
  return error instanceof ApiProblem && CLOSING_CODES.has(error.code);
}

/** A right code has changed the token, in an answer that has not come yet or was lost. */
export function isReplaced(problem: ApiProblem): boolean {
  return problem.code === "token_replaced";
}

/** The same request would be refused again, unlike one that was too early or met a fault. */
export function isFinal(error: unknown): boolean {
  return error instanceof ApiProblem && error.status < 500 && error.status !== 429;
}

/** The words by which the page asks for a human. */
export const ASK_FOR_HUMAN = "转人工";

/** The last thing that the customer said is these words, and nobody has answered yet. */
export function asksForHuman({ log }: ChatState): boolean {
  const echo = log.echoes.at(-1);
  if (echo !== undefined) return echo.shownText === ASK_FOR_HUMAN && echo.problem === undefined;
  const answered = log.events.findLastIndex((event) => event.type === "turn_end");
  const said = log.events.findLast(
    (event) => event.type === "message" && event.from === "customer",
  );
  if (said?.type !== "message" || said.text !== ASK_FOR_HUMAN) return false;
  return log.events.indexOf(said) > answered;
}

/** The choice belongs to a question that is over. */
export function isOver(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem && ["choice_expired", "choice_not_found"].includes(error.code);
}

/** The secure input that was asked for last. */
export function newestInput(log: EventLog): SecureInput | undefined {
  return log.events.findLast((event) => event.type === "secure_input")?.input;
}

/** Words that are not to be kept in the browser: by their look, what announced them, what is awaited. */
export function mayBeSecret({ log, closedInputs }: ChatState, text: string): boolean {
  const own = log.events.findLast((event) => event.type === "message" && event.from === "customer");
  const before = log.echoes.at(-1)?.shownText ?? (own?.type === "message" ? own.text : "");
  const newest = newestInput(log);
  const awaited = newest !== undefined && closedInputs[newest.id] === undefined;
  const password = awaited && newest.kind.startsWith("new_") && !/\p{Script=Han}/u.test(text);
  return password || looksSecret(text, before);
}

/** While a code is awaited, six digits typed into the chat are hidden here as the server hides them. */
export function looksLikeCode({ log, closedInputs }: ChatState, text: string): boolean {
  const newest = newestInput(log);
  const awaited = newest?.kind === "verification_code" && closedInputs[newest.id] === undefined;
  return awaited && /^\s*\d{6}\s*$/.test(text);
}
