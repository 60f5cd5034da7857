/** What a message with a card says above it. Pure; must not know how either is drawn. */

/**
 * The text's first paragraph, up to the first line break (the rest repeats the card for clients that
 * cannot draw it); undefined when it says nothing beyond the card's `title`.
 */
export function leadOf(text: string, title: string): string | undefined {
  const lead =
    text
      .trim()
      .split(/[\r\n]/, 1)[0]
      ?.trim() ?? "";
  return bare(title).includes(bare(lead)) ? undefined : lead;
}

function bare(words: string): string {
  return words.replace(/[\p{P}\s]/gu, "");
}
