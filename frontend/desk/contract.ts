/** Types of the Desk API as they travel on the wire. The customer in them is always masked. */
import type { Channel, Owner, Row, StoredEvent, TransactionLine } from "../shared/contract";

export interface Agent {
  id: string;
  username: string;
  display_name: string;
  role: string;
  skills: string[];
}

export interface DeskSession {
  agent: Agent;
  /** Goes with every write; the session itself is an HttpOnly cookie. */
  csrf_token: string;
}

export type Priority = "urgent" | "high" | "normal";

/** What the bot found out, for the human who takes over. */
export interface Summary {
  who: string;
  what: string;
  facts: Row[];
  customer_words: string[];
  done: string[];
  pending: string;
  mood: string;
  next_step: string;
}

export interface QueueItem {
  conversation_id: string;
  /** "queued" waits for anyone, "agent" is the caller's own. */
  owner: "queued" | "agent";
  priority: Priority;
  reason: string;
  skill_group: string;
  queued_at: string;
  waiting_seconds: number;
  summary: Summary;
}

export interface MaskedCustomer {
  name: string;
  phone: string;
  status: string;
  [field: string]: unknown;
}

export interface Ticket {
  number: string;
  kind: string;
  status: string;
  subject: string;
}

export interface Context {
  conversation: {
    id: string;
    channel: Channel | string;
    owner: Owner;
    /** 0 anonymous, 1 bound channel, 2 logged in, 3 verified in this conversation. */
    assurance: number;
    created_at: string;
  };
  customer: MaskedCustomer | null;
  /** Null when the conversation was never handed over. */
  summary: Summary | null;
  transactions: TransactionLine[];
  tickets: Ticket[];
  events: StoredEvent[];
  next: number;
}
