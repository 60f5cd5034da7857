/** Finds web links in plain text, so that a view can draw them as links and the rest as text. */

export interface TextPart {
  text: string;
  href?: string;
}

// Stops before Chinese punctuation and at anything that cannot stand in a URL.
const LINK = /https:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+/g;

/**
 * Splits `text` into parts in order; only https links to one of `hosts` get `href`, any other stays
 * plain text. Joining the parts gives `text`.
 */
export function linkify(text: string, hosts: ReadonlySet<string>): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const href = match[0].replace(/[.,;:!?)\]']+$/, "");
    if (!leadsTo(hosts, href)) continue;
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push({ text: href, href });
    from = match.index + href.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from) });
  return parts;
}

/** By the browser's own reading of the URL; names before an @ only serve to look like a host. */
function leadsTo(hosts: ReadonlySet<string>, href: string): boolean {
  try {
    const { host, username, password } = new URL(href);
    return hosts.has(host) && username === "" && password === "";
  } catch {
    return false;
  }
}
