import { describe, expect, it } from "vitest";
import type { ChatMessage, StoredEvent } from "./contract";
import { addEcho, choiceOver, echoAccepted, echoFailed, emptyLog, receive } from "./eventLog";
import { type InputLine, type Line, type MessageLine, timeline } from "./timeline";

const at = (minute: number) => new Date(Date.UTC(2026, 2, 5, 7, minute)).toISOString();
const said = (seq: number, extra: Partial<ChatMessage> = {}): ChatMessage => ({
  type: "message",
  seq,
  at: at(0),
  from: "bot",
  text: `第${seq}句`,
  ...extra,
});
const offer = (seq: number, ...titles: string[]) =>
  said(seq, { choices: titles.map((title) => ({ id: `${seq}-${title}`, title })) });
const linesOf = (...events: StoredEvent[]) => timeline(receive(emptyLog, events));
const isMessage = (line: Line): line is MessageLine => line.kind === "message";
const choicesOf = (lines: Line[]) => lines.filter(isMessage).map((line) => line.choices);

describe("choices", () => {
  it("stay usable until a newer set is offered", () => {
    const [first, second] = choicesOf(linesOf(offer(1, "重试", "取消"), offer(2, "是", "否")));
    expect(first?.active).toBe(false);
    expect(second?.active).toBe(true);
  });

  it("survive a digression in the customer's own words", () => {
    const lines = linesOf(offer(1, "是", "否"), said(2, { from: "customer", text: "几点下班" }));
    expect(choicesOf(lines)[0]).toMatchObject({ active: true });
  });

  it("are used by the words on them, typed or tapped, and say which one", () => {
    const lines = linesOf(offer(1, "是", "否"), said(2, { from: "customer", text: "否" }));
    expect(choicesOf(lines)[0]).toMatchObject({ active: false, usedId: "1-否" });
  });

  it("are used by an echo before the server has answered", () => {
    const log = addEcho(
      receive(emptyLog, [offer(1, "是", "否")]),
      { client_id: "a", type: "choice", choice_id: "1-是" },
      "是",
      at(1),
    );
    expect(choicesOf(timeline(log))[0]).toMatchObject({ active: false, usedId: "1-是" });
  });

  it("are used by the one that was tapped, whatever its words, and are on their way till then", () => {
    const same = [
      { id: "x", title: "转账 ¥20.00" },
      { id: "y", title: "转账 ¥20.00" },
    ];
    const tapped = { client_id: "a", type: "choice", choice_id: "y" } as const;
    let log = addEcho(
      receive(emptyLog, [said(1, { choices: same })]),
      tapped,
      "转账 ¥20.00",
      at(1),
    );
    expect(choicesOf(timeline(log))[0]).toMatchObject({ usedId: "y", sending: true });
    log = echoAccepted(log, "a", 2);
    expect(choicesOf(timeline(log))[0]?.sending).toBeUndefined();
  });

  it("can be tapped again when the first try was refused", () => {
    const tapped = { client_id: "a", type: "choice", choice_id: "1-是" } as const;
    const log = addEcho(receive(emptyLog, [offer(1, "是", "否")]), tapped, "是", at(1));
    const refused = echoFailed(log, "a", "不行");
    expect(choicesOf(timeline(refused))[0]).toMatchObject({ active: true });
  });

  it("are over, all of them, once the server says so of one", () => {
    const tapped = { client_id: "a", type: "choice", choice_id: "1-是" } as const;
    const log = addEcho(receive(emptyLog, [offer(1, "是", "否")]), tapped, "是", at(1));
    const lines = timeline(choiceOver(log, tapped));
    expect(choicesOf(lines)).toMatchObject([{ active: false }]);
  });

  it("end when the customer joins the queue, unless they were offered with that or there", () => {
    const status = (seq: number, owner: "queued" | "agent", position = 1): StoredEvent => ({
      type: "status",
      seq,
      at: at(1),
      owner,
      position,
    });
    const active = (...events: StoredEvent[]) =>
      choicesOf(linesOf(...events)).flatMap((choices) => (choices ? [choices.active] : []));
    const asks = (seq: number) => said(seq, { from: "customer", text: "转人工" });
    const before = [offer(1, "忘记密码"), asks(2), status(3, "queued")];
    expect(active(...before)).toEqual([false]);
    expect(active(...before, status(4, "agent"))).toEqual([false]);
    expect(active(asks(1), offer(2, "登记工单"), status(3, "queued"))).toEqual([true]);
    const waiting = [status(1, "queued", 2), offer(2, "回到智能客服"), status(3, "queued", 1)];
    expect(active(...waiting)).toEqual([true]);
  });

  it("end with the conversation", () => {
    const lines = linesOf(offer(1, "是"), { type: "status", seq: 2, at: at(1), owner: "closed" });
    expect(choicesOf(lines)[0]?.active).toBe(false);
  });
});

