/**
 * What an agent writes, per conversation: the draft, what is on its way, and why something came back.
 * It outlives the view of a conversation, a reload and the end of a session, never the tab: customers
 * are spoken of in it. It must not know how anything is drawn.
 */
import type { AgentMessage } from "../shared/contract";
import type { Echo } from "../shared/eventLog";
import { ApiProblem, explain } from "../shared/http";
import { newClientId } from "../shared/ids";
import { type Slot, slot } from "../shared/storage";
import { Store } from "../shared/store";

/** One conversation's. */
export interface Written {
  readonly draft: string;
  /** Why the last text came back into the draft, fit to show; empty when none did. */
  readonly refusal: string;
  /** In the order in which they are sent. */
  readonly echoes: readonly Echo[];
}

export type Deliver = (conversationId: string, message: AgentMessage) => Promise<{ seq: number }>;

interface Kept {
  agent: string;
  drafts: Record<string, string>;
  unsent: Record<string, { client_id: string; text: string; at: string }[]>;
}

const NOTHING: Written = { draft: "", refusal: "", echoes: [] };
const KEPT = slot("session", "kefu.desk.writing");
/** Refusals after which the same words may pass later: a busy or broken server, too many at once. */
const FOR_NOW = new Set([408, 425, 429]);

export class Writing extends Store<ReadonlyMap<string, Written>> {
  private readonly sending = new Set<string>();

  /**
   * @param agentId whose words these are: those of another agent are forgotten
   * @param onExpired nothing can be sent until the agent has logged in again; then call `resume`
   */
  constructor(
    private readonly agentId: string,
    private readonly deliver: Deliver,
    private readonly onExpired: () => void,
    private readonly kept: Slot = KEPT,
  ) {
    super(restored(kept, agentId));
  }

  of(conversationId: string): Written {
    return this.state.get(conversationId) ?? NOTHING;
  }

  type(conversationId: string, draft: string): void {
    this.change(conversationId, { draft, refusal: "" });
  }

  /** Sends the draft after what is still on its way. */
  send(conversationId: string): void {
    const { draft, echoes } = this.of(conversationId);
    const text = draft.trim();
    if (text === "") return;
    const body = { client_id: newClientId(), type: "text" as const, text };
    const echo: Echo = { body, shownText: text, at: new Date().toISOString(), state: "sending" };
    this.change(conversationId, { draft: "", refusal: "", echoes: [...echoes, echo] });
    void this.pump(conversationId);
  }

  /** Tries everything again that did not arrive, of all conversations or of one. */
  resume(only?: string): void {
    for (const [id, { echoes }] of this.state) {
      if (only !== undefined && only !== id) continue;
      if (!echoes.some(isUnsent)) continue;
      this.change(id, { echoes: echoes.map((echo) => (isUnsent(echo) ? again(echo) : echo)) });
      void this.pump(id);
    }
  }

  /** The log holds everything up to `seq`: echoes of that are not needed any more. */
  arrived(conversationId: string, seq: number): void {
    const { echoes } = this.of(conversationId);
    const left = echoes.filter((echo) => echo.seq === undefined || echo.seq > seq);
    if (left.length < echoes.length) this.change(conversationId, { echoes: left });
  }

  /** Forgets conversations that are not the agent's business any more. */
  keepOnly(conversationIds: ReadonlySet<string>): void {
    const left = [...this.state].filter(([id]) => conversationIds.has(id));
    if (left.length < this.state.size) this.save(new Map(left));
  }

  forget(): void {
    this.save(new Map());
    this.kept.clear();
  }

  /** One after the other, so that the customer reads them as they were written. */
  private async pump(id: string): Promise<void> {
    if (this.sending.has(id)) return;
    this.sending.add(id);
    let goesOn = true;
    while (goesOn) {
      const next = this.of(id).echoes.find(isUnsent);
      goesOn = next?.state === "sending" && (await this.attempt(id, next));
    }
    this.sending.delete(id);
  }

  /** Whether the next one may be tried. */
  private async attempt(id: string, echo: Echo): Promise<boolean> {
    const { client_id } = echo.body;
    try {
      const { seq } = await this.deliver(id, { client_id, text: echo.shownText });
      this.replace(id, client_id, [{ ...echo, state: "accepted", seq }]);
      return true;
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 401) {
        this.onExpired();
        return false;
      }
      if (isFinal(error)) {
        this.giveBack(id, echo, explain(error));
        return true;
      }
      this.replace(id, client_id, [{ ...echo, state: "failed", problem: explain(error) }]);
      return false;
    }
  }

  /** A refused text goes before what has been typed since. */
  private giveBack(id: string, echo: Echo, refusal: string): void {
    const { draft } = this.of(id);
    this.replace(id, echo.body.client_id, []);
    this.change(id, {
      draft: draft === "" ? echo.shownText : `${echo.shownText}\n${draft}`,
      refusal,
    });
  }

  private replace(id: string, clientId: string, by: Echo[]): void {
    const { echoes } = this.of(id);
    this.change(id, { echoes: echoes.flatMap((e) => (e.body.client_id === clientId ? by : [e])) });
  }

  private change(id: string, changed: Partial<Written>): void {
    const written = { ...this.of(id), ...changed };
    const next = new Map(this.state);
    if (written.draft === "" && written.refusal === "" && written.echoes.length === 0) {
      next.delete(id);
    } else next.set(id, written);
    this.save(next);
  }

  private save(state: ReadonlyMap<string, Written>): void {
    this.set(state);
    const kept: Kept = { agent: this.agentId, drafts: {}, unsent: {} };
    for (const [id, { draft, echoes }] of state) {
      if (draft !== "") kept.drafts[id] = draft;
      const unsent = echoes.filter(isUnsent);
      if (unsent.length > 0) kept.unsent[id] = unsent.map(plain);
    }
    this.kept.write(JSON.stringify(kept));
  }
}

/** Whether there is something in it that the customer has not got. */
export function isUnfinished({ draft, echoes }: Written): boolean {
  return draft.trim() !== "" || echoes.some(isUnsent);
}

function isUnsent(echo: Echo): boolean {
  return echo.state !== "accepted";
}

function again({ body, shownText, at }: Echo): Echo {
  return { body, shownText, at, state: "sending" };
}

function plain({ body, shownText, at }: Echo) {
  return { client_id: body.client_id, text: shownText, at };
}

function isFinal(error: unknown): boolean {
  return error instanceof ApiProblem && error.status < 500 && !FOR_NOW.has(error.status);
}

function restored(kept: Slot, agentId: string): Map<string, Written> {
  const state = new Map<string, Written>();
  const text = kept.read();
  if (text === undefined) return state;
  try {
    const { agent, drafts, unsent } = JSON.parse(text) as Kept;
    if (agent !== agentId) throw new Error("another agent's");
    for (const [id, draft] of Object.entries(drafts)) state.set(id, { ...NOTHING, draft });
    for (const [id, messages] of Object.entries(unsent)) {
      const echoes = messages.map(
        ({ client_id, text: said, at }): Echo => ({
          body: { client_id, type: "text", text: said },
          shownText: said,
          at,
          state: "sending",
        }),
      );
      state.set(id, { ...(state.get(id) ?? NOTHING), echoes });
    }
  } catch {
    kept.clear();
    state.clear();
  }
  return state;
}
