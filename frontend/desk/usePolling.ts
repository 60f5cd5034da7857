/** Asks again and again while a view is shown; failures slow it down, a hidden tab too. */
import { useEffect, useRef } from "react";
import { backoffDelay } from "../shared/backoff";
import { ApiProblem } from "../shared/http";
import { pause } from "./ticker";

const HIDDEN_MS = 10_000;

/**
 * @param key restarts the polling when it changes; undefined stops it
 * @param ask one request; its errors go to `onError`
 */
export function usePolling(
  key: string | undefined,
  everyMs: number,
  ask: (signal: AbortSignal) => Promise<void>,
  onError: (error: unknown) => void,
): void {
  const latest = useRef({ ask, onError });
  latest.current = { ask, onError };
  useEffect(() => {
    if (key === undefined) return;
    const stopping = new AbortController();
    const { signal } = stopping;
    // Back in sight, or back on the net: what happened meanwhile is wanted now.
    let hurry = new AbortController();
    const onReturn = () => !document.hidden && hurry.abort();
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
        hurry = new AbortController();
        const either = AbortSignal.any([signal, hurry.signal]);
        await pause(failures === 0 ? idle : Math.max(idle, backoffDelay(failures)), either);
      }
    };
    void run();
    document.addEventListener("visibilitychange", onReturn);
    window.addEventListener("online", onReturn);
    return () => {
      stopping.abort();
      document.removeEventListener("visibilitychange", onReturn);
      window.removeEventListener("online", onReturn);
    };
  }, [key, everyMs]);
}

/** The agent's session is over: every view gives way to the login. */
export function isExpired(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401;
}
