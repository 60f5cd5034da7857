/** Asks again and again while a view is shown; failures slow it down, a hidden tab too. */
import { useEffect, useRef } from "react";
import { backoffDelay, pause } from "../shared/backoff";
import { ApiProblem } from "../shared/http";

const HIDDEN_MS = 10_000;

/**
 * @param key restarts the polling when it changes
 * @param ask one request; its errors go to `onError`
 */
export function usePolling(
  key: string,
  everyMs: number,
  ask: (signal: AbortSignal) => Promise<void>,
  onError: (error: unknown) => void,
): void {
  const latest = useRef({ ask, onError });
  latest.current = { ask, onError };
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for what `ask` asks about
  useEffect(() => {
    const stopping = new AbortController();
    const { signal } = stopping;
    const run = async () => {
      let failures = 0;
      while (!signal.aborted) {
        try {
          await latest.current.ask(signal);
          failures = 0;
        } catch (error) {
          if (signal.aborted) return;
          latest.current.onError(error);
          failures += 1;
        }
        const idle = document.hidden ? HIDDEN_MS : everyMs;
        await pause(failures === 0 ? idle : Math.max(idle, backoffDelay(failures)), signal);
      }
    };
    void run();
    return () => stopping.abort();
  }, [key, everyMs]);
}

/** The agent's session is over: every view gives way to the login. */
export function isExpired(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401;
}
