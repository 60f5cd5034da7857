import { describe, expect, it } from "vitest";
import { learnServerTime, serverNow } from "./clock";
import { beijingTime, countdown, dayInWords, elapsed, waitInWords } from "./format";
import { linkHosts } from "./linkHosts";
import { linkify } from "./linkify";

/** 2026-01-01 00:30 in Beijing, still the year before in UTC. */
const NOW = Date.parse("2025-12-31T16:30:00Z");

describe("times", () => {
  it.each([
    ["2025-12-31T16:05:00Z", "00:05"],
    ["2025-12-31T15:59:00Z", "昨天 23:59"],
    ["2025-12-30T15:59:00Z", "2025年12月30日 23:59"],
    ["2025-12-31T16:31:00Z", "00:31"],
  ])("%s is shown as %s", (iso, shown) => {
    expect(beijingTime(iso, NOW)).toBe(shown);
  });

  it("leaves out the current year", () => {
    const now = Date.parse("2026-03-05T08:00:00Z");
    expect(beijingTime("2026-02-28T07:04:00Z", now)).toBe("2月28日 15:04");
  });
});

it.each([
  ["2026-01-01", "1月1日"],
  ["2025-12-31", "2025年12月31日"],
])("the day %s is shown as %s", (day, shown) => {
  expect(dayInWords(day, NOW)).toBe(shown);
});

describe("durations", () => {
  it("count down to the second and never below zero", () => {
    expect([300, 244.2, 9, 0, -5].map(countdown)).toEqual(["5:00", "4:05", "0:09", "0:00", "0:00"]);
  });

  it("are rounded up for people who wait", () => {
    expect([0, 60, 61, 1800].map(waitInWords)).toEqual([
      "最多 1 分钟",
      "最多 1 分钟",
      "约 2 分钟",
      "约 30 分钟",
    ]);
  });

  it("are rounded down for what has passed", () => {
    expect([5.9, 179, 3900].map(elapsed)).toEqual(["5 秒", "2 分钟", "1 小时 5 分"]);
  });
});

describe("the server's clock", () => {
  it("is learnt from the Date header and survives an unreadable one", () => {
    const local = Date.parse("2026-03-05T08:10:00Z");
    learnServerTime("Thu, 05 Mar 2026 08:00:00 GMT", local);
    learnServerTime("nonsense", local);
    learnServerTime(null, local);
    expect(serverNow(local + 1000)).toBe(Date.parse("2026-03-05T08:00:01Z"));
  });
});

describe("links", () => {
  const hosts = linkHosts("wallet.example:8443", "help.kdou.example, A.example  b.example");

  it("end before Chinese text and closing punctuation", () => {
    expect(linkify("请看 https://help.kdou.example/a?b=1。谢谢", hosts)).toEqual([
      { text: "请看 " },
      { text: "https://help.kdou.example/a?b=1", href: "https://help.kdou.example/a?b=1" },
      { text: "。谢谢" },
    ]);
    expect(linkify("(https://a.example/x).", hosts)[1]?.href).toBe("https://a.example/x");
  });

  it("are never made of anything but https, and no character is lost", () => {
    const text = "javascript:alert(1) http://a.example data:text/html,x https://b.example";
    const parts = linkify(text, hosts);
    expect(parts.map((part) => part.href)).toEqual([undefined, "https://b.example"]);
    expect(parts.map((part) => part.text).join("")).toBe(text);
  });

  it("lead to the page's own host and the listed ones, anything else is text", () => {
    const linked = (text: string) => linkify(text, hosts).flatMap((part) => part.href ?? []);
    expect(linked("https://wallet.example:8443/help")).toHaveLength(1);
    expect(linked("https://B.example/help")).toHaveLength(1);
    for (const href of [
      "https://wallet.example/help",
      "https://evil.example/https://b.example",
      "https://b.example.evil.example",
      "https://b.example@evil.example",
      "https://evil.example@b.example",
      "https://x.b.example",
      "https://[",
    ]) {
      expect(linked(href)).toEqual([]);
    }
  });

  it("that are not wanted lose no character among those that are", () => {
    const parts = linkify("a https://evil.example b https://b.example c", hosts);
    expect(parts.map((part) => part.text)).toEqual([
      "a https://evil.example b ",
      "https://b.example",
      " c",
    ]);
  });

  it("lead nowhere but to the page's own host without a list", () => {
    expect([...linkHosts("wallet.example", undefined)]).toEqual(["wallet.example"]);
  });
});
