import { describe, expect, it, vi } from "vitest";
import { MemoryStorage } from "./fakeGateway";
import { chat, gateway, kept, leavePage, openPage, ripen, withFakePage } from "./fakePage";

withFakePage();

describe("without a line", () => {
  const said = () =>
    gateway.newest().events.flatMap(({ from, text }) => (from === "customer" ? [text] : []));
  const unsent = () => [...kept.values.keys()].filter((key) => key !== "kefu.visitor.web");
  const states = () => chat.snapshot().log.echoes.map(({ shownText, state }) => [shownText, state]);
  const reload = async () => {
    await leavePage();
    openPage();
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
      openPage();
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
