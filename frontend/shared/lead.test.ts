import { describe, expect, it } from "vitest";
import { leadOf } from "./lead";

describe("the words above a card", () => {
  it("are the first paragraph only: the others repeat the card", () => {
    const text = "请问是哪一笔\uff1f\n1. 昨天 15:04 转账 ¥200.00";
    expect(leadOf(text, "失败的交易")).toBe("请问是哪一笔\uff1f");
    expect(leadOf("\n 请看\uff1a \r\n1. 转账", "失败的交易")).toBe("请看\uff1a");
  });

  it("are left out when the card's title says it all", () => {
    expect(leadOf("账户已解锁。", "账户已解锁")).toBeUndefined();
    expect(leadOf("失败的交易\uff1a\n1. 转账", "最近失败的交易")).toBeUndefined();
    expect(leadOf("", "充值")).toBeUndefined();
  });

  it("stay when they say more than the title", () => {
    const text = "账户已解锁\uff0c现在可以登录了。";
    expect(leadOf(text, "账户已解锁")).toBe(text);
  });
});
