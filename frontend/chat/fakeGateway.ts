/** For tests of the chat only: a gateway, a network and a storage that live in memory. */
import type { OpenRequest } from "../shared/contract";

type Json = Record<string, unknown>;
interface Held {
  id: string;
  token: string;
  events: Json[];
  closed?: boolean;
  /** The token that the current one replaced: it may only give the right code again. */
  replaced?: string;
}

/** The Conversation API by hand, without sockets: enough to open, resume, talk, verify and refuse. */
export class FakeGateway {
  readonly opened: OpenRequest[] = [];
  conversations: Held[] = [];
  refusedIdentity: string | undefined;
  offline = false;
  /** Nothing is answered any more, not even with a failure. */
  gone = false;
  /** Texts that are not taken, with the status of the refusal. */
  refused: Record<string, number> = {};
  /** Requests are dealt with, but no answer comes back. */
  loseAnswers = false;
  /** Messages are under way until this is done. */
  held: Promise<void> = Promise.resolve();

  answer = async (url: string, init: RequestInit): Promise<Response> => {
    if (this.gone) return new Promise(() => {});
    if (this.offline) throw new TypeError("Failed to fetch");
    const response = await this.deal(url, init);
    if (this.loseAnswers) throw new TypeError("Failed to fetch");
    return response;
  };

  private async deal(url: string, init: RequestInit): Promise<Response> {
    const path = url.replace("/api/v1/conversations", "");
    const body = typeof init.body === "string" ? (JSON.parse(init.body) as Json) : {};
    if (path === "") return this.open(body as unknown as OpenRequest);
    const [, id, action = ""] = path.split(/[/?]/);
    if (action === "messages") await this.held;
    const bearer = new Headers(init.headers).get("Authorization");
    const held = this.conversations.find((one) => one.id === id);
    if (held?.replaced !== undefined && bearer === `Bearer ${held.replaced}`) {
      const repeats = action === "secure-inputs" && body.value === "123456";
      return repeats ? this.secret(held, body) : refuse(401, "token_replaced");
    }
    if (held === undefined || bearer !== `Bearer ${held.token}`)
      return refuse(401, "invalid_token");
    if (action === "rating" || init.method === "DELETE") return new Response(null, { status: 204 });
    if (action === "messages") return this.message(held, body);
    if (action === "secure-inputs") return this.secret(held, body);
    const after = Number(new URLSearchParams(path.split("?")[1]).get("after"));
    return Response.json({ events: held.events.slice(after), next: held.events.length });
  }

  newest(): Held {
    const held = this.conversations.at(-1);
    if (held === undefined) throw new Error("nothing was opened");
    return held;
  }

  add(event: Json): void {
    const { events } = this.newest();
    events.push({ seq: events.length + 1, at: new Date().toISOString(), ...event });
  }

  private open(body: OpenRequest): Response {
    this.opened.push(body);
    if (body.identity !== undefined && body.identity === this.refusedIdentity) {
      return refuse(401, "identity_invalid");
    }
    let held = this.conversations.find((one) => one.token === body.resume);
    if (body.resume !== undefined && held === undefined) return refuse(401, "invalid_token");
    if (held === undefined) {
      const number = this.conversations.length + 1;
      held = { id: `c${number}`, token: `t${number}`, events: [] };
      this.conversations.push(held);
      this.add({ type: "message", from: "bot", text: "您好" });
    } else held.token = `${held.token}+`;
    return Response.json(
      { conversation_id: held.id, token: held.token, owner: "bot" },
      { status: 201 },
    );
  }

  private message(held: Held, body: Json): Response {
    const status = this.refused[String(body.text)];
    if (status !== undefined) return refuse(status, "text_refused");
    if (held.closed) return refuse(409, "conversation_closed");
    const known = held.events.find((event) => event.client_id === body.client_id);
    if (known !== undefined) return Response.json({ seq: known.seq }, { status: 202 });
    if (body.text === "123456") {
      held.token = "raised";
      return Response.json({ seq: held.events.length, token: held.token }, { status: 202 });
    }
    this.add({
      type: "message",
      from: "customer",
      text: body.text,
      client_id: body.client_id,
    });
    return Response.json({ seq: held.events.length }, { status: 202 });
  }

  private secret(held: Held, body: Json): Response {
    if (body.value !== "123456") return refuse(422, "wrong_code", { attempts_left: 4 });
    held.replaced ??= held.token;
    held.token = "raised";
    return Response.json({ accepted: true, token: held.token });
  }
}

function refuse(status: number, code: string, more: Json = {}): Response {
  return Response.json({ status, code, detail: "不行。", ...more }, { status });
}

/** A network that lets no socket through. */
export class ClosedSocket {
  onclose: (() => void) | null = null;
  constructor() {
    queueMicrotask(() => this.onclose?.());
  }
  send(): void {}
  close(): void {}
}

export class MemoryStorage {
  readonly values = new Map<string, string>();
  getItem = (key: string) => this.values.get(key) ?? null;
  setItem = (key: string, value: string) => void this.values.set(key, value);
  removeItem = (key: string) => void this.values.delete(key);
  key = (place: number) => [...this.values.keys()][place] ?? null;
  get length(): number {
    return this.values.size;
  }
}
