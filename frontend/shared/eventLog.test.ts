import { describe, expect, it } from "vitest";
import type { ChatMessage, StoredEvent } from "./contract";
import type { OutgoingMessage } from "./eventLog";
import { addEcho, echoAccepted, echoFailed, emptyLog, latestStatus, receive } from "./eventLog";

const AT = "2026-03-05T07:04:00Z";
const said = (seq: number, extra: Partial<ChatMessage> = {}): ChatMessage => ({
  type: "message",
  seq,
  at: AT,
  from: "bot",
  text: `第${seq}句`,
  ...extra,
});
const body = (client_id: string): OutgoingMessage => ({ client_id, type: "text", text: "您好" });
const seqs = (events: readonly StoredEvent[]) => events.map((event) => event.seq);

describe("receiving events", () => {
  it("keeps one copy of each, in order, whatever the order of arrival", () => {
    let log = receive(emptyLog, [said(3), said(1)]);
    log = receive(log, [said(2), said(3), said(2)]);
    expect(seqs(log.events)).toEqual([1, 2, 3]);
    expect(log.next).toBe(3);
  });

  it("returns the same value when nothing is new, so that views need not redraw", () => {
    const log = receive(emptyLog, [said(1)]);
    expect(receive(log, [said(1)], 1)).toBe(log);
  });

  it("moves on to the server's next even without events, and never back", () => {
    const log = receive(receive(emptyLog, [], 7), [], 4);
    expect(log.next).toBe(7);
  });

  it("knows the latest status", () => {
    const log = receive(emptyLog, [
      { type: "status", seq: 1, at: AT, owner: "bot" },
      said(2),
      { type: "status", seq: 3, at: AT, owner: "queued", position: 2 },
      said(4),
    ]);
    expect(latestStatus(log)?.owner).toBe("queued");
  });
});

describe("echoes", () => {
  it("give way to the server's event with the same client id", () => {
    let log = addEcho(emptyLog, body("a"), "您好", AT);
    log = addEcho(log, body("b"), "在吗", AT);
    log = receive(log, [said(1, { from: "customer", client_id: "a" })]);
    expect(log.echoes.map((echo) => echo.body.client_id)).toEqual(["b"]);
  });

  it("are not shown twice, nor beside an event that came first", () => {
    const once = addEcho(emptyLog, body("a"), "您好", AT);
    expect(addEcho(once, body("a"), "您好", AT).echoes).toHaveLength(1);
    const log = receive(emptyLog, [said(1, { from: "customer", client_id: "a" })]);
    expect(addEcho(log, body("a"), "您好", AT).echoes).toHaveLength(0);
  });

  it("give way by their place too, whichever of event and answer comes first", () => {
    const sent = addEcho(emptyLog, body("a"), "您好", AT);
    const event = said(5, { from: "agent", client_id: "agent-1/a" });
    expect(receive(echoAccepted(sent, "a", 5), [event]).echoes).toHaveLength(0);
    expect(echoAccepted(receive(sent, [event]), "a", 5).echoes).toHaveLength(0);
  });

  it("fail with a reason, and take their place once accepted", () => {
    let log = echoFailed(addEcho(emptyLog, body("a"), "您好", AT), "a", "网络不太顺畅");
    expect(log.echoes[0]).toMatchObject({ state: "failed", problem: "网络不太顺畅" });
    log = echoAccepted(log, "a", 9);
    expect(log.echoes[0]).toMatchObject({ state: "accepted", seq: 9 });
  });
});
