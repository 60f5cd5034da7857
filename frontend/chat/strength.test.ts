import { describe, expect, it } from "vitest";
import { estimateStrength } from "./strength";

describe("the strength estimate", () => {
  it.each([
    ["", 0],
    ["Ab1!", 1],
    ["12345678", 1],
    ["Password1!", 1],
    ["aaaaaaaaaaaaaaaa", 1],
    ["kdouqianbao", 2],
    ["Kdou2026!", 3],
    ["mK7#vT2!qZ9x", 4],
  ])("gives %j the score %i", (password, score) => {
    expect(estimateStrength(password).score).toBe(score);
  });

  it("does not rise by repeating or by counting on", () => {
    const plain = estimateStrength("Xk7!mQ2p").score;
    expect(estimateStrength("Aa1!aaaaaaaa").score).toBeLessThan(plain);
    expect(estimateStrength("Abcdef12345!").score).toBeLessThan(plain);
  });

  it("says what helps most, and nothing when the password is good", () => {
    expect(estimateStrength("Ab1!").advice).toContain("8 位");
    expect(estimateStrength("kdouqianbao9").advice).toBe("再加上大写字母、符号");
    expect(estimateStrength("mK7#vT2!qZ9x").advice).toBe("");
  });
});
