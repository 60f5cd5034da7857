import { expect, it } from "vitest";
import type { LastMessage, QueueItem, TakenBack } from "../shared/contract";
import {
  crowdText,
  keyOf,
  lastSaid,
  newsOf,
  rowsOf,
  takenAway,
  takenAwayText,
  titleOf,
  unreadOf,
  waitOf,
} from "./attention";

const SINCE = "2026-03-02T04:00:00Z";

function item(id: string, owner: "agent" | "queued", unanswered: number[] = []): QueueItem {
  return {
    conversation_id: id,
    owner,
    priority: "normal",
    reason: "customer_request",
    skill_group: "service",
    queued_at: SINCE,
    waiting_seconds: 0,
    unanswered,
    agent_read: 0,
    summary: {
      who: `客户${id}，未验证身份`,
      what: "客户要求人工服务",
      facts: [],
      customer_words: [],
      done: [],
      pending: "",
      mood: "",
      next_step: "",
    },
  };
}

it("counts as unread what came after the last look, until it is answered", () => {
  expect(unreadOf(item("a", "agent", [4, 6, 9]), {})).toBe(3);
  expect(unreadOf(item("a", "agent", [4, 6, 9]), { a: 6, b: 9 })).toBe(1);
  expect(unreadOf(item("a", "agent"), {})).toBe(0);
  // Read in another browser.
  expect(unreadOf({ ...item("a", "agent", [4, 6, 9]), agent_read: 4 }, {})).toBe(2);
});

it("counts the wait from when an answer was owed, by the server's time", () => {
  const owed = { ...item("a", "agent", [4]), waiting_since: SINCE };
  expect(waitOf(owed, Date.parse(SINCE) + 61_500)).toBe(61.5);
  expect(waitOf(owed, Date.parse(SINCE) - 5_000)).toBe(0);
  expect(waitOf(item("a", "agent"), Date.parse(SINCE))).toBeUndefined();
});

it("shows a crowd as one row, whoever waits between them", () => {
  const crowd = { id: "nw_1", size: 2 };
  const crowded = (id: string) => ({ ...item(id, "queued"), crowd });
  const rows = rowsOf([item("a", "queued"), crowded("b"), item("c", "queued"), crowded("d")]);
  expect(rows.map((row) => row.members.map((each) => each.conversation_id))).toEqual([
    ["a"],
    ["b", "d"],
    ["c"],
  ]);
  expect(rows.map((row) => row.crowd?.size)).toEqual([undefined, 2, undefined]);
});

it("tells a crowd of reports from one of other customers", () => {
  const crowd = { id: "nw_1", size: 7 };
  const queries = rowsOf([{ ...item("a", "queued"), crowd }]);
  const reports = rowsOf([{ ...item("a", "queued"), crowd, priority: "urgent" as const }]);
  expect(queries.map(crowdText)).toEqual(["同一网络 7 个匿名客户"]);
  expect(reports.map(crowdText)).toEqual(["同一网络 7 个匿名报案"]);
});

it("titles the page with the number of conversations that ask for the agent", () => {
  expect(titleOf([], {})).toBe("坐席工作台");
  const items = [item("a", "agent", [4]), item("b", "agent", [5]), item("c", "queued")];
  expect(titleOf(items, {})).toBe("(3) 坐席工作台");
  expect(titleOf(items, { b: 5 })).toBe("(2) 坐席工作台");
});

it("tells of words in own conversations before those who come to wait, and of nothing twice", () => {
  const before = [item("a", "agent", [4]), item("b", "agent")];
  expect(newsOf(undefined, before, undefined)).toBeUndefined();
  expect(newsOf(before, before, undefined)).toBeUndefined();
  const joined = [...before, item("c", "queued")];
  expect(newsOf(before, joined, undefined)).toBe("waiting");
  const spoken = [item("a", "agent", [4]), item("b", "agent", [8]), item("c", "queued")];
  expect(newsOf(before, spoken, undefined)).toBe("message");
  expect(newsOf(before, spoken.slice(0, 2), "b")).toBeUndefined();
  // Answered is no news, and neither is a conversation that the agent has just taken.
  expect(newsOf(spoken, [item("a", "agent"), item("b", "agent")], undefined)).toBeUndefined();
});

function back(id: string, agent?: string): TakenBack {
  const by = agent === undefined ? {} : { agent: { id: agent, display_name: agent } };
  return { conversation_id: id, at: SINCE, owner: agent === undefined ? "queued" : "agent", ...by };
}

it("says what was taken away: by name where it waits again, or who has it", () => {
  const items = [item("a", "agent"), item("b", "queued")];
  const quiet = { items, reply_limit: 60, taken_back: [] };
  expect(takenAway(["a"], quiet, new Set())).toEqual([]);

  const lost = takenAway(
    ["a", "b", "x", "y"],
    { ...quiet, taken_back: [back("b"), back("x", "小王")] },
    new Set(),
  );

  expect(takenAwayText(lost)).toBe(
    "「客户b」已回到等待队列。1 个会话已由小王接入。1 个会话已结束。",
  );
});

it("tells a new browser what the server took from the one that died, once", () => {
  const answer = { items: [item("b", "queued")], reply_limit: 60, taken_back: [back("b")] };
  expect(takenAway([], answer, new Set())).toMatchObject([{ id: "b" }]);
  expect(takenAway([], answer, new Set([keyOf(back("b"))]))).toEqual([]);
  // Taken again, it is where it was.
  expect(takenAway([], { ...answer, items: [item("b", "agent")] }, new Set())).toEqual([]);
});

it("tells nothing of what the agent passed on to people whose queue they do not see", () => {
  const answer = { items: [item("b", "agent")], reply_limit: 60, taken_back: [back("x")] };
  expect(takenAway(["b"], answer, new Set())).toEqual([]);
});

function talk(last: Partial<LastMessage>, words: string[], unanswered: number[] = []): QueueItem {
  const plain = item("a", "queued", unanswered);
  return {
    ...plain,
    last_message: { from: "bot", text: "这就帮您转人工。", at: SINCE, ...last },
    summary: { ...plain.summary, customer_words: words },
  };
}

it("shows the customer's own last words as long as the bot has only said that people come", () => {
  const words = ["在吗", "充值没有到账", "找个人来"];
  expect(lastSaid(talk({}, words))).toEqual({ by: "客户", text: "充值没有到账 / 找个人来" });
  expect(lastSaid(talk({}, ["找个人来"]))).toEqual({ by: "客户", text: "找个人来" });
  const numbers = ["密码忘了", "[手机号:138****0001]", "我叫 [邮箱:z***@qq.com]", " ****** "];
  expect(lastSaid(talk({}, numbers))?.text).toBe("密码忘了 / 我叫 [邮箱:z***@qq.com]");
});

it("shows what was said last where somebody has spoken since, or the customer only tapped", () => {
  const answered = talk({ text: "一般两小时内到账。" }, ["找个人来"], [9]);
  expect(lastSaid(answered)).toEqual({ by: "智能客服", text: "一般两小时内到账。" });
  const served = talk({ from: "agent", text: "您好", agent: "客服小林" }, ["找个人来"]);
  expect(lastSaid(served)).toEqual({ by: "客服小林", text: "您好" });
  const picture = talk({ from: "customer", text: "" }, ["找个人来"], [9]);
  expect(lastSaid(picture)).toEqual({ by: "客户", text: "［图片或卡片］" });
  expect(lastSaid(talk({}, []))).toEqual({ by: "智能客服", text: "这就帮您转人工。" });
  expect(lastSaid(item("a", "queued"))).toBeUndefined();
});
