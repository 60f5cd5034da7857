/**
 * Sends messages one after the other, so that they arrive in the order they were written, and
 * repeats an attempt when the network fails: the client id makes that safe.
 */
import { backoffDelay, pause } from "../shared/backoff";
import type { AcceptedAnswer } from "../shared/contract";
import type { OutgoingMessage } from "../shared/eventLog";
import { ApiProblem, NetworkProblem } from "../shared/http";

const ATTEMPTS = 3;
/** A longer wait asked for by the server is told to the customer instead of sat out. */
const PATIENCE_S = 5;

export class Outbox {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly post: (message: OutgoingMessage) => Promise<AcceptedAnswer>) {}

  /** Resolves once stored. @throws what the last attempt threw. */
  send(message: OutgoingMessage): Promise<AcceptedAnswer> {
    const sent = this.last.then(() => this.attempt(message));
    this.last = sent.catch(() => undefined);
    return sent;
  }

  private async attempt(message: OutgoingMessage): Promise<AcceptedAnswer> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.post(message);
      } catch (error) {
        const wait = waitBeforeRetry(error, attempt);
        if (wait === undefined || attempt === ATTEMPTS) throw error;
        await pause(wait, new AbortController().signal);
      }
    }
  }
}

/** Milliseconds, or undefined when another attempt would not help. */
function waitBeforeRetry(error: unknown, attempt: number): number | undefined {
  if (error instanceof NetworkProblem) return backoffDelay(attempt);
  if (!(error instanceof ApiProblem)) return undefined;
  if (error.status !== 429 && error.status !== 503) return undefined;
  const asked = error.retryAfter ?? 1;
  return asked <= PATIENCE_S ? asked * 1000 : undefined;
}
