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

it("tells the place and the wait up to half an hour, then asks for patience", () => {
  expect(waiting(1800)).toBe("正在排队\uff0c第 3 位\uff0c预计等待约 30 分钟");
  expect(waiting(1801)).toBe("正在排队\uff0c第 3 位\uff0c当前排队人数较多\uff0c请耐心等待");
  expect(waiting()).toBe("正在排队\uff0c第 3 位");
});
