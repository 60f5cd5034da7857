import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { CardView, canDraw } from "./CardView";
import type { Card, FeesCard, LimitsCard } from "./contract";

const drawn = (card: Card) => renderToStaticMarkup(createElement(CardView, { card }));
const text = (markup: string) => markup.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

describe("a card of limits", () => {
  const day = { limit: "¥10,000.00", used: "¥9,500.00", left: "¥500.00", share: 95 };
  const card: LimitsCard = {
    kind: "limits",
    title: "我的限额",
    items: [{ title: "支付", single: "¥5,000.00", day }, { title: "充值" }],
  };

  it("says what is left and what is used of each limit", () => {
    const said = text(drawn(card));
    expect(said).toContain("单笔 ¥5,000.00");
    expect(said).toContain("今天还剩 ¥500.00");
    expect(said).toContain("已用 ¥9,500.00 / ¥10,000.00");
  });

  it("shows nothing for a limit that does not exist", () => {
    const said = text(drawn(card));
    expect(said).not.toContain("本月");
    expect(said.match(/单笔/g)).toHaveLength(1);
  });

  it("draws the used share and marks one that is nearly used up", () => {
    const markup = drawn(card);
    expect(markup).toContain("width:95%");
    expect(markup).toContain('data-full="true"');
    const fresh = { ...card, items: [{ title: "支付", day: { ...day, share: 0 } }] };
    expect(drawn(fresh)).toContain('data-full="false"');
  });
});

describe("a card of fees", () => {
  const card: FeesCard = {
    kind: "fees",
    title: "我的手续费",
    items: [
      { title: "支付", rule: "免费" },
      { title: "提现", rule: "按 0.1% 收", free_left: "¥1,000.00", example: "例如提现 ¥6,000.00" },
    ],
  };

  it("says the rule, what is still free and the example", () => {
    const said = text(drawn(card));
    expect(said).toContain("支付 免费");
    expect(said).toContain("本月免费额度还剩 ¥1,000.00");
    expect(said).toContain("例如提现 ¥6,000.00");
    expect(said.match(/免费额度/g)).toHaveLength(1);
  });
});

it("a kind that a newer server knows is left to the text", () => {
  expect(canDraw({ kind: "limits", title: "", items: [] })).toBe(true);
  expect(canDraw({ kind: "unheard_of" } as never)).toBe(false);
});
