/**
 * Messages between an embedded chat page and the page or app around it (`postMessage`, JSON only).
 * Both sides check origin and source before they look inside.
 */

/** From the host: who and where we are, once, in answer to `ready`. */
interface Init {
  kefu: "init";
  brand: string;
  /** A short-lived, single-use JWT from the wallet's own login, or null for a visitor. */
  identity: string | null;
}

/** From the host: the customer has logged in meanwhile. */
interface Identify {
  kefu: "identify";
  identity: string;
}

/** From the host: the chat window was shown or hidden. */
interface Shown {
  kefu: "shown";
  visible: boolean;
}

/** From the host: the customer has chosen a question there, to be sent as a message of their own. */
interface Ask {
  kefu: "ask";
  text: string;
}

export type HostMessage = Init | Identify | Shown | Ask;

/** From the chat: it is listening; it counts unseen messages; the customer wants it out of the way. */
export type ChatNotice =
  | { kefu: "ready" }
  | { kefu: "unread"; count: number }
  | { kefu: "close" }
  | { kefu: "ended" };

/** Undefined unless `data` looks like one of our messages. */
export function readBridge<T extends HostMessage | ChatNotice>(data: unknown): T | undefined {
  const ours =
    typeof data === "object" && data !== null && "kefu" in data && typeof data.kefu === "string";
  return ours ? (data as T) : undefined;
}

const MAX_QUESTION = 200;

/** A question of the host as it may be sent; undefined when it is no text, empty or too long. */
export function readQuestion(text: unknown): string | undefined {
  const question = typeof text === "string" ? text.trim() : "";
  return question === "" || question.length > MAX_QUESTION ? undefined : question;
}
