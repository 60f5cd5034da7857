import { expect, it } from "vitest";
import { statusText } from "./status";

const waiting = (estimated_wait?: number, late?: boolean) =>
  statusText("queued", {
    type: "status",
    seq: 1,
    at: "2026-03-05T08:00:00Z",
    owner: "queued",
    position: 3,
    ...(estimated_wait !== undefined && { estimated_wait }),
    ...(late !== undefined && { late }),
  });

it("tells the place and the wait, and of long ones only that they are long", () => {
  expect(waiting(240)).toBe("正在排队\uff0c第 3 位\uff0c预计等待约 4 分钟");
  expect(waiting(1800)).toBe("正在排队\uff0c第 3 位\uff0c预计等待超过 30 分钟");
  expect(waiting()).toBe("正在排队\uff0c第 3 位");
});

it("owns up to a promise that has passed", () => {
  expect(waiting(120, true)).toBe(
    "正在为您联系专员\uff0c第 3 位\uff0c比预计的久\uff0c还要约 2 分钟",
  );
  expect(waiting(1800, true)).toBe(
    "正在为您联系专员\uff0c第 3 位\uff0c比预计的久\uff0c可能还要超过 30 分钟",
  );
});