describe("lines", () => {
  it("tell what the bot says to a customer who waits", () => {
    const status = (seq: number, owner: "queued" | "agent"): StoredEvent => ({
      type: "status",
      seq,
      at: at(1),
      owner,
    });
    const lines = linesOf(said(1), status(2, "queued"), said(3), status(4, "agent"), said(5));
    expect(lines.filter(isMessage).map((line) => line.queued)).toEqual([
      undefined,
      true,
      undefined,
    ]);
  });

  it("show a time at the start and after a quiet spell only", () => {
    const lines = linesOf(said(1), said(2, { at: at(4) }), said(3, { at: at(10) }));
    expect(lines.filter(isMessage).map((line) => line.showsTime)).toEqual([true, false, true]);
  });

  it("name the agent who was announced, and start a group when it changes", () => {
    const lines = linesOf(
      { type: "status", seq: 1, at: at(0), owner: "agent", agent: { display_name: "李敏" } },
      said(2, { from: "agent" }),
      said(3, { from: "agent" }),
      { type: "status", seq: 4, at: at(1), owner: "agent", agent: { display_name: "周平" } },
      said(5, { from: "agent", agent: { display_name: "王芳" } }),
    ).filter(isMessage);
    expect(lines.map((line) => line.agent)).toEqual(["李敏", "李敏", "王芳"]);
    expect(lines.map((line) => line.opensGroup)).toEqual([true, false, true]);
  });

  it("keep the key of an echo when its event arrives", () => {
    const body = { client_id: "a", type: "text", text: "您好" } as const;
    const before = addEcho(emptyLog, body, "您好", at(0));
    const after = receive(before, [said(1, { from: "customer", client_id: "a" })]);
    expect(timeline(after).map((line) => line.key)).toEqual(timeline(before).map((l) => l.key));
  });

  it("put an accepted echo where the server put the message, others at the end", () => {
    const text = (client_id: string) => ({ client_id, type: "text", text: client_id }) as const;
    let log = receive(emptyLog, [said(1), said(3)]);
    log = addEcho(log, text("waiting"), "等", at(1));
    log = addEcho(log, text("stored"), "存", at(1));
    log = echoAccepted(log, "stored", 2);
    expect(timeline(log).map((line) => line.key)).toEqual(["seq-1", "stored", "seq-3", "waiting"]);
  });

  it("leave a message that failed where it was written, and what waits at the end", () => {
    const text = (client_id: string) => ({ client_id, type: "text", text: client_id }) as const;
    let log = addEcho(receive(emptyLog, [said(1)]), text("refused"), "不", at(1));
    log = echoFailed(log, "refused", "不行");
    log = addEcho(log, text("waits"), "等", at(1), "waiting");
    log = receive(log, [said(2), said(3)]);
    const keys = timeline(log).map((line) => line.key);
    expect(keys).toEqual(["seq-1", "refused", "seq-2", "seq-3", "waits"]);
  });

  it("leave only the newest secure input open", () => {
    const input = (seq: number): StoredEvent => ({
      type: "secure_input",
      seq,
      at: at(0),
      input: {
        id: `i${seq}`,
        kind: "verification_code",
        label: "验证码",
        hint: "",
        expires_at: at(5),
      },
    });
    const lines = linesOf(input(1), input(2)).filter((l): l is InputLine => l.kind === "input");
    expect(lines.map((line) => line.overtaken)).toEqual([true, false]);
  });
});

describe("read marks", () => {
  const mark = (seq: number, from: "customer" | "agent", up_to: number): StoredEvent => ({
    type: "read",
    seq,
    at: at(0),
    from,
    up_to,
  });
  const own = (seq: number) => said(seq, { from: "customer", client_id: `m${seq}` });

  it("stand at the reader's last message that the other side has seen", () => {
    const lines = linesOf(own(1), own(2), own(3), mark(4, "agent", 2), mark(5, "customer", 3));
    expect(lines.filter(isMessage).map((line) => line.read)).toEqual([undefined, true, undefined]);
  });
});
