import { expect, it } from "vitest";
import { greeting } from "./greeting";

it.each([
  [4, "晚上好"],
  [5, "早上好"],
  [11, "早上好"],
  [12, "下午好"],
  [17, "下午好"],
  [18, "晚上好"],
])("at %i o'clock says %s", (hour, words) => {
  expect(greeting(hour)).toBe(words);
});
