/** A clock in a worker: browsers slow the timers of pages out of sight down to one a minute. */
addEventListener("message", ({ data: { id, ms } }: MessageEvent<{ id: number; ms: number }>) => {
  setTimeout(() => postMessage(id), ms);
});
