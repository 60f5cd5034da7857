/**
 * What the customer writes, on its way to the server: shown at once, kept in the browser until it is
 * taken, sent in order. Also before there is a conversation. Must not know how one is opened.
 */
import type { AcceptedAnswer } from "../shared/contract";
import {
  addEcho,
  choiceOver,
  type Echo,
  type EventLog,
  echoAccepted,
  echoDropped,
  echoesWait,
  echoFailed,
  emptyLog,
  type OutgoingMessage,
  unsentEchoes,
} from "../shared/eventLog";
import { type ApiProblem, explain } from "../shared/http";
import { Outbox } from "./outbox";
import { isOver, NOTICES } from "./state";
import { isLost, type Unsent, UnsentStore } from "./unsent";

export interface SendingView {
  log(): EventLog;
  show(log: EventLog): void;
  /** The server has taken a message. */
  onAnswer(answer: AcceptedAnswer): void;
  /** Something that no bubble is left to say. */
  onNotice(text: string): void;
  /** The server has let go of the conversation. */
  onEnded(problem: ApiProblem): void;
}

export class Sending {
  private readonly unsent = new UnsentStore();
  private owner = this.unsent.draft;
  private outbox: Outbox | undefined;
  private stalled = true;

  constructor(private readonly view: SendingView) {}

  /** @param secret its words are sent, but not kept in the browser's storage */
  write(body: OutgoingMessage, shownText: string, secret = false): void {
    if (secret) this.unsent.hide(body.client_id);
    const at = new Date().toISOString();
    this.unsent.keep(this.owner, { body, shownText, at });
    const state = this.stalled ? "waiting" : "sending";
    this.view.show(addEcho(this.view.log(), body, shownText, at, state));
    this.outbox?.add(body);
  }

  /** Sends what failed or was held, as the newest message, under the same id. */
  again(clientId: string): void {
    const echo = this.find(clientId);
    if (echo === undefined || isLost(echo)) return;
    this.discard(clientId);
    this.write(echo.body, echo.shownText);
  }

  /** The customer does not want it sent. */
  discard(clientId: string): void {
    this.outbox?.remove(clientId);
    this.unsent.drop(clientId);
    this.view.show(echoDropped(this.view.log(), clientId));
  }

  /** Shows what this tab has written before there was a conversation. */
  recall(): void {
    for (const entry of this.unsent.of(this.unsent.draft)) this.restore(entry);
  }

  /** Shows what an earlier page has left for this conversation; nothing is sent yet. */
  adopt(conversationId: string): void {
    this.stop();
    this.owner = conversationId;
    for (const entry of this.unsent.of(conversationId)) this.restore(entry);
    this.view.show(echoesWait(this.view.log(), true));
  }

  /** The conversation is open and its log is shown: sends what waits for it. */
  begin(post: (message: OutgoingMessage) => Promise<AcceptedAnswer>): void {
    for (const entry of this.unsent.strays()) {
      this.restore({ ...entry, state: "held", problem: NOTICES.leftUnsent });
    }
    for (const echo of this.view.log().echoes) this.bind(echo);
    this.outbox = new Outbox(post, {
      onAccepted: (message, answer) => this.accepted(message, answer),
      onWaiting: () => this.stall(true),
      onFailed: (message, error) => this.failed(message, error),
      onEnded: (problem) => this.over(problem),
    });
    this.stall(false);
    for (const { body } of unsentEchoes(this.view.log())) this.outbox.add(body);
  }

  /**
   * Leaves the conversation. What it has not taken is held, to be offered to the next one, unless that
   * may be somebody else's; what was written before there was one waits on.
   */
  leave(samePerson: boolean): EventLog {
    this.stop();
    const { echoes } = this.view.log();
    const { owner } = this;
    this.owner = this.unsent.draft;
    if (owner === this.unsent.draft) return { ...emptyLog, echoes };
    if (!samePerson) this.unsent.forget(owner);
    const left = echoes.filter(({ state }) => samePerson && state !== "accepted");
    return { ...emptyLog, echoes: left.map(asHeld) };
  }

  /** The line may be back. */
  nudge(): void {
    this.outbox?.nudge();
  }

  /** Forgets those of `before` whose events have arrived. */
  settle(before: readonly Echo[]): void {
    for (const { body } of before) {
      if (this.find(body.client_id) === undefined) this.unsent.drop(body.client_id);
    }
  }

  private stop(): void {
    this.outbox?.stop();
    this.outbox = undefined;
    this.stalled = true;
  }

  private stall(stalled: boolean): void {
    this.stalled = stalled;
    this.view.show(echoesWait(this.view.log(), stalled));
  }

  private accepted(message: OutgoingMessage, answer: AcceptedAnswer): void {
    this.unsent.drop(message.client_id);
    this.stall(false);
    this.view.show(echoAccepted(this.view.log(), message.client_id, answer.seq));
    this.view.onAnswer(answer);
  }

  private failed(message: OutgoingMessage, error: unknown): void {
    if (isOver(error) && message.type === "choice") {
      this.discard(message.client_id);
      this.view.show(choiceOver(this.view.log(), message));
      // Of a question that is over the conversation itself says so.
      if (error.code !== "choice_expired") this.view.onNotice(explain(error));
    } else this.mark(message.client_id, explain(error), "failed");
  }

  private over(problem: ApiProblem): void {
    if (problem.code !== "conversation_closed") {
      this.view.onEnded(problem);
      return;
    }
    for (const { body } of unsentEchoes(this.view.log())) {
      this.mark(body.client_id, NOTICES.conversationOver, "held");
    }
  }

  private mark(clientId: string, problem: string, state: "failed" | "held"): void {
    this.view.show(echoFailed(this.view.log(), clientId, problem, state));
    const echo = this.find(clientId);
    if (echo !== undefined) this.unsent.keep(this.owner, entryOf(echo));
  }

  private restore(entry: Unsent): void {
    const { body, shownText, at } = entry;
    const known = this.find(body.client_id) !== undefined;
    if (known) return;
    this.view.show(addEcho(this.view.log(), body, shownText, at, "waiting"));
    const problem = isLost(entry) ? NOTICES.notKept : entry.problem;
    if (problem === undefined) return;
    this.view.show(echoFailed(this.view.log(), body.client_id, problem, entry.state));
  }

  /** Makes an echo this conversation's, at the present end of its log. */
  private bind(echo: Echo): void {
    if (echo.state === "accepted") return;
    this.unsent.keep(this.owner, entryOf(echo));
    if (echo.problem === undefined || echo.place !== undefined) return;
    const state = echo.state === "held" ? "held" : "failed";
    this.view.show(echoFailed(this.view.log(), echo.body.client_id, echo.problem, state));
  }

  private find(clientId: string): Echo | undefined {
    return this.view.log().echoes.find(({ body }) => body.client_id === clientId);
  }
}

function entryOf({ body, shownText, at, problem, state }: Echo): Unsent {
  const stuck = state === "failed" || state === "held";
  return { body, shownText, at, ...(stuck && problem !== undefined && { problem, state }) };
}

/** Its place will be in another log, where a choice of this one means nothing: its words do. */
function asHeld({ body, shownText, at, problem }: Echo): Echo {
  const text = { client_id: body.client_id, type: "text", text: shownText } as const;
  return {
    body: body.type === "choice" ? text : body,
    shownText,
    at,
    state: "held",
    problem: isLost({ body }) && problem !== undefined ? problem : NOTICES.conversationOver,
  };
}
