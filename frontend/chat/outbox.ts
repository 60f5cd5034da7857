/**
 * Sends messages one after the other, so that they arrive in the order they were written. As long as
 * the line is away the first one is tried again and all others wait behind it: the client id makes
 * that safe. One that is refused does not hold up the rest. Keeps nothing beyond the page (`unsent.ts`
 * does), and must not know what is shown.
 */
import { backoffDelay, pause } from "../shared/backoff";
import type { AcceptedAnswer } from "../shared/contract";
import type { OutgoingMessage } from "../shared/eventLog";
import { ApiProblem, isRefusal, NetworkProblem } from "../shared/http";

export interface OutboxListener {
  onAccepted(message: OutgoingMessage, answer: AcceptedAnswer): void;
  /** Nothing gets through at the moment; sending goes on by itself. */
  onWaiting(): void;
  /** This message will not be taken. */
  onFailed(message: OutgoingMessage, error: unknown): void;
  /** The conversation takes nothing more. The outbox has stopped with all that it holds. */
  onEnded(problem: ApiProblem): void;
}

/** Times that a message may meet a fault of the server before it counts as its cause. */
const FAULTS = 4;

export class Outbox {
  private queue: OutgoingMessage[] = [];
  private running = false;
  private stopped = false;
  private waking = new AbortController();

  constructor(
    private readonly post: (message: OutgoingMessage) => Promise<AcceptedAnswer>,
    private readonly listener: OutboxListener,
  ) {}

  add(message: OutgoingMessage): void {
    this.queue.push(message);
    if (!this.running) void this.run();
  }

  /** The customer does not want it sent any more; too late for one that is under way. */
  remove(clientId: string): void {
    this.queue = this.queue.filter((message) => message.client_id !== clientId);
  }

  /** The line may be back: cuts the current wait short. */
  nudge(): void {
    this.waking.abort();
    this.waking = new AbortController();
  }

  /** Nothing is sent or reported afterwards. */
  stop(): void {
    this.stopped = true;
    this.nudge();
  }

  private async run(): Promise<void> {
    this.running = true;
    let failures = 0;
    for (let head = this.queue[0]; head !== undefined && !this.stopped; head = this.queue[0]) {
      try {
        const answer = await this.post(head);
        if (this.stopped) return;
        failures = 0;
        this.remove(head.client_id);
        this.listener.onAccepted(head, answer);
      } catch (error) {
        if (this.stopped) return;
        if (endsAll(error)) {
          this.stopped = true;
          this.listener.onEnded(error);
          return;
        }
        const wait = waitBeforeRetry(error, failures);
        failures = wait === undefined ? 0 : failures + 1;
        if (wait === undefined) {
          this.remove(head.client_id);
          this.listener.onFailed(head, error);
        } else {
          this.listener.onWaiting();
          await pause(wait, this.waking.signal);
        }
      }
    }
    this.running = false;
  }
}

/** A token that was replaced is followed by the new one. */
function isReplaced(error: unknown): boolean {
  return error instanceof ApiProblem && error.code === "token_replaced";
}

function endsAll(error: unknown): error is ApiProblem {
  if (isReplaced(error)) return false;
  // A choice or picture that is not found is no conversation that is not found.
  if (isRefusal(error)) return !/^(choice|attachment)_/.test(error.code);
  return error instanceof ApiProblem && error.code === "conversation_closed";
}

/** Milliseconds, or undefined when another attempt would not help. */
function waitBeforeRetry(error: unknown, failures: number): number | undefined {
  const delay = backoffDelay(failures);
  if (error instanceof NetworkProblem || isReplaced(error)) return delay;
  if (!(error instanceof ApiProblem)) return undefined;
  if (error.status === 500) return failures + 1 < FAULTS ? delay : undefined;
  if (error.status < 500 && error.status !== 429) return undefined;
  return Math.max(delay, (error.retryAfter ?? 0) * 1000);
}
