/**
 * What it takes to go on: the conversation and its token, never anything typed.
 *
 * A tab remembers its own (sessionStorage, for reloads). Of a visitor the browser remembers it too,
 * for seven days, so that a closed tab loses nothing and a second one shows the same conversation.
 * Of who is logged in it does not: the login leads back, and the next at this browser may be another.
 * Where storage is blocked the conversation simply ends with the page.
 */

import { parsed, type Slot, slot } from "../shared/storage";
import type { Channel } from "./api";

export type ClosedInput = "accepted" | "closed";

export const VISITOR_MS = 7 * 24 * 3_600_000;

export interface Session {
  conversationId: string;
  token: string;
  /** Opened with a login of the wallet, so another login may be another person. */
  identified: boolean;
  /** Secure inputs that are done with, where the log does not say. */
  closedInputs: Readonly<Record<string, ClosedInput>>;
  /** The customer has rated it. */
  rated?: boolean;
}

interface Remembered {
  session: Session;
  /** Not to be used from then on. */
  until: number;
}

export class SessionStore {
  private readonly tab: Slot;
  private readonly browser: Slot;
  private readonly key: string;
  private session: Session | undefined;

  constructor(private readonly channel: Channel) {
    this.key = `kefu.visitor.${channel}`;
    this.tab = slot("session", `kefu.session.${channel}`);
    this.browser = slot("local", this.key);
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

  /** What this tab was in before it was loaded anew, by its newest token. */
  ofTab(): Session | undefined {
    const own = parsed<Session>(this.tab.read());
    return own && (this.newer(own) ?? own);
  }

  /** The same, or else what a visitor was in in another tab or on another day. */
  stored(): Session | undefined {
    return this.ofTab() ?? this.ofBrowser();
  }

  /** The same conversation with the token that another tab got meanwhile. */
  newer(than: Session): Session | undefined {
    const known = this.ofBrowser();
    const replaces = known?.conversationId === than.conversationId && known.token !== than.token;
    return replaces ? known : undefined;
  }

  keep(session: Session): void {
    this.session = session;
    this.tab.write(JSON.stringify(session));
    if (session.identified) this.forgetOnBrowser(session.conversationId);
    else {
      const remembered: Remembered = { session, until: Date.now() + VISITOR_MS };
      this.browser.write(JSON.stringify(remembered));
    }
  }

  change(change: Partial<Session>): void {
    this.keep({ ...this.open, ...change });
  }

  forget(): void {
    if (this.session !== undefined) this.forgetOnBrowser(this.session.conversationId);
    this.session = undefined;
    this.tab.clear();
  }

  /** The conversation is over, or no longer a visitor's: no other tab is to go on with it. */
  forgetOnBrowser(conversationId: string): void {
    if (this.ofBrowser()?.conversationId === conversationId) this.browser.clear();
  }

  /** Calls back when another tab has got a newer token of the conversation that is open here. */
  onNewer(call: (session: Session) => void): void {
    globalThis.addEventListener?.("storage", (event: StorageEvent) => {
      if (event.key !== this.key || this.session === undefined) return;
      const newer = this.newer(this.session);
      if (newer !== undefined) call(newer);
    });
  }

  /** Does one thing at a time in all tabs, so that two that open at once open one conversation. */
  alone<T>(act: () => Promise<T>): Promise<T> {
    const locks = globalThis.navigator?.locks;
    return locks === undefined ? act() : locks.request(`kefu.open.${this.channel}`, act);
  }

  private ofBrowser(): Session | undefined {
    const remembered = parsed<Remembered>(this.browser.read());
    return remembered && remembered.until > Date.now() ? remembered.session : undefined;
  }
}
