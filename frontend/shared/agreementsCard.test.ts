import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { CardView, canDraw } from "./CardView";
import type { AgreementsCard } from "./contract";

describe("a card of agreements", () => {
  const card: AgreementsCard = {
    kind: "agreements",
    title: "自动扣款",
    items: [
      {
        merchant: "腾讯视频",
        type_text: "自动续费",
        charge: "每月 ¥30.00",
        next: "下次 12月8日扣",
        state: "active",
        state_text: "生效中",
      },
      {
        merchant: "滴滴出行",
        type_text: "免密支付",
        charge: "单次最多 ¥200.00",
        state: "ended",
        state_text: "已关闭",
      },
    ],
  };
  const markup = renderToStaticMarkup(createElement(CardView, { card }));
  const text = markup.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

  it("can be drawn", () => {
    expect(canDraw(card)).toBe(true);
  });

  it("says of each what it takes, when next, and whether it still may", () => {
    expect(text).toContain("腾讯视频 生效中 自动续费 每月 ¥30.00 下次 12月8日扣");
    expect(text).toContain("滴滴出行 已关闭 免密支付 单次最多 ¥200.00");
    expect(markup).toContain('data-state="ended"');
  });
});
