/**
 * A quick local estimate of a password's strength for the meter. Honest but small: it only
 * guides the customer while typing, the server decides. Keeps and sends nothing.
 */

export interface Strength {
  /** 0 nothing typed, 1 weak … 4 strong. */
  score: 0 | 1 | 2 | 3 | 4;
  label: "" | "太弱" | "较弱" | "良好" | "很强";
  /** The most useful next step, empty when there is none. */
  advice: string;
}

const LABELS = ["", "太弱", "较弱", "良好", "很强"] as const;
const MINIMUM_LENGTH = 8;
const CLASSES: readonly [RegExp, string][] = [
  [/[a-z]/, "小写字母"],
  [/[A-Z]/, "大写字母"],
  [/\d/, "数字"],
  [/[^A-Za-z0-9]/, "符号"],
];
const COMMON =
  /password|passw0rd|qwert|asdf|zxcv|1qaz|admin|iloveyou|woaini|5201314|abc123|letmein/i;

/** Estimates by length, kinds of characters, repeats, runs (abc, 321) and a few notorious words. */
export function estimateStrength(password: string): Strength {
  if (password === "") return { score: 0, label: "", advice: "" };
  const missing = CLASSES.filter(([pattern]) => !pattern.test(password)).map(([, name]) => name);
  const points = effectiveLength(password) + 2 * (CLASSES.length - missing.length);
  const notorious = COMMON.test(password);
  let score: Strength["score"] = points >= 19 ? 4 : points >= 15 ? 3 : points >= 11 ? 2 : 1;
  if (password.length < MINIMUM_LENGTH || notorious) score = 1;
  else if (missing.length > 0 && score > 2) score = 2;
  return { score, label: LABELS[score], advice: advise(password, missing, notorious, score) };
}

/** Length in which a character that repeats or continues a run counts only for a quarter. */
function effectiveLength(password: string): number {
  let length = 0;
  for (let i = 0; i < password.length; i++) {
    const step = i === 0 ? Number.NaN : password.charCodeAt(i) - password.charCodeAt(i - 1);
    const seenBefore = password.indexOf(password.charAt(i)) < i;
    length += Math.abs(step) <= 1 ? 0.25 : seenBefore ? 0.5 : 1;
  }
  return length;
}

function advise(password: string, missing: string[], notorious: boolean, score: number): string {
  if (password.length < MINIMUM_LENGTH) return `至少需要 ${MINIMUM_LENGTH} 位`;
  if (notorious) return "请避开常见的密码组合";
  if (missing.length > 0) return `再加上${missing.join("、")}`;
  return score < 3 ? "再长一些，避开重复和连续的字符" : "";
}
