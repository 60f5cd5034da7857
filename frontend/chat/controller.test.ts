import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { OpenRequest } from "./api";
import { ChatController } from "./controller";

type Json = Record<string, unknown>;
interface Held {
  id: string;
  token: string;
  events: Json[];
}

/** The Conversation API by hand, without sockets: enough to open, resume, talk, verify and refuse. */
class FakeGateway {
  readonly opened: OpenRequest[] = [];
  conversations: Held[] = [];
  refusedIdentity: string | undefined;
  offline = false;
  /** Messages are under way until this is done. */
  held: Promise<void> = Promise.resolve();

  answer = async (url: string, init: RequestInit): Promise<Response> => {
    if (this.offline) throw new TypeError("Failed to fetch");
    const path = url.replace("/api/v1/conversations", "");
    const body = typeof init.body === "string" ? (JSON.parse(init.body) as Json) : {};
    if (path === "") return this.open(body as unknown as OpenRequest);
    const [, id, action = ""] = path.split(/[/?]/);
    if (action === "messages") await this.held;
    const bearer = new Headers(init.headers).get("Authorization");
    const held = this.conversations.find((one) => one.id === id);
    if (held === undefined || bearer !== `Bearer ${held.token}`)
      return refuse(401, "invalid_token");
    if (init.method === "DELETE") return new Response(null, { status: 204 });
    if (action === "messages") return this.message(held, body);
    if (action === "secure-inputs") return this.secret(held, body);
    const after = Number(new URLSearchParams(path.split("?")[1]).get("after"));
    return Response.json({ events: held.events.slice(after), next: held.events.length });
  };

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
    held.token = "raised";
    return Response.json({ accepted: true, token: held.token });
  }
}

function refuse(status: number, code: string, more: Json = {}): Response {
  return Response.json({ status, code, detail: "不行。", ...more }, { status });
}

/** A network that lets no socket through. */
class ClosedSocket {
  onclose: (() => void) | null = null;
  constructor() {
    queueMicrotask(() => this.onclose?.());
  }
  send(): void {}
  close(): void {}
}

class MemoryStorage {
  readonly values = new Map<string, string>();
  getItem = (key: string) => this.values.get(key) ?? null;
  setItem = (key: string, value: string) => void this.values.set(key, value);
  removeItem = (key: string) => void this.values.delete(key);
}

let gateway: FakeGateway;
let storage: MemoryStorage;
let chat: ChatController;
const texts = () => chat.snapshot().log.events.map((event) => "text" in event && event.text);
/** Longer than a conversation counts as newborn. */
const ripen = () => vi.advanceTimersByTimeAsync(15_000);

beforeEach(() => {
  vi.useFakeTimers();
  gateway = new FakeGateway();
  storage = new MemoryStorage();
  vi.stubGlobal("fetch", gateway.answer);
  vi.stubGlobal("WebSocket", ClosedSocket);
  vi.stubGlobal("sessionStorage", storage);
  vi.stubGlobal("location", new URL("https://wallet.example/chat"));
  chat = new ChatController("web");
});
afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("opening", () => {
  it("opens as a visitor and shows the greeting", async () => {
    await chat.start();
    expect(gateway.opened).toEqual([{ channel: "web" }]);
    expect(chat.snapshot().phase).toBe("ready");
    expect(texts()).toEqual(["您好"]);
  });

  it("resumes this tab's conversation after a reload, without opening another", async () => {
    await chat.start();
    gateway.add({ type: "message", from: "agent", text: "我是客服" });
    chat = new ChatController("web");
    await chat.start();
    expect(gateway.opened).toHaveLength(1);
    expect(texts()).toEqual(["您好", "我是客服"]);
  });

  it("starts afresh with a notice when the stored conversation is gone", async () => {
    await chat.start();
    gateway.conversations = [];
    chat = new ChatController("web");
    await chat.start();
    expect(gateway.opened).toHaveLength(2);
    expect(chat.snapshot()).toMatchObject({ phase: "ready" });
    expect(chat.snapshot().notice).toContain("新的会话");
  });

  it("fails in words when offline, and recovers with the login it was given", async () => {
    gateway.offline = true;
    await chat.start("jwt");
    expect(chat.snapshot()).toMatchObject({ phase: "failed" });
    gateway.offline = false;
    await chat.start();
    expect(gateway.opened).toEqual([{ channel: "web", identity: "jwt" }]);
  });
});

