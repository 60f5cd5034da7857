import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { CardView, canDraw } from "./CardView";
import type { RefundCard } from "./contract";

describe("a card of a refund", () => {
  const card: RefundCard = {
    kind: "refund",
    id: "RF0001",
    title: "退款进度",
    counterparty: "携程旅行",
    amount: "¥88.00",
    steps: [
      { title: "已申请", at: "昨天 10:00", state: "done" },
      { title: "退款处理中", state: "now" },
      { title: "已退回", at: "预计 3月9日 前", state: "open" },
    ],
  };
  const markup = renderToStaticMarkup(createElement(CardView, { card }));
  const text = markup.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

  it("can be drawn", () => {
    expect(canDraw(card)).toBe(true);
  });

  it("says each point of the way with its day and how it stands", () => {
    expect(text).toContain("携程旅行 ¥88.00");
    expect(text).toContain("已完成： 已申请 昨天 10:00");
    expect(text).toContain("进行中： 退款处理中");
    expect(text).toContain("未完成： 已退回 预计 3月9日 前");
    expect(markup.match(/<li/g)).toHaveLength(3);
  });
});
