import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { backoffDelay } from "./backoff";
import type { EventsAnswer, Party, StoredEvent } from "./contract";
import { type Connection, EventStream, type SocketLike, type StreamSource } from "./eventStream";
import { ApiProblem, NetworkProblem } from "./http";

const said = (seq: number): StoredEvent => ({
  type: "message",
  seq,
  at: "2026-03-05T07:04:00Z",
  from: "bot",
  text: `第${seq}句`,
});

class FakeSocket implements SocketLike {
  onopen: ((event: never) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: never) => void) | null = null;
  readonly sent: string[] = [];
  closed = false;
  constructor(readonly after: number) {}
  open() {
    this.onopen?.(undefined as never);
  }
  say(frame: unknown) {
    this.sayRaw(JSON.stringify(frame));
  }
  sayRaw(data: string) {
    this.onmessage?.(new MessageEvent("message", { data }));
  }
  drop() {
    this.onclose?.(undefined as never);
  }
  send(data: string) {
    this.sent.push(data);
  }
  close() {
    this.closed = true;
  }
}

/** A server by hand: sockets are opened by the test, polls answer from `pages`, else with nothing. */
class FakeServer implements StreamSource {
  readonly sockets: FakeSocket[] = [];
  readonly polls: { after: number; wait: number }[] = [];
  readonly pages: (EventsAnswer | Error)[] = [];
  openSocket(after: number) {
    const socket = new FakeSocket(after);
    this.sockets.push(socket);
    return socket;
  }
  async poll(after: number, wait: number): Promise<EventsAnswer> {
    this.polls.push({ after, wait });
    const page = this.pages.shift();
    if (page instanceof Error) throw page;
    if (page === undefined && wait > 0) await new Promise((done) => setTimeout(done, wait * 1000));
    return page ?? { events: [], next: after };
  }
  get socket(): FakeSocket {
    const last = this.sockets.at(-1);
    if (last === undefined) throw new Error("no socket was opened");
    return last;
  }
}

class Listener {
  readonly seqs: number[] = [];
  readonly typing: Party[] = [];
  readonly connections: Connection[] = [];
  rejected: ApiProblem | undefined;
  onEvents = (events: readonly StoredEvent[]) => {
    this.seqs.push(...events.map((event) => event.seq));
  };
  onTyping = (from: Party) => {
    this.typing.push(from);
  };
  onConnection = (connection: Connection) => {
    this.connections.push(connection);
  };
  onRejected = (problem: ApiProblem) => {
    this.rejected = problem;
  };
}

const gone = (status: number) => new ApiProblem(status, "gone", "对话已结束。", undefined, {});
let server: FakeServer;
let listener: Listener;
let stream: EventStream;

beforeEach(() => {
  vi.useFakeTimers();
  server = new FakeServer();
  listener = new Listener();
  stream = new EventStream(server, listener, () => 0);
});
afterEach(() => {
  stream.stop();
  vi.useRealTimers();
});

describe("over a socket", () => {
  it("delivers events and typing, answers pings and ignores what it does not know", () => {
    void stream.start(4);
    expect(server.socket.after).toBe(4);
    server.socket.open();
    server.socket.say(said(5));
    server.socket.say({ type: "typing", from: "agent" });
    server.socket.say({ type: "ping" });
    server.socket.say({ type: "fireworks" });
    server.socket.sayRaw("not json");
    expect(listener.seqs).toEqual([5]);
    expect(listener.typing).toEqual(["agent"]);
    expect(server.socket.sent).toEqual(['{"type":"pong"}']);
    expect(listener.connections).toEqual(["online"]);
  });

  it("after a drop fetches what was missed, then opens a socket after the last seq", async () => {
    void stream.start(0);
    server.socket.open();
    server.socket.say(said(1));
    server.pages.push({ events: [said(2)], next: 2 });
    server.socket.drop();
    await vi.advanceTimersByTimeAsync(backoffDelay(1, () => 0));
    expect(server.polls).toEqual([{ after: 1, wait: 0 }]);
    expect(listener.seqs).toEqual([1, 2]);
    expect(server.sockets).toHaveLength(2);
    expect(server.socket.after).toBe(2);
  });

  it("gives up a connection that has gone silent, and one that never opens", async () => {
    void stream.start(0);
    const never = server.socket;
    await vi.advanceTimersByTimeAsync(8_000 + backoffDelay(1, () => 0));
    expect(never.closed).toBe(true);
    const silent = server.socket;
    silent.open();
    await vi.advanceTimersByTimeAsync(44_000);
    expect(silent.closed).toBe(false);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(silent.closed).toBe(true);
  });
});

