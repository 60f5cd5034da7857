import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { connectHost } from "./bridge";

const PARENT = "https://wallet.example";
let parent: { postMessage: (notice: unknown, origin: string) => void };
let hear: (event: { source: unknown; origin: string; data: unknown }) => void;
let asked: string[];

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  parent = { postMessage: () => {} };
  vi.stubGlobal("window", {
    parent,
    addEventListener: (_type: string, listener: typeof hear) => {
      hear = listener;
    },
  });
  vi.stubGlobal("location", { ancestorOrigins: [PARENT] });
  connectHost(
    { onIdentity: () => {}, onShown: () => {}, onAsk: (question) => asked.push(question) },
    false,
  );
});
afterEach(() => {
  vi.clearAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const ask = (text: unknown, source: unknown = parent, origin = PARENT) =>
  hear({ source, origin, data: { kefu: "ask", text } });

it("takes a question of the page around it", () => {
  ask("  怎么申请退款 ");
  ask("问".repeat(200));
  expect(asked).toEqual(["怎么申请退款", "问".repeat(200)]);
});

it("takes none from another window or another origin", () => {
  ask("怎么申请退款", {});
  ask("怎么申请退款", parent, "https://evil.example");
  expect(asked).toEqual([]);
});

it("takes nothing that is no question", () => {
  for (const text of ["", "   ", "问".repeat(201), 7, null, undefined, { text: "退款" }]) ask(text);
  expect(asked).toEqual([]);
});
