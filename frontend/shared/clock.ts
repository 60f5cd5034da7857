/**
 * The server's clock as seen from here, so that countdowns hold on a phone whose clock is wrong.
 * Learns from the Date header of responses (one-second resolution).
 */

let offsetMs = 0;
/** The header is that coarse; within it the local clock is the better one. */
const COARSE_MS = 2_000;

/** Notes a response's `Date` header; an absent or unreadable one changes nothing. */
export function learnServerTime(dateHeader: string | null, localNow = Date.now()): void {
  const serverMs = dateHeader === null ? Number.NaN : Date.parse(dateHeader);
  if (Number.isNaN(serverMs)) return;
  const difference = serverMs - localNow;
  offsetMs = Math.abs(difference) > COARSE_MS ? difference : 0;
}

/** Milliseconds since the epoch by the server's clock. */
export function serverNow(localNow = Date.now()): number {
  return localNow + offsetMs;
}