describe("without sockets", () => {
  async function failSockets() {
    for (let attempt = 1; attempt <= 3; attempt++) {
      server.socket.drop();
      await vi.advanceTimersByTimeAsync(backoffDelay(attempt, () => 0));
    }
  }

  it("polls with waiting, and tries a socket again later", async () => {
    void stream.start(0);
    await failSockets();
    expect(server.polls.at(-1)?.wait).toBe(25);
    expect(server.sockets).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(12 * 25_500);
    expect(server.sockets).toHaveLength(4);
  });

  it("does not ask without end when the server answers at once with nothing", async () => {
    void stream.start(0);
    await failSockets();
    const before = server.polls.length;
    server.pages.push(...Array.from({ length: 9 }, () => ({ events: [], next: 0 })));
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.polls.length - before).toBeLessThanOrEqual(3);
  });

  it("waits longer after each failure and reports being offline", async () => {
    void stream.start(0);
    server.pages.push(new NetworkProblem("offline"), new NetworkProblem("offline"));
    server.socket.drop();
    await vi.advanceTimersByTimeAsync(0);
    expect(listener.connections.at(-1)).toBe("offline");
    expect(server.polls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(backoffDelay(0, () => 0));
    expect(server.polls).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(backoffDelay(0, () => 0));
    expect(server.polls).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(backoffDelay(1, () => 0));
    expect(server.polls).toHaveLength(3);
  });

  it("tries at once when the network is back", async () => {
    void stream.start(0);
    server.pages.push(new NetworkProblem("offline"));
    server.socket.drop();
    await vi.advanceTimersByTimeAsync(0);
    stream.nudge();
    await vi.advanceTimersByTimeAsync(0);
    expect(server.polls).toHaveLength(2);
  });

  it("honours the wait that the server asks for", async () => {
    void stream.start(0);
    server.pages.push(new ApiProblem(429, "too_many", "请稍后再试。", 20, {}));
    server.socket.drop();
    await vi.advanceTimersByTimeAsync(19_000);
    expect(server.polls).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(server.polls).toHaveLength(2);
  });
});

describe("the end", () => {
  it.each([401, 403, 404, 410])("stops and reports when the server answers %i", async (status) => {
    const running = stream.start(0);
    server.pages.push(gone(status));
    server.socket.drop();
    await vi.advanceTimersByTimeAsync(60_000);
    await running;
    expect(listener.rejected?.status).toBe(status);
    expect(server.sockets).toHaveLength(1);
  });

  it("closes the socket and stays quiet after stop", async () => {
    const running = stream.start(0);
    const { socket } = server;
    socket.open();
    stream.stop();
    await running;
    socket.say(said(1));
    expect(socket.closed).toBe(true);
    expect(listener.seqs).toEqual([]);
    expect(listener.connections).toEqual(["online"]);
  });
});

describe("backoff", () => {
  it("doubles, has a ceiling, and is random in its upper half", () => {
    expect([0, 1, 2].map((attempt) => backoffDelay(attempt, () => 0))).toEqual([250, 500, 1000]);
    expect([0, 1, 2].map((attempt) => backoffDelay(attempt, () => 1))).toEqual([500, 1000, 2000]);
    expect(backoffDelay(50, () => 1)).toBe(30_000);
  });
});
