import { beforeEach, describe, expect, it } from "vitest";
import { chat, gateway, openPage, ripen, texts, withFakePage } from "./fakePage";
import { HostQuestions } from "./questions";

withFakePage();

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
    openPage();
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
    openPage();
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
