import { afterEach, expect, it, vi } from "vitest";
import { type Area, followVisibleArea } from "./visibleArea";

afterEach(() => vi.unstubAllGlobals());

/** A phone of 640 pixels, and what is seen when its viewport becomes another. */
function phone() {
  const viewport = Object.assign(new EventTarget(), { height: 640, offsetTop: 0, scale: 1 });
  vi.stubGlobal("window", { innerHeight: 640, visualViewport: viewport });
  const seen: (Area | undefined)[] = [];
  const stop = followVisibleArea((area) => seen.push(area));
  const becomes = (change: Partial<typeof viewport>) => {
    Object.assign(viewport, change);
    viewport.dispatchEvent(new Event("resize"));
    return seen.at(-1);
  };
  return { seen, stop, becomes };
}

it("says what the keyboard leaves, and where", () => {
  const { becomes } = phone();
  expect(becomes({ height: 340 })).toEqual({ top: 0, height: 340 });
  expect(becomes({ offsetTop: 120 })).toEqual({ top: 120, height: 340 });
  expect(becomes({ height: 640, offsetTop: 0 })).toBeUndefined();
});

it("takes neither a browser's bar nor a magnified page for a keyboard", () => {
  const { becomes } = phone();
  expect(becomes({ height: 590 })).toBeUndefined();
  expect(becomes({ height: 320, scale: 2 })).toBeUndefined();
});

it("stops when it is told, and does nothing where there is no such viewport", () => {
  const { seen, stop, becomes } = phone();
  stop();
  becomes({ height: 300 });
  expect(seen).toEqual([]);
  vi.stubGlobal("window", { innerHeight: 640, visualViewport: null });
  expect(() => followVisibleArea(() => {})()).not.toThrow();
});
