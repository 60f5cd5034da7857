/**
 * One customer's conversation: opens or resumes it, keeps its log flowing, sends, and starts afresh
 * when the server has let it go. A store for React; must not know views.
 */

import { backoffDelay, pause } from "../shared/backoff";
import type { Choice, EarlierConversation, StoredEvent } from "../shared/contract";
import { latestStatus, type OutgoingMessage, receive } from "../shared/eventLog";
import { EventStream } from "../shared/eventStream";
import { ApiProblem, explain, isRefusal } from "../shared/http";
import { newClientId } from "../shared/ids";
import { Store } from "../shared/store";
import * as api from "./api";
import { Sending } from "./sending";
import { type Session, SessionStore } from "./session";
import {
  ASK_FOR_HUMAN,
  asksForHuman,
  type ChatState,
  INITIAL,
  isFinal,
  isReplaced,
  looksLikeCode,
  mayBeSecret,
  NOTICES,
  newestInput,
  refusesFurtherValues,
  takenInputs,
} from "./state";
import { TypingSign } from "./typing";

/** A conversation refused sooner than this after its birth is a fault, not an old one that ended. */
const NEWBORN_MS = 10_000;

export class ChatController extends Store<ChatState> {
  private readonly session: SessionStore;
  private stream: EventStream | undefined;
  private readonly sending = new Sending({
    log: () => this.state.log,
    show: (log) => this.update({ log }),
    onAnswer: ({ token }) => token && this.codeTypedInChat(token),
    onNotice: (notice) => this.update({ notice }),
    onEnded: (problem) => void this.rejected(problem),
  });
  private readonly typing = new TypingSign((typing) => this.update({ typing }));
  private bornAt = 0;
  /** A login not yet taken by the server; single use, so dropped as soon as it was. */
  private identity: string | undefined;
  private ended = false;
  /** How far the agent was told that the customer has read. */
  private read = 0;
  /** Cuts short the wait before another attempt to open. */
  private retrying = new AbortController();
  private failures = 0;

  /** Called for each live message that is not the customer's own. */
  onIncoming: () => void = () => {};

  constructor(private readonly channel: api.Channel) {
    super(INITIAL);
    this.session = new SessionStore(channel);
    this.session.onNewer(({ token }) => this.adoptToken(token));
  }

  /** Resumes this tab's conversation or opens one; never throws, `phase` tells the outcome. */
  async start(identity?: string): Promise<void> {
    this.retrying.abort();
    this.retrying = new AbortController();
    this.update({ phase: "opening", problem: "" });
    this.sending.recall();
    this.identity = identity ?? this.identity;
    // A login goes on with what was said in this tab; on another day it may have been somebody else.
    if (this.identity !== undefined) return this.open(this.session.ofTab());
    await this.session.alone(async () => {
      const stored = this.session.stored();
      if (stored === undefined) return this.open();
      try {
        await this.enter(stored);
      } catch (error) {
        if (!isRefusal(error)) return this.fail(error);
        this.session.forgetOnBrowser(stored.conversationId);
        await this.open();
        this.update({ notice: NOTICES.startedAfresh });
      }
    });
  }

  /** The customer has logged in: goes on with what was said, but never as another person. */
  identify(identity: string): Promise<void> {
    this.identity = identity;
    return this.open(this.session.current);
  }

  /** Leaves the conversation behind and opens a new one. */
  restart(): Promise<void> {
    this.leave();
    return this.open();
  }

  /** The network may be back. */
  wake(): void {
    const { phase, connection } = this.state;
    if (phase === "failed") void this.start();
    this.retrying.abort();
    this.sending.nudge();
    this.markRead();
    if (phase === "ready" && connection === "offline") this.follow();
    else this.stream?.nudge();
  }

  /** The browser knows that the network is gone. */
  lineLost(): void {
    this.update({ connection: "offline" });
  }

  sendText(text: string): void {
    const body = { client_id: newClientId(), type: "text", text } as const;
    const code = looksLikeCode(this.state, text);
    this.write(body, code ? "******" : text, code || mayBeSecret(this.state, text));
  }

  /** Asks for a human; once, however often it is asked for while that is under way. */
  askForHuman(): void {
    if (!asksForHuman(this.state)) this.sendText(ASK_FOR_HUMAN);
  }

