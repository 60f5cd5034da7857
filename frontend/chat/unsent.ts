/**
 * What the customer has written and the server has not taken yet, in the browser's storage: it outlives
 * a reload and the closing of the tab. Each message is an entry of its own, so that two tabs never
 * overwrite each other; sending one twice is harmless (`client_id`). Must not know how one is sent.
 *
 * Words that look like a secret are not stored: after a reload only that there were some is known.
 */
import type { OutgoingMessage } from "../shared/eventLog";
import { newClientId } from "../shared/ids";
import { parsed, slot } from "../shared/storage";

export interface Unsent {
  body: OutgoingMessage;
  shownText: string;
  at: string;
  /** It was refused, or its conversation is over; why, fit to show. */
  problem?: string;
  state?: "failed" | "held";
}

const PREFIX = "kefu.unsent.";
/** As long as the server knows a `client_id`: later the same message could be taken twice. */
const KEPT_MS = 7 * 86_400_000;
const DRAFT = "draft-";
/** Nobody knows who comes to this browser next. */
const DRAFTS_KEPT_MS = 3_600_000;

export class UnsentStore {
  private readonly keys = new Map<string, string>();
  private readonly secrets = new Set<string>();
  private written = 0;
  /** The owner of what is written in this tab before it has a conversation. */
  readonly draft = `${DRAFT}${tabId()}`;

  /** This message's words are never to be stored. */
  hide(clientId: string): void {
    this.secrets.add(clientId);
  }

  /** @param owner a conversation's id, or `draft` */
  keep(owner: string, entry: Unsent): void {
    const { body } = entry;
    const order = this.keys.get(body.client_id)?.split(".").at(-2) ?? this.nextPlace();
    this.drop(body.client_id);
    const key = `${PREFIX}${owner}.${order}.${body.client_id}`;
    this.keys.set(body.client_id, key);
    const secret = body.type === "text" && this.secrets.has(body.client_id);
    const kept = secret ? { ...entry, body: { ...body, text: "" }, shownText: "******" } : entry;
    slot("local", key).write(JSON.stringify(kept));
  }

  private nextPlace(): string {
    this.written += 1;
    return `${Date.now()}-${String(this.written).padStart(6, "0")}`;
  }

  drop(clientId: string): void {
    const key = this.keys.get(clientId);
    if (key !== undefined) slot("local", key).clear();
    this.keys.delete(clientId);
  }

  /** All of an owner that any tab has left, in the order of writing. */
  of(owner: string): Unsent[] {
    return this.found((of) => of === owner);
  }

  /** What a tab that was closed has left before it had a conversation. */
  strays(): Unsent[] {
    return this.found((of) => of.startsWith(DRAFT) && of !== this.draft);
  }

  forget(owner: string): void {
    for (const { body } of this.of(owner)) this.drop(body.client_id);
  }

  /** What is too old is removed in passing. */
  private found(fits: (owner: string) => boolean): Unsent[] {
    const found: Unsent[] = [];
    for (const key of storedKeys().sort()) {
      const entry = parse(slot("local", key).read());
      const owner = key.slice(PREFIX.length).split(".", 1)[0] ?? "";
      const most = owner.startsWith(DRAFT) ? DRAFTS_KEPT_MS : KEPT_MS;
      if (entry === undefined || Date.now() - Date.parse(entry.at) > most) {
        slot("local", key).clear();
      } else if (fits(owner)) {
        this.keys.set(entry.body.client_id, key);
        found.push(entry);
      }
    }
    return found;
  }
}

/** The words of a message that looked like a secret are gone. */
export function isLost({ body }: Pick<Unsent, "body">): boolean {
  return body.type === "text" && body.text === "";
}

/** The same after a reload of the tab, another in every other. */
function tabId(): string {
  const remembered = slot("session", "kefu.tab");
  const id = remembered.read() ?? newClientId();
  remembered.write(id);
  return id;
}

function storedKeys(): string[] {
  try {
    return Array.from({ length: localStorage.length }, (_, n) => localStorage.key(n) ?? "").filter(
      (key) => key.startsWith(PREFIX),
    );
  } catch {
    return [];
  }
}

function parse(text: string | undefined): Unsent | undefined {
  const entry = parsed<Partial<Unsent> | null>(text);
  return typeof entry?.body?.client_id === "string" ? (entry as Unsent) : undefined;
}
