/**
 * Waits that are kept while the page is out of sight: by its questions the server knows that the agent
 * is there, and news must be told in time.
 */
import { pause as plainPause } from "../shared/backoff";

const waiting = new Map<number, () => void>();
let worker: Worker | undefined;
let lastId = 0;

/** Resolves after `ms`, or at once when `signal` is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (typeof Worker === "undefined") return plainPause(ms, signal);
  if (signal.aborted) return;
  worker ??= started();
  const clock = worker;
  const id = ++lastId;
  await new Promise<void>((resolve) => {
    const done = () => {
      waiting.delete(id);
      signal.removeEventListener("abort", done);
      resolve();
    };
    waiting.set(id, done);
    signal.addEventListener("abort", done);
    clock.postMessage({ id, ms });
  });
}

function started(): Worker {
  const clock = new Worker(new URL("./ticker.worker.ts", import.meta.url), { type: "module" });
  clock.onmessage = ({ data }: MessageEvent<number>) => waiting.get(data)?.();
  return clock;
}
