import { afterEach, beforeEach, expect, it, vi } from "vitest";
import {
  beginWork,
  forgetLogin,
  heldConversations,
  mayBeLoggedIn,
  openConversation,
  readMarks,
  rememberHeld,
  rememberLogin,
  rememberRead,
} from "./memory";

function memory() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
}

beforeEach(() => {
  vi.stubGlobal("localStorage", memory());
  vi.stubGlobal("sessionStorage", memory());
});
afterEach(() => vi.unstubAllGlobals());

it("asks for a session only where somebody has logged in", () => {
  expect(mayBeLoggedIn()).toBe(false);
  rememberLogin();
  expect(mayBeLoggedIn()).toBe(true);
  forgetLogin();
  expect(mayBeLoggedIn()).toBe(false);
});

it("keeps the open conversation for the tab alone, over an expired login", () => {
  openConversation.write("c1");
  rememberLogin();
  forgetLogin();
  expect(openConversation.read()).toBe("c1");
  vi.stubGlobal("sessionStorage", memory());
  expect(openConversation.read()).toBeUndefined();
});

it("keeps an agent's place for their next login and shows it to nobody else", () => {
  beginWork("a1");
  openConversation.write("c1");
  rememberHeld(["c1", "c2"]);
  rememberRead({ c1: 7 });
  beginWork("a1");
  expect(heldConversations()).toEqual(["c1", "c2"]);
  expect(readMarks()).toEqual({ c1: 7 });

  beginWork("a2");

  expect(openConversation.read()).toBeUndefined();
  expect(heldConversations()).toEqual([]);
  expect(readMarks()).toEqual({});
});

it("remembers nothing and breaks nothing where storage is forbidden", () => {
  const forbidden = () => {
    throw new Error("denied");
  };
  vi.stubGlobal("sessionStorage", {
    getItem: forbidden,
    setItem: forbidden,
    removeItem: forbidden,
  });
  openConversation.write("c1");
  expect(openConversation.read()).toBeUndefined();
  openConversation.clear();
});
