/** Client ids: random names by which a message is recognised however often it is sent. */

/** 128 random bits in hex; works where `crypto.randomUUID` does not (pages without TLS). */
export function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
