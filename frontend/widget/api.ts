/** What the widget offers to the page that embeds it, as `window.kefu`. */

export type EventName = "ready" | "open" | "close" | "unread" | "ended";
export type Listener = (detail?: unknown) => void;

export interface KefuApi {
  open(): void;
  close(): void;
  /** Opens the chat and sends `text` (up to 200 characters) as the customer's message once it is ready. */
  ask(text: string): void;
  /** Hands over the wallet's short-lived, single-use JWT of the customer who is logged in. */
  identify(jwt: string): void;
  /** Calls `listener` on each `event`; returns a function that stops it. */
  on(event: EventName, listener: Listener): () => void;
}

declare global {
  interface Window {
    kefu?: KefuApi;
  }
}
