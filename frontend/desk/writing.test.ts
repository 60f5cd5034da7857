import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiProblem, NetworkProblem } from "../shared/http";
import type { Slot } from "../shared/storage";
import { type Deliver, isUnfinished, Writing } from "./writing";

/** A tab's storage that a reload does not change. */
function tab(): Slot & { text: string | undefined } {
  return {
    text: undefined,
    read() {
      return this.text;
    },
    write(value) {
      this.text = value;
    },
    clear() {
      this.text = undefined;
    },
  };
}

const refusal = new ApiProblem(422, "foreign_link", "不能发送非本站链接。", undefined, {});
const outage = new NetworkProblem();
const expired = new ApiProblem(401, "desk_session_expired", "请重新登录。", undefined, {});

let kept: ReturnType<typeof tab>;
let sent: string[];
let answers: (Error | number)[];
const onExpired = vi.fn();
const deliver: Deliver = async (id, { client_id, text }) => {
  sent.push(`${id} ${text} ${client_id}`);
  const answer = answers.shift() ?? 1;
  if (typeof answer !== "number") throw answer;
  return { seq: answer };
};
const writer = (agent = "a1") => new Writing(agent, deliver, onExpired, kept);
const texts = () => sent.map((line) => line.split(" ")[1]);
const settled = () => new Promise((resolve) => setTimeout(resolve));

function say(writing: Writing, id: string, text: string) {
  writing.type(id, text);
  writing.send(id);
}

beforeEach(() => {
  kept = tab();
  sent = [];
  answers = [];
  onExpired.mockClear();
});
afterEach(() => vi.unstubAllGlobals());

describe("a draft", () => {
  it("is each conversation's own and survives a reload of the tab", () => {
    const writing = writer();
    for (let n = 1; n <= 8; n++) writing.type(`c${n}`, `第${n}位`);
    writing.type("c3", "");

    const again = writer();

    expect(again.of("c8").draft).toBe("第8位");
    expect(again.of("c3").draft).toBe("");
    expect(again.snapshot().size).toBe(7);
  });

  it("is for the eyes of the agent who wrote it", () => {
    writer("a1").type("c1", "客户说他的妈妈病了");

    expect(writer("a2").of("c1").draft).toBe("");
    expect(kept.text).toBeUndefined();
  });

  it("is forgotten with its conversation and at a logout", () => {
    const writing = writer();
    writing.type("open", "好的");
    writing.type("closed", "再见");
    writing.keepOnly(new Set(["open"]));
    expect(kept.text).not.toContain("再见");
    expect(writer().of("open").draft).toBe("好的");

    writing.forget();

    expect(kept.text).toBeUndefined();
    expect(writing.of("open").draft).toBe("");
  });

  it("is unfinished until the customer has it, blanks are nothing", async () => {
    const writing = writer();
    expect(isUnfinished(writing.of("c1"))).toBe(false);
    writing.type("c1", " \n");
    expect(isUnfinished(writing.of("c1"))).toBe(false);
    writing.type("c1", "好的");
    expect(isUnfinished(writing.of("c1"))).toBe(true);

    answers = [outage, 7];
    writing.send("c1");
    await settled();
    expect(isUnfinished(writing.of("c1"))).toBe(true);
    writing.resume();
    await settled();
    expect(isUnfinished(writing.of("c1"))).toBe(false);
  });

  it("that storage holds in an unreadable form is no reason to fail", () => {
    kept.text = '{"agent":"a1","drafts":';
    expect(writer().of("c1").draft).toBe("");
  });
});

describe("a text that is sent", () => {
  it("leaves the composer at once and is nobody's draft afterwards", async () => {
    const writing = writer();
    answers = [7];
    say(writing, "c1", "  您好  ");
    expect(writing.of("c1")).toMatchObject({ draft: "", refusal: "" });
    expect(writing.of("c1").echoes).toMatchObject([{ state: "sending", shownText: "您好" }]);

    await settled();

    expect(writing.of("c1").echoes).toMatchObject([{ state: "accepted", seq: 7 }]);
    expect(writer().of("c1").echoes).toEqual([]);
    writing.arrived("c1", 7);
    expect(writing.of("c1").echoes).toEqual([]);
  });

  it("and refused comes back with the reason, before what was typed since", async () => {
    const writing = writer();
    answers = [refusal];
    say(writing, "c1", "请看 evil.example");
    writing.type("c1", "另外");

    await settled();

    expect(writing.of("c1")).toEqual({
      draft: "请看 evil.example\n另外",
      refusal: "不能发送非本站链接。",
      echoes: [],
    });
    expect(writer().of("c1").draft).toContain("evil.example");
    writing.type("c1", "请看官网");
    expect(writing.of("c1").refusal).toBe("");
  });

  it("comes back to its own conversation when another is open by then", async () => {
    const writing = writer();
    answers = [refusal, 3];
    say(writing, "c1", "把验证码发我");
    say(writing, "c2", "您好");

    await settled();

    expect(writing.of("c1").draft).toBe("把验证码发我");
    expect(writing.of("c2")).toMatchObject({ draft: "", refusal: "" });
  });

  it("and lost on the way is kept over a reload and sent under the same name", async () => {
    answers = [outage];
    const writing = writer();
    say(writing, "c1", "您好");
    await settled();
    expect(writing.of("c1").echoes).toMatchObject([{ state: "failed" }]);

    const again = writer();
    expect(again.of("c1").echoes).toMatchObject([{ shownText: "您好" }]);
    again.resume();
    await settled();

    expect(sent[0]).toBe(sent[1]);
    expect(again.of("c1").echoes).toMatchObject([{ state: "accepted" }]);
  });

  it("keeps its place: what was written after it waits for it", async () => {
    const writing = writer();
    answers = [new ApiProblem(503, "unavailable", "系统繁忙", undefined, {})];
    for (const text of ["一", "二", "三"]) say(writing, "c1", text);
    await settled();
    expect(texts()).toEqual(["一"]);

    writing.resume("c1");
    await settled();

    expect(texts()).toEqual(["一", "一", "二", "三"]);
  });

  it("is kept when the session has ended and sent after the next login", async () => {
    const writing = writer();
    answers = [expired];
    say(writing, "c1", "您好");
    writing.type("c1", "还有");
    await settled();
    expect(onExpired).toHaveBeenCalledOnce();
    expect(writing.of("c1").draft).toBe("还有");

    writing.resume();
    await settled();

    expect(texts()).toEqual(["您好", "您好"]);
    expect(writing.of("c1").echoes).toMatchObject([{ state: "accepted" }]);
  });

  it("does not go when it is empty", () => {
    const writing = writer();
    say(writing, "c1", " \n ");
    expect(sent).toEqual([]);
  });
});
