/** Finds web links in plain text, so that a view can draw them as links and the rest as text. */

export interface TextPart {
  text: string;
  href?: string;
}

// Stops before Chinese punctuation and at anything that cannot stand in a URL.
const LINK = /https:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+/g;

/** Splits `text` into parts in order; only https links get `href`. Joining the parts gives `text`. */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const href = match[0].replace(/[.,;:!?)\]']+$/, "");
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ text: href, href });
    from = match.index + href.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}