  /** Takes a choice; nothing while another is on its way: a question has one answer. */
  choose(choice: Choice): void {
    const { echoes } = this.state.log;
    if (echoes.some(({ body, problem }) => body.type === "choice" && !problem)) return;
    this.write({ client_id: newClientId(), type: "choice", choice_id: choice.id }, choice.title);
  }

  /** Sends what failed or was held, in a new conversation when this one is over. */
  async resend(clientId: string): Promise<void> {
    if (this.state.owner === "closed") await this.restart();
    this.sending.again(clientId);
  }

  discard(clientId: string): void {
    this.sending.discard(clientId);
  }

  /** Hands a secret to the server only. @throws {ApiProblem | NetworkProblem} when not accepted. */
  async submitSecret(inputId: string, value: string): Promise<void> {
    try {
      const answer = await api.submitSecureInput(this.session.open, inputId, value);
      this.closeInput(inputId, "accepted");
      if (answer.token) this.adoptToken(answer.token);
    } catch (error) {
      if (refusesFurtherValues(error)) this.closeInput(inputId, "closed");
      throw error;
    }
  }

  /** Ends the conversation for good. @throws when the server could not be told. */
  async end(): Promise<void> {
    await api.endConversation(this.session.open);
    this.session.forgetOnBrowser(this.session.open.conversationId);
    this.ended = true;
    this.update({});
  }

  /** Forgets the conversation on this device, for whoever shares it. @throws when it failed. */
  async leaveDevice(): Promise<void> {
    await api.leaveDevice(this.session.open);
    this.leave(false);
    this.update({ phase: "failed", problem: NOTICES.left });
  }

  /** The customer's ended conversations. @throws {ApiProblem} 403 for who is not logged in. */
  earlier(): Promise<EarlierConversation[]> {
    return api.fetchEarlier(this.session.open);
  }

  /** What was said in one of them. */
  earlierEvents(id: string): Promise<StoredEvent[]> {
    return api.fetchEarlierEvents(this.session.open, id);
  }

  /** @throws when it could not be stored. */
  async rate(score: number, comment: string): Promise<void> {
    await api.rateConversation(this.session.open, score, comment);
    this.session.change({ rated: true });
    this.update({ rated: true });
  }

  /** The customer's own copy as a text file. */
  transcript(): Promise<Blob> {
    return api.fetchTranscript(this.session.open);
  }

  /** Opens a conversation, going on with `previous` where that can only be the same customer. */
  private async open(previous?: Session): Promise<void> {
    const { identity } = this;
    const sameCustomer = previous !== undefined && !previous.identified;
    try {
      const opened = await api.openConversation({
        channel: this.channel,
        ...(identity !== undefined && { identity }),
        ...(sameCustomer && { resume: previous.token }),
      });
      this.identity = undefined;
      const current = this.session.current;
      const kept = opened.conversation_id === current?.conversationId;
      if (!kept) this.leave(identity === undefined || current?.identified !== true);
      this.bornAt = Date.now();
      await this.enter({
        conversationId: opened.conversation_id,
        token: opened.token,
        identified: identity !== undefined,
        closedInputs: kept ? this.state.closedInputs : {},
        rated: kept && this.state.rated,
      });
    } catch (error) {
      if (this.identity === undefined || !isFinal(error)) return this.fail(error);
      // It may be the old token that was refused, or a conversation of somebody else.
      if (sameCustomer) return this.open();
      this.identity = undefined;
      if (this.state.phase !== "ready") await this.open();
      this.update({ notice: NOTICES.loginRefused });
    }
  }

  /** Shows a conversation from its first event on and follows it. @throws when it is refused. */
  private async enter(session: Session): Promise<void> {
    this.stream?.stop();
    this.ended = false;
    this.session.keep(session);
    this.sending.adopt(session.conversationId);
    const page = await api.fetchEvents(session, 0, 0);
    this.failures = 0;
    this.receive(page.events, page.next);
    this.update({
      phase: "ready",
      closedInputs: { ...session.closedInputs, ...takenInputs(page.events) },
      rated: session.rated ?? false,
      identified: session.identified,
    });
    this.sending.begin((message) => api.postMessage(() => this.session.open, message));
    this.follow();
  }

  private follow(): void {
    this.stream?.stop();
    this.stream = new EventStream(api.eventSource(this.session.open), {
      onEvents: (events, next) => this.absorb(events, next),
      onTyping: (from) => this.typing.saw(from),
      onConnection: (connection) => {
        this.update({ connection });
        if (connection === "online") this.sending.nudge();
      },
      onRejected: (problem) => void this.rejected(problem),
    });
    void this.stream.start(this.state.log.next);
  }

