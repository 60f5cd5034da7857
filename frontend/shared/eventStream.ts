/**
 * Keeps one conversation's events flowing: WebSocket first, long polling where sockets do not get
 * through, and after every interruption exactly the events since the last known `seq`.
 * It must not know what events mean, nor how requests are made (`StreamSource` does).
 */
import { backoffDelay, pause } from "./backoff";
import type { BeatFrame, EventsAnswer, Party, StoredEvent, TypingFrame } from "./contract";
import { ApiProblem, isRefusal } from "./http";

export type Connection = "connecting" | "online" | "offline";

/** The part of a browser's WebSocket that is used here. */
export interface SocketLike {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: MessageEvent) => void) | null;
  onclose: ((event: never) => void) | null;
  send(data: string): void;
  close(): void;
}

export interface StreamSource {
  openSocket(after: number): SocketLike;
  /** One request for events after `after`, waiting up to `wait` seconds for news. */
  poll(after: number, wait: number, signal: AbortSignal): Promise<EventsAnswer>;
}

export interface StreamListener {
  onEvents(events: readonly StoredEvent[], next: number): void;
  onTyping(from: Party): void;
  onConnection(connection: Connection): void;
  /** The server no longer accepts this conversation or token; the stream has stopped. */
  onRejected(problem: ApiProblem): void;
}

/** The server pings every 20 s: silence of this length means a dead connection. */
const SILENCE_MS = 45_000;
/** A socket that has not opened by then will not. */
const OPENING_MS = 8_000;
/** A socket that lived this long was a good one; shorter lives count as failures. */
const STABLE_MS = 10_000;
/** Failures in a row before polling takes over for a while. */
const SOCKET_TRIES = 3;
const POLLS_BETWEEN_SOCKETS = 12;
const POLL_WAIT_S = 25;
const POLL_GAP_MS = 500;

export class EventStream {
  private readonly stopping = new AbortController();
  private waking = new AbortController();
  private after = 0;

  constructor(
    private readonly source: StreamSource,
    private readonly listener: StreamListener,
    private readonly random: () => number = Math.random,
  ) {}

  /** Begins after `after`; resolves when the stream has ended. Call once. */
  async start(after: number): Promise<void> {
    this.after = after;
    let failedSockets = 0;
    while (!this.stopped) {
      const startedAt = Date.now();
      await this.viaSocket();
      failedSockets = Date.now() - startedAt >= STABLE_MS ? 0 : failedSockets + 1;
      // A refused socket has no status; one plain request tells why and fetches what was missed.
      if (!this.stopped) await this.viaPolling(1, 0);
      if (failedSockets >= SOCKET_TRIES) await this.viaPolling(POLLS_BETWEEN_SOCKETS, POLL_WAIT_S);
      else await this.rest(backoffDelay(failedSockets, this.random));
    }
  }

  /** Ends the stream; nothing is reported afterwards. */
  stop(): void {
    this.stopping.abort();
    this.waking.abort();
  }

  /** The network may be back: cuts the current wait short. */
  nudge(): void {
    if (this.stopped) return;
    this.waking.abort();
    this.waking = new AbortController();
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  /** Lives as long as one socket does. */
  private viaSocket(): Promise<void> {
    return new Promise((resolve) => {
      let watchdog: ReturnType<typeof setTimeout> | undefined;
      const socket = this.source.openSocket(this.after);
      const end = () => {
        clearTimeout(watchdog);
        this.stopping.signal.removeEventListener("abort", end);
        socket.onopen = socket.onmessage = socket.onclose = null;
        socket.close();
        if (!this.stopped) this.listener.onConnection("connecting");
        resolve();
      };
      const expectWithin = (ms: number) => {
        clearTimeout(watchdog);
        watchdog = setTimeout(end, ms);
      };
      expectWithin(OPENING_MS);
      socket.onopen = () => {
        expectWithin(SILENCE_MS);
        this.listener.onConnection("online");
      };
      socket.onmessage = ({ data }) => {
        expectWithin(SILENCE_MS);
        const frame = parseFrame(data);
        if (frame?.type === "ping") socket.send(JSON.stringify({ type: "pong" }));
        else if (frame?.type === "typing") this.listener.onTyping(frame.from);
        else if (frame !== undefined && "seq" in frame) this.deliver([frame], frame.seq);
      };
      socket.onclose = end;
      this.stopping.signal.addEventListener("abort", end);
    });
  }

  /** Polls `times` times; failures are waited out and do not count. */
  private async viaPolling(times: number, wait: number): Promise<void> {
    let failures = 0;
    for (let done = 0; done < times && !this.stopped; ) {
      try {
        const page = await this.source.poll(this.after, wait, this.stopping.signal);
        if (this.stopped) return;
        failures = 0;
        done += 1;
        if (wait > 0) this.listener.onConnection("online");
        this.deliver(page.events, page.next);
        // A server that does not wait must not be asked without end.
        if (wait > 0 && page.events.length === 0) await this.rest(POLL_GAP_MS);
      } catch (error) {
        if (this.stopped) return;
        if (isRefusal(error)) {
          this.stop();
          this.listener.onRejected(error);
          return;
        }
        this.listener.onConnection("offline");
        const asked = error instanceof ApiProblem ? (error.retryAfter ?? 0) * 1000 : 0;
        await this.rest(Math.max(asked, backoffDelay(failures, this.random)));
        failures += 1;
      }
    }
  }

  private deliver(events: readonly StoredEvent[], next: number): void {
    this.after = Math.max(this.after, next);
    this.listener.onEvents(events, next);
  }

  private rest(ms: number): Promise<void> {
    return pause(ms, this.waking.signal);
  }
}

type Frame = StoredEvent | TypingFrame | BeatFrame;

/** Undefined for anything that is not a known frame: a newer server may say more than we know. */
function parseFrame(data: unknown): Frame | undefined {
  if (typeof data !== "string") return undefined;
  let frame: unknown;
  try {
    frame = JSON.parse(data);
  } catch {
    return undefined;
  }
  if (typeof frame !== "object" || frame === null || !("type" in frame)) return undefined;
  if (frame.type === "ping" || frame.type === "typing") return frame as TypingFrame | BeatFrame;
  const stored = "seq" in frame && typeof frame.seq === "number" && "at" in frame;
  return stored ? (frame as StoredEvent) : undefined;
}
