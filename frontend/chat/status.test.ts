import { expect, it } from "vitest";
import { statusText } from "./status";

const waiting = (estimated_wait?: number) =>
  statusText("queued", {
    type: "status",
    seq: 1,
    at: "2026-03-05T08:00:00Z",
    owner: "queued",
    position: 3,
    ...(estimated_wait !== undefined && { estimated_wait }),
  });

it("tells the place and the wait, and of long ones only that they are long", () => {
  expect(waiting(240)).toBe("正在排队\uff0c第 3 位\uff0c预计等待约 4 分钟");
  expect(waiting(1800)).toBe("正在排队\uff0c第 3 位\uff0c预计等待超过 30 分钟");
  expect(waiting()).toBe("正在排队\uff0c第 3 位");
});
