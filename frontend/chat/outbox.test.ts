import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { AcceptedAnswer } from "../shared/contract";
import type { OutgoingMessage } from "../shared/eventLog";
import { ApiProblem, NetworkProblem } from "../shared/http";
import { Outbox } from "./outbox";

const text = (client_id: string): OutgoingMessage => ({ client_id, type: "text", text: client_id });
const problem = (status: number, retryAfter?: number, code = "x") =>
  new ApiProblem(status, code, "请稍后再试。", retryAfter, {});

/** Answers from a script, then with success; remembers what was asked and what was told, in order. */
class Line {
  readonly asked: string[] = [];
  readonly told: string[] = [];
  readonly outbox: Outbox;
  constructor(private readonly script: Error[] = []) {
    this.outbox = new Outbox(this.post, {
      onAccepted: ({ client_id }) => this.told.push(`accepted ${client_id}`),
      onWaiting: () => this.told.push("waiting"),
      onFailed: ({ client_id }) => this.told.push(`failed ${client_id}`),
      onEnded: ({ code }) => this.told.push(`ended ${code}`),
    });
  }
  private post = async (message: OutgoingMessage): Promise<AcceptedAnswer> => {
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
  line.outbox.add(text("a"));
  line.outbox.add(text("b"));
  await vi.runAllTimersAsync();
  expect(line.asked).toEqual(["a", "a", "b"]);
});

it("does not give up while the line is away, and tries less and less often", async () => {
  const line = new Line(Array.from({ length: 20 }, () => new NetworkProblem("offline")));
  for (const name of ["a", "b", "c"]) line.outbox.add(text(name));
  await vi.advanceTimersByTimeAsync(10_000);
  const soon = line.asked.length;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(line.asked.length - soon).toBeLessThan(soon);
  await vi.runAllTimersAsync();
  expect(line.told.filter((word) => word !== "waiting")).toEqual([
    "accepted a",
    "accepted b",
    "accepted c",
  ]);
});

it("goes on at once when the line is back", async () => {
  const line = new Line(Array.from({ length: 8 }, () => new NetworkProblem("offline")));
  line.outbox.add(text("a"));
  while (line.asked.length < 8) await vi.advanceTimersByTimeAsync(1_000);
  line.outbox.nudge();
  await vi.advanceTimersByTimeAsync(0);
  expect(line.told.at(-1)).toBe("accepted a");
});

it("waits as long as the server asks", async () => {
  const line = new Line([problem(429, 40)]);
  line.outbox.add(text("a"));
  await vi.advanceTimersByTimeAsync(39_900);
  expect(line.asked).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(line.told).toEqual(["waiting", "accepted a"]);
});

it.each([422, 400, 409, 413])(
  "tells of a refusal (%i) and goes on with the rest",
  async (status) => {
    const line = new Line([problem(status)]);
    line.outbox.add(text("a"));
    line.outbox.add(text("b"));
    await vi.runAllTimersAsync();
    expect(line.told).toEqual(["failed a", "accepted b"]);
  },
);

it("lets no message that breaks the server hold up the rest", async () => {
  const line = new Line(Array.from({ length: 4 }, () => problem(500)));
  line.outbox.add(text("a"));
  line.outbox.add(text("b"));
  await vi.runAllTimersAsync();
  expect(line.told.filter((word) => word !== "waiting")).toEqual(["failed a", "accepted b"]);
});

it.each([
  problem(401, undefined, "invalid_token"),
  problem(404, undefined, "conversation_not_found"),
  problem(409, undefined, "conversation_closed"),
])("stops with all it holds when the conversation is over (%s)", async (over) => {
  const line = new Line([over]);
  line.outbox.add(text("a"));
  line.outbox.add(text("b"));
  await vi.runAllTimersAsync();
  expect(line.told).toEqual([`ended ${over.code}`]);
  expect(line.asked).toEqual(["a"]);
});

it("waits for the token that follows a replaced one", async () => {
  const line = new Line([problem(401, undefined, "token_replaced")]);
  line.outbox.add(text("a"));
  await vi.runAllTimersAsync();
  expect(line.told).toEqual(["waiting", "accepted a"]);
});

it("does not send what was removed, nor anything once it was stopped", async () => {
  const line = new Line([new NetworkProblem("offline"), new NetworkProblem("offline")]);
  for (const name of ["a", "b", "c"]) line.outbox.add(text(name));
  await vi.advanceTimersByTimeAsync(0);
  line.outbox.remove("b");
  line.outbox.nudge();
  await vi.runAllTimersAsync();
  expect(line.told.at(-1)).toBe("accepted c");
  expect(line.asked).not.toContain("b");
  const stopped = new Line([new NetworkProblem("offline")]);
  stopped.outbox.add(text("a"));
  await vi.advanceTimersByTimeAsync(0);
  stopped.outbox.stop();
  await vi.runAllTimersAsync();
  expect(stopped.told).toEqual(["waiting"]);
});
