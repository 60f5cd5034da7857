import { describe, expect, it, vi } from "vitest";
import { MemoryStorage } from "./fakeGateway";
import { chat, gateway, kept, leavePage, openPage, ripen, texts, withFakePage } from "./fakePage";

withFakePage();

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
    openPage();
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
      openPage();
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
    openPage();
    await chat.start();
    expect(gateway.opened.at(-1)).toEqual({ channel: "web" });
  });

  it("a login on another day is not given what a visitor said at this browser", async () => {
    await chat.start();
    await leavePage();
    vi.stubGlobal("sessionStorage", new MemoryStorage());
    openPage();
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
    openPage();
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

describe("a rating", () => {
  it("is remembered across a reload, for this conversation only", async () => {
    await chat.start();
    expect(chat.snapshot().rated).toBe(false);
    await chat.rate(5, "");
    expect(chat.snapshot().rated).toBe(true);
    openPage();
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
