/**
 * What a reload of the tab needs to go on: the conversation and its token, never anything typed.
 * Lives in sessionStorage; where that is blocked the conversation simply ends with the page.
 */

import { type Slot, slot } from "../shared/storage";
import type { Channel } from "./api";

export type ClosedInput = "accepted" | "closed";

export interface Session {
  conversationId: string;
  token: string;
  /** Opened with a login of the wallet, so another login may be another person. */
  identified: boolean;
  /** Secure inputs that are done with; the server's log does not say. */
  closedInputs: Readonly<Record<string, ClosedInput>>;
  /** The customer has rated it. */
  rated?: boolean;
}

export class SessionStore {
  private readonly slot: Slot;
  private session: Session | undefined;

  constructor(channel: Channel) {
    this.slot = slot("session", `kefu.session.${channel}`);
  }

  /** The session of the conversation that is open; undefined before and between. */
  get current(): Session | undefined {
    return this.session;
  }

  /** The same where there has to be one. */
  get open(): Session {
    if (this.session === undefined) throw new Error("no conversation is open");
    return this.session;
  }

  /** What a page before this one has left. */
  stored(): Session | undefined {
    try {
      const stored = this.slot.read();
      return stored === undefined ? undefined : (JSON.parse(stored) as Session);
    } catch {
      return undefined;
    }
  }

  keep(session: Session): void {
    this.session = session;
    this.slot.write(JSON.stringify(session));
  }

  change(change: Partial<Session>): void {
    this.keep({ ...this.open, ...change });
  }

  forget(): void {
    this.session = undefined;
    this.slot.clear();
  }
}