  private absorb(events: readonly StoredEvent[], next: number): void {
    const { log } = this.state;
    const fresh = events.filter((event) => event.seq > log.next);
    this.receive(events, next);
    for (const event of fresh) {
      if (event.type === "input_taken") this.closeInput(event.input_id, "accepted");
      const own = event.type === "message" && event.from === "customer";
      if (!own) this.typing.clear();
      if (!own && event.type === "message") this.onIncoming();
    }
    if (this.state.owner === "closed") {
      this.session.forgetOnBrowser(this.session.open.conversationId);
    }
    this.markRead();
  }

  /** Tells the agent how far the customer has read, when the page is really seen. */
  private markRead(): void {
    const { log, owner, phase } = this.state;
    const said = (event: StoredEvent) => event.type === "message" && event.from === "agent";
    const last = log.events.findLast(said)?.seq ?? 0;
    const seen = globalThis.document?.visibilityState === "visible";
    if (owner !== "agent" || phase !== "ready" || !seen || last <= this.read) return;
    this.read = last;
    // A mark that is lost is made good by the next.
    api.markRead(this.session.open, last).catch(() => {});
  }

  private receive(events: readonly StoredEvent[], next: number): void {
    const { echoes } = this.state.log;
    this.update({ log: receive(this.state.log, events, next) });
    this.sending.settle(echoes);
  }

  private write(body: OutgoingMessage, shownText: string, secret = false): void {
    this.update({ notice: "" });
    this.sending.write(body, shownText, secret);
  }

  /** The server has let go of the conversation: starts afresh, unless that is what was wanted. */
  private async rejected(problem: ApiProblem): Promise<void> {
    this.stream?.stop();
    // The new one is on its way, or comes when the code is given once more.
    if (isReplaced(problem)) return;
    const current = this.session.current;
    const newer = current && this.session.newer(current);
    if (newer !== undefined) return this.adoptToken(newer.token);
    if (this.state.owner === "closed" || this.state.phase !== "ready") return;
    if (Date.now() - this.bornAt < NEWBORN_MS) {
      this.session.forget();
      return this.update({ phase: "failed", problem: NOTICES.cannotGoOn });
    }
    this.update({ phase: "opening" });
    await this.open();
    this.update({ notice: NOTICES.startedAfresh });
  }

  private leave(samePerson = true): void {
    this.stream?.stop();
    this.session.forget();
    this.ended = false;
    this.read = 0;
    const log = this.sending.leave(samePerson);
    this.update({ ...INITIAL, log });
  }

  private fail(error: unknown): void {
    if (this.state.phase === "ready") {
      // A login that failed leaves the running conversation as it is.
      this.update({ notice: explain(error) });
      this.follow();
    } else if (isFinal(error)) {
      this.update({ phase: "failed", problem: explain(error) });
    } else {
      this.update({ connection: "offline" });
      void this.startLater(error);
    }
  }

  /** Opens again after a while, or when the line comes back, unless somebody else does. */
  private async startLater(error: unknown): Promise<void> {
    const asked = error instanceof ApiProblem ? (error.retryAfter ?? 0) * 1000 : 0;
    const { retrying } = this;
    await pause(Math.max(asked, backoffDelay(this.failures)), retrying.signal);
    this.failures += 1;
    if (retrying === this.retrying && this.state.phase === "opening") await this.start();
  }

  /** A new token in answer to a message: it was the awaited code, and it was right. */
  private codeTypedInChat(token: string): void {
    const input = newestInput(this.state.log);
    if (input?.kind === "verification_code") this.closeInput(input.id, "accepted");
    this.adoptToken(token);
  }

  private adoptToken(token: string): void {
    this.session.change({ token });
    this.sending.nudge();
    this.follow();
  }

  private closeInput(inputId: string, how: "accepted" | "closed"): void {
    const closedInputs = { ...this.state.closedInputs, [inputId]: how };
    this.session.change({ closedInputs });
    this.update({ closedInputs });
  }

  private update(change: Partial<ChatState>): void {
    const next = { ...this.state, ...change };
    const owner = this.ended ? "closed" : (latestStatus(next.log)?.owner ?? "bot");
    this.set({ ...next, owner });
  }
}
