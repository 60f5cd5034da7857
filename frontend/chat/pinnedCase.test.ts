import { expect, it } from "vitest";
import type { StoredEvent } from "../shared/contract";
import { emptyLog, receive } from "../shared/eventLog";
import { timeline } from "../shared/timeline";
import { caseState, pinnedCase } from "./pinnedCase";

const says = (seq: number, number: string, pinned?: boolean): StoredEvent => ({
  type: "message",
  seq,
  at: "2026-11-29T08:00:00Z",
  from: "bot",
  text: "已登记",
  card: { kind: "case", number, title: "案件", ...(pinned !== undefined && { pinned }) },
});
const linesOf = (...events: StoredEvent[]) => timeline(receive(emptyLog, events));

it("is the newest case that is to stay in sight", () => {
  const lines = linesOf(says(1, "A1", true), says(2, "A2", true), says(3, "T1"));
  expect(pinnedCase(lines, "queued")?.number).toBe("A2");
});

it("is none for an ordinary ticket, nor when the conversation has ended", () => {
  expect(pinnedCase(linesOf(says(1, "T1")), "bot")).toBeUndefined();
  expect(pinnedCase(linesOf(says(1, "A1", true)), "closed")).toBeUndefined();
});

it("says who has it", () => {
  const states = (["bot", "queued", "agent"] as const).map(caseState);
  expect(new Set(states).size).toBe(3);
});
