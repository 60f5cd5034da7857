/**
 * How times and waits are written for Chinese readers, always in Beijing time (UTC+8 all year).
 * Pure: "now" is an argument.
 */

const BEIJING_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;

/** "15:04" today, "昨天 15:04", "3月5日 15:04", or with the year when it is another one. */
export function beijingTime(iso: string, nowMs: number): string {
  const local = new Date(Date.parse(iso) + BEIJING_MS);
  const today = new Date(nowMs + BEIJING_MS);
  const time = `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`;
  const daysAgo = dayNumber(today) - dayNumber(local);
  if (daysAgo === 0) return time;
  if (daysAgo === 1) return `昨天 ${time}`;
  const date = `${local.getUTCMonth() + 1}月${local.getUTCDate()}日 ${time}`;
  const year = local.getUTCFullYear();
  return year === today.getUTCFullYear() ? date : `${year}年${date}`;
}

/** A calendar day, "2026-03-05", as "3月5日", or with the year when it is another one. */
export function dayInWords(isoDay: string, nowMs: number): string {
  const [year, month, day] = isoDay.split("-").map(Number);
  const words = `${month}月${day}日`;
  const thisYear = new Date(nowMs + BEIJING_MS).getUTCFullYear();
  return year === thisYear ? words : `${year}年${words}`;
}

/** A countdown, "4:05"; never negative. */
export function countdown(seconds: number): string {
  const left = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(left / 60)}:${two(left % 60)}`;
}

/** A wait in words, rounded up to whole minutes: "约 3 分钟". */
export function waitInWords(seconds: number): string {
  const minutes = Math.ceil(Math.max(0, seconds) / 60);
  return minutes <= 1 ? "最多 1 分钟" : `约 ${minutes} 分钟`;
}

/** An elapsed time in the shortest useful form, for lists: "45 秒", "3 分钟", "1 小时 5 分". */
export function elapsed(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return `${whole} 秒`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} 分钟`;
  return `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`;
}

function dayNumber(shifted: Date): number {
  return Math.floor(shifted.getTime() / DAY_MS);
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