describe("logging in", () => {
  it("goes on with a visitor's conversation", async () => {
    await chat.start();
    await chat.identify("jwt");
    expect(gateway.opened[1]).toEqual({ channel: "web", identity: "jwt", resume: "t1" });
    expect(gateway.conversations).toHaveLength(1);
    expect(texts()).toEqual(["您好"]);
  });

  it("never carries one customer's conversation over to another", async () => {
    await chat.start("jwt-of-zhang");
    await chat.identify("jwt-of-li");
    expect(gateway.opened[1]).toEqual({ channel: "web", identity: "jwt-of-li" });
    expect(texts()).toEqual(["您好"]);
  });

  it("leaves the conversation alone when the login is refused", async () => {
    await chat.start();
    gateway.refusedIdentity = "old";
    await chat.identify("old");
    expect(gateway.conversations).toHaveLength(1);
    expect(chat.snapshot()).toMatchObject({ phase: "ready" });
    expect(chat.snapshot().notice).toContain("登录信息已过期");
  });
});

describe("talking", () => {
  it("starts afresh when the server lets go, and says again what was not taken", async () => {
    await chat.start();
    await ripen();
    gateway.newest().token = "revoked";
    chat.sendText("钱没到账");
    await ripen();
    expect(gateway.conversations).toHaveLength(2);
    expect(gateway.newest().events.map((event) => event.text)).toEqual(["您好", "钱没到账"]);
    expect(chat.snapshot().log.echoes).toEqual([]);
  });

  it("does not open one conversation after another when new ones are refused too", async () => {
    await chat.start();
    gateway.newest().token = "revoked";
    chat.sendText("您好");
    await ripen();
    expect(gateway.opened).toHaveLength(1);
    expect(chat.snapshot().phase).toBe("failed");
  });

  it("counts what others say, not the customer's own words nor the history", async () => {
    let heard = 0;
    chat.onIncoming = () => {
      heard += 1;
    };
    await chat.start();
    chat.sendText("您好");
    gateway.add({ type: "message", from: "bot", text: "请问有什么可以帮您" });
    await ripen();
    expect(heard).toBe(1);
  });

  it("stays closed after the customer has ended it", async () => {
    await chat.start();
    await chat.end();
    gateway.newest().token = "revoked";
    await ripen();
    expect(chat.snapshot()).toMatchObject({ owner: "closed", phase: "ready" });
    expect(gateway.opened).toHaveLength(1);
  });
});

describe("secrets", () => {
  const ask = (id: string) =>
    gateway.add({
      type: "secure_input",
      input: { id, kind: "verification_code", label: "验证码", expires_at: "2100-01-01T00:00:00Z" },
    });

  it("are handed over once and change the token that is used from then on", async () => {
    await chat.start();
    ask("i1");
    await chat.submitSecret("i1", "123456");
    expect(chat.snapshot().closedInputs).toEqual({ i1: "accepted" });
    chat.sendText("然后呢");
    await ripen();
    expect(gateway.newest().events.at(-1)).toMatchObject({ text: "然后呢" });
    expect(gateway.opened).toHaveLength(1);
  });

  it("do not cost a message that was under way with the old token", async () => {
    await chat.start();
    ask("i1");
    let letThrough = () => {};
    gateway.held = new Promise((resolve) => {
      letThrough = resolve;
    });
    chat.sendText("还在吗");
    await chat.submitSecret("i1", "123456");
    letThrough();
    await ripen();
    expect(gateway.opened).toHaveLength(1);
    expect(gateway.newest().events.at(-1)).toMatchObject({ text: "还在吗" });
  });

  it("stay open after a wrong value", async () => {
    await chat.start();
    ask("i1");
    await expect(chat.submitSecret("i1", "000000")).rejects.toMatchObject({ code: "wrong_code" });
    expect(chat.snapshot().closedInputs).toEqual({});
  });

  it("typed into the chat are hidden, and close the input when they were right", async () => {
    await chat.start();
    ask("i1");
    await ripen();
    chat.sendText("123456");
    expect(chat.snapshot().log.echoes[0]?.shownText).toBe("******");
    await ripen();
    expect(chat.snapshot().closedInputs).toEqual({ i1: "accepted" });
  });

  it("are nowhere in what the tab remembers", async () => {
    await chat.start();
    ask("i1");
    await chat.submitSecret("i1", "123456");
    expect([...storage.values.values()].join()).not.toContain("123456");
    expect(JSON.stringify(chat.snapshot())).not.toContain("123456");
  });
});
