import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { NetworkProblem } from "../shared/http";
import { ChatController } from "./controller";
import { ClosedSocket, FakeGateway, MemoryStorage } from "./fakeGateway";
import { HostQuestions } from "./questions";

let gateway: FakeGateway;
let storage: MemoryStorage;
let kept: MemoryStorage;
let chat: ChatController;
const texts = () => chat.snapshot().log.events.map((event) => "text" in event && event.text);
/** Longer than a conversation counts as newborn. */
const ripen = (ms = 15_000) => vi.advanceTimersByTimeAsync(ms);

beforeEach(() => {
  vi.useFakeTimers();
  gateway = new FakeGateway();
  storage = new MemoryStorage();
  vi.stubGlobal("fetch", gateway.answer);
  vi.stubGlobal("WebSocket", ClosedSocket);
  kept = new MemoryStorage();
  vi.stubGlobal("sessionStorage", storage);
  vi.stubGlobal("localStorage", kept);
  vi.stubGlobal("location", new URL("https://wallet.example/chat"));
  chat = new ChatController("web");
});
/** The page that is left does nothing more: what is under way comes to a rest, which never ends. */
const leavePage = async () => {
  await vi.advanceTimersByTimeAsync(0);
  vi.clearAllTimers();
};
afterEach(async () => {
  gateway.gone = true;
  await leavePage();
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

  it("goes on in another tab, and days after the tab was closed, but not for ever", async () => {
    const newTab = async (days: number) => {
      const left = Date.now();
      await leavePage();
      vi.stubGlobal("sessionStorage", new MemoryStorage());
      vi.setSystemTime(left + days * 24 * 3_600_000);
      chat = new ChatController("web");
      await chat.start();
    };
    await chat.start();
    await newTab(0);
    await newTab(6.9);
    expect(gateway.opened).toHaveLength(1);
    expect(gateway.conversations).toHaveLength(1);
    await newTab(7.1);
    expect(gateway.conversations).toHaveLength(2);
  });

  it("remembers nobody's login for the next at this browser", async () => {
    await chat.start("jwt-1");
    await leavePage();
    expect([...kept.values.keys()]).toEqual([]);
    vi.stubGlobal("sessionStorage", new MemoryStorage());
    chat = new ChatController("web");
    await chat.start();
    expect(gateway.opened.at(-1)).toEqual({ channel: "web" });
  });

  it("a login on another day is not given what a visitor said at this browser", async () => {
    await chat.start();
    await leavePage();
    vi.stubGlobal("sessionStorage", new MemoryStorage());
    chat = new ChatController("web");
    await chat.start("jwt-1");
    expect(gateway.opened.at(-1)).toEqual({ channel: "web", identity: "jwt-1" });
  });

  it("an ended conversation is forgotten by the browser", async () => {
    await chat.start();
    await chat.end();
    expect([...kept.values.keys()]).toEqual([]);
  });

  it("a token that another tab has got is used here too", async () => {
    await chat.start();
    const remembered = JSON.parse(kept.getItem("kefu.visitor.web") ?? "");
    remembered.session.token = "raised";
    kept.setItem("kefu.visitor.web", JSON.stringify(remembered));
    gateway.newest().token = "raised";
    await ripen();
    chat.sendText("还在吗");
    await ripen();
    expect(gateway.conversations).toHaveLength(1);
    expect(gateway.newest().events.at(-1)?.text).toBe("还在吗");
  });

  it("an input that was answered on another device is done with here", async () => {
    await chat.start();
    gateway.add({ type: "input_taken", input_id: "si_1" });
    await ripen();
    expect(chat.snapshot().closedInputs).toEqual({ si_1: "accepted" });
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

  it("goes on trying when offline, and recovers with the login it was given", async () => {
    gateway.offline = true;
    await chat.start("jwt");
    expect(chat.snapshot()).toMatchObject({ phase: "opening", connection: "offline" });
    await ripen();
    gateway.offline = false;
    chat.wake();
    await vi.advanceTimersByTimeAsync(0);
    expect(chat.snapshot().phase).toBe("ready");
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
  it("starts afresh when the server lets go, and offers what was not taken", async () => {
    await chat.start();
    await ripen();
    gateway.newest().token = "revoked";
    chat.sendText("钱没到账");
    await ripen();
    expect(gateway.conversations).toHaveLength(2);
    expect(chat.snapshot().notice).toContain("新的会话");
    const [held] = chat.snapshot().log.echoes;
    expect(held).toMatchObject({ state: "held", shownText: "钱没到账" });
    expect(held?.problem).toContain("没有发出");
    await chat.resend(held?.body.client_id ?? "");
    await ripen();
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

describe("without a line", () => {
  const said = () =>
    gateway.newest().events.flatMap(({ from, text }) => (from === "customer" ? [text] : []));
  const unsent = () => [...kept.values.keys()].filter((key) => key !== "kefu.visitor.web");
  const states = () => chat.snapshot().log.echoes.map(({ shownText, state }) => [shownText, state]);
  const reload = async () => {
    await leavePage();
    chat = new ChatController("web");
    return chat.start();
  };

  it("messages wait in order and are sent by themselves, once", async () => {
    await chat.start();
    gateway.offline = true;
    for (const text of ["一", "二", "三"]) chat.sendText(text);
    await ripen();
    expect(states()).toEqual([
      ["一", "waiting"],
      ["二", "waiting"],
      ["三", "waiting"],
    ]);
    gateway.offline = false;
    chat.wake();
    await vi.advanceTimersByTimeAsync(100);
    expect(said()).toEqual(["一", "二", "三"]);
    await ripen();
    expect(said()).toEqual(["一", "二", "三"]);
    expect(unsent()).toEqual([]);
  });

  it("sixteen unsent messages outlive a reload and arrive once, in order", async () => {
    await chat.start();
    gateway.offline = true;
    const words = Array.from({ length: 16 }, (_, number) => `第${number}条`);
    for (const text of words) chat.sendText(text);
    await ripen();
    await reload();
    expect(states().map(([text]) => text)).toEqual(words);
    gateway.offline = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(said()).toEqual(words);
    expect(gateway.conversations).toHaveLength(1);
    expect(unsent()).toEqual([]);
  });

  it("a message whose answer was lost is not sent a second time", async () => {
    await chat.start();
    gateway.offline = true;
    chat.sendText("一");
    const { client_id } = chat.snapshot().log.echoes[0]?.body ?? {};
    gateway.add({ type: "message", from: "customer", text: "一", client_id });
    gateway.offline = false;
    await reload();
    await ripen();
    expect(said()).toEqual(["一"]);
    expect(unsent()).toEqual([]);
  });

  it("messages count that were written before the first conversation", async () => {
    gateway.offline = true;
    await chat.start();
    chat.sendText("有人吗");
    await reload();
    chat.sendText("钱没到账");
    expect(states().map(([text]) => text)).toEqual(["有人吗", "钱没到账"]);
    gateway.offline = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(said()).toEqual(["有人吗", "钱没到账"]);
  });

  it("no message is lost within the page where nothing can be stored", async () => {
    vi.stubGlobal("localStorage", undefined);
    gateway.offline = true;
    await chat.start();
    chat.sendText("有人吗");
    gateway.offline = false;
    await vi.advanceTimersByTimeAsync(60_000);
    gateway.offline = true;
    chat.sendText("钱没到账");
    await ripen();
    gateway.offline = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(said()).toEqual(["有人吗", "钱没到账"]);
  });

  it("what a closed tab has left is offered, not sent, and not for long", async () => {
    gateway.offline = true;
    await chat.start();
    chat.sendText("有人吗");
    const left = new Map(kept.values);
    const open = async (minutesLater: number) => {
      await leavePage();
      gateway.offline = false;
      vi.stubGlobal("sessionStorage", new MemoryStorage());
      kept.values.clear();
      for (const [key, value] of left) kept.setItem(key, value);
      vi.setSystemTime(Date.now() + minutesLater * 60_000);
      chat = new ChatController("web");
      await chat.start();
    };
    await open(5);
    expect(states()).toEqual([["有人吗", "held"]]);
    expect(said()).toEqual([]);
    await open(70);
    expect(states()).toEqual([]);
  });

  it("one that is refused is shown with the reason and holds up nobody", async () => {
    await chat.start();
    gateway.refused = { 太长: 422 };
    for (const text of ["一", "太长", "二"]) chat.sendText(text);
    await ripen();
    expect(said()).toEqual(["一", "二"]);
    expect(states()).toEqual([["太长", "failed"]]);
    await reload();
    expect(states()).toEqual([["太长", "failed"]]);
    gateway.refused = {};
    await chat.resend(chat.snapshot().log.echoes[0]?.body.client_id ?? "");
    await ripen();
    expect(said()).toEqual(["一", "二", "太长"]);
  });

  it("one that is not wanted any more is never sent", async () => {
    await chat.start();
    gateway.offline = true;
    chat.sendText("一");
    chat.sendText("二");
    await ripen();
    chat.discard(chat.snapshot().log.echoes[0]?.body.client_id ?? "");
    gateway.offline = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(said()).toEqual(["二"]);
  });

  it("what was written to a conversation that ended meanwhile is offered to a new one", async () => {
    await chat.start();
    gateway.offline = true;
    chat.sendText("一");
    chat.sendText("二");
    await ripen();
    gateway.offline = false;
    gateway.newest().closed = true;
    gateway.add({ type: "status", owner: "closed" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(states()).toEqual([
      ["一", "held"],
      ["二", "held"],
    ]);
    await chat.resend(chat.snapshot().log.echoes[1]?.body.client_id ?? "");
    await ripen();
    expect(gateway.conversations).toHaveLength(2);
    expect(said()).toEqual(["二"]);
    expect(states()).toEqual([["一", "held"]]);
    await reload();
    expect(states()).toEqual([["一", "held"]]);
  });

  it("nothing of one customer is offered to another", async () => {
    await chat.start("jwt-of-zhang");
    gateway.offline = true;
    chat.sendText("我是张伟");
    await ripen();
    gateway.offline = false;
    await chat.identify("jwt-of-li");
    await ripen();
    expect(chat.snapshot().log.echoes).toEqual([]);
    expect(said()).toEqual([]);
    expect(unsent()).toEqual([]);
  });

  it("a secret is sent but never stored; after a reload it is said that it was not kept", async () => {
    await chat.start();
    gateway.offline = true;
    chat.sendText("我的密码是Sunny2024");
    chat.sendText("密码是");
    chat.sendText("床前明月光");
    chat.sendText("怎么办");
    await ripen();
    expect([...kept.values.values()].join()).not.toMatch(/Sunny2024|明月/);
    await reload();
    const shown = states().map(([text]) => text);
    expect(shown).toEqual(["******", "密码是", "******", "怎么办"]);
    expect(chat.snapshot().log.echoes[0]?.problem).toContain("没有保存");
    gateway.offline = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(said()).toEqual(["密码是", "怎么办"]);
  });
});

describe("questions of the host", () => {
  let questions: HostQuestions;
  beforeEach(() => {
    questions = new HostQuestions(chat);
  });

  it("wait for the conversation and are then sent in order as the customer's own", async () => {
    questions.ask("怎么申请退款");
    questions.ask("多久到账");
    expect(gateway.opened).toEqual([]);
    await chat.start();
    await ripen();
    expect(gateway.newest().events.slice(1)).toMatchObject([
      { from: "customer", text: "怎么申请退款" },
      { from: "customer", text: "多久到账" },
    ]);
  });

  it("go at once into a conversation that is open, also after a reload", async () => {
    await chat.start();
    chat = new ChatController("web");
    questions = new HostQuestions(chat);
    questions.ask("怎么申请退款");
    await chat.start();
    questions.ask("多久到账");
    await ripen();
    expect(texts()).toEqual(["您好", "怎么申请退款", "多久到账"]);
    expect(gateway.opened).toHaveLength(1);
  });

  it("open a new conversation when this one has ended", async () => {
    await chat.start();
    await chat.end();
    questions.ask("怎么申请退款");
    await ripen();
    expect(gateway.conversations).toHaveLength(2);
    expect(texts()).toEqual(["您好", "怎么申请退款"]);
  });

  it("open a new one after a reload too, once", async () => {
    await chat.start();
    gateway.add({ type: "status", owner: "closed" });
    chat = new ChatController("web");
    questions = new HostQuestions(chat);
    questions.ask("怎么申请退款");
    await chat.start();
    await ripen();
    expect(gateway.conversations).toHaveLength(2);
    expect(texts()).toEqual(["您好", "怎么申请退款"]);
  });

  it("open one again that could not be opened before", async () => {
    gateway.offline = true;
    await chat.start();
    gateway.offline = false;
    questions.ask("怎么申请退款");
    await ripen();
    expect(texts()).toEqual(["您好", "怎么申请退款"]);
  });
});

describe("a rating", () => {
  it("is remembered across a reload, for this conversation only", async () => {
    await chat.start();
    expect(chat.snapshot().rated).toBe(false);
    await chat.rate(5, "");
    expect(chat.snapshot().rated).toBe(true);
    chat = new ChatController("web");
    await chat.start();
    expect(chat.snapshot().rated).toBe(true);
    await chat.restart();
    expect(chat.snapshot().rated).toBe(false);
  });

  it("that could not be stored is not remembered", async () => {
    await chat.start();
    gateway.offline = true;
    await expect(chat.rate(5, "")).rejects.toThrow();
    expect(chat.snapshot().rated).toBe(false);
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

  it("go on when the answer with the new token is lost, once the code is given again", async () => {
    await chat.start();
    ask("i1");
    await ripen();
    gateway.loseAnswers = true;
    await expect(chat.submitSecret("i1", "123456")).rejects.toBeInstanceOf(NetworkProblem);
    gateway.loseAnswers = false;
    await ripen(60_000);
    expect(gateway.opened).toHaveLength(1);
    expect(chat.snapshot().closedInputs).toEqual({});
    await chat.submitSecret("i1", "123456");
    chat.sendText("然后呢");
    await ripen();
    expect(gateway.opened).toHaveLength(1);
    expect(gateway.newest().events.at(-1)).toMatchObject({ text: "然后呢" });
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
