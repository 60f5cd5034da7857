import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { AcceptedAnswer } from "../shared/contract";
import type { OutgoingMessage } from "../shared/eventLog";
import { ApiProblem, NetworkProblem } from "../shared/http";
import { Outbox } from "./outbox";

const text = (client_id: string): OutgoingMessage => ({ client_id, type: "text", text: client_id });
const problem = (status: number, retryAfter?: number) =>
  new ApiProblem(status, "x", "请稍后再试。", retryAfter, {});

/** Answers from a script, then with success; remembers what was asked, in order. */
class Line {
  readonly asked: string[] = [];
  constructor(private readonly script: Error[] = []) {}
  post = async (message: OutgoingMessage): Promise<AcceptedAnswer> => {
    this.asked.push(message.client_id);
    const failure = this.script.shift();
    if (failure !== undefined) throw failure;
    return { seq: this.asked.length };
  };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it("sends in the order of writing, even when the first has to be repeated", async () => {
  const line = new Line([new NetworkProblem("offline")]);
  const outbox = new Outbox(line.post);
  const both = Promise.all([outbox.send(text("a")), outbox.send(text("b"))]);
  await vi.runAllTimersAsync();
  await both;
  expect(line.asked).toEqual(["a", "a", "b"]);
});

it("gives up after three attempts and goes on with the next message", async () => {
  const line = new Line(Array.from({ length: 3 }, () => new NetworkProblem("offline")));
  const outbox = new Outbox(line.post);
  const first = expect(outbox.send(text("a"))).rejects.toBeInstanceOf(NetworkProblem);
  const second = outbox.send(text("b"));
  await vi.runAllTimersAsync();
  await first;
  expect(await second).toEqual({ seq: 4 });
});

it("waits as long as the server asks, when that is short", async () => {
  const line = new Line([problem(429, 4)]);
  const sent = new Outbox(line.post).send(text("a"));
  await vi.advanceTimersByTimeAsync(3_900);
  expect(line.asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(await sent).toEqual({ seq: 2 });
});

it.each([
  ["a long wait", problem(429, 30)],
  ["a refusal", problem(422)],
])("does not repeat after %s", async (_name, failure) => {
  const line = new Line([failure]);
  await expect(new Outbox(line.post).send(text("a"))).rejects.toBe(failure);
  expect(line.asked).toHaveLength(1);
});
