/**
 * Finds in a text what the server has hidden: references like `[手机号:138****0001]`, and secrets that
 * are nothing but stars. Pure; must not know how they are drawn.
 */

export interface ProtectedPart {
  text: string;
  /** What was hidden; undefined for words as they were said. */
  kind?: string;
}

// A value without a star is no mask: somebody has typed brackets of their own.
const HIDDEN = /\[([\p{Script=Han}]{2,10}):([^[\]\s]{0,100}\*[^[\]\s]{0,100})\]|\*{6,}/gu;
/** Tells apart two values with the same mask. */
const NTH = /·(\d{1,2})$/;

/** The parts in order, without the brackets around what was hidden. */
export function protectedParts(text: string): ProtectedPart[] {
  const parts: ProtectedPart[] = [];
  let from = 0;
  for (const match of text.matchAll(HIDDEN)) {
    const [whole, kind, value] = match;
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ text: (value ?? whole).replace(NTH, "（$1）"), kind: kind ?? "密码或验证码" });
    from = match.index + whole.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}
