import { expect, it } from "vitest";
import { picksWord } from "./inputMethod";

it.each([
  ["a word is being picked", { isComposing: true, keyCode: 13 }, true],
  ["Safari ends the picking with this key", { isComposing: false, keyCode: 229 }, true],
  ["nothing is being picked", { isComposing: false, keyCode: 13 }, false],
])("%s", (_when, key, picks) => {
  expect(picksWord(key)).toBe(picks);
});
