/** Keys that are meant for the input method, with which Chinese is typed. Pure. */

/** What browsers say of every key while words are being picked, Safari even of the one that ends it. */
const IN_PROCESS = 229;

/** Whether a key picks a word rather than acting on the page. */
export function picksWord(event: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean {
  return event.isComposing || event.keyCode === IN_PROCESS;
}
