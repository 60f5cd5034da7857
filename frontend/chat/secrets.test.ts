import { describe, expect, it } from "vitest";
import { NetworkProblem } from "../shared/http";
import { chat, gateway, ripen, tab, withFakePage } from "./fakePage";

withFakePage();

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
    expect([...tab.values.values()].join()).not.toContain("123456");
    expect(JSON.stringify(chat.snapshot())).not.toContain("123456");
  });
});
