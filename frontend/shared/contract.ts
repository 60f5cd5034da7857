/**
 * Types of the Conversation and Desk APIs as they travel on the wire (docs: the API contract).
 * Knows nothing of fetching, storing or showing; names stay those of the JSON.
 */

export type Party = "customer" | "bot" | "agent" | "system";
export type Owner = "bot" | "queued" | "agent" | "closed";
export type Channel = "web" | "app";

export interface Choice {
  id: string;
  title: string;
}

export interface Row {
  label: string;
  value: string;
}

export interface TransactionLine {
  id: string;
  title: string;
  /** Ready to show, for example "¥200.00". */
  amount: string;
  counterparty: string;
  /** Ready to show in Beijing time, for example "昨天 15:04". */
  at: string;
  status_text: string;
  suspicious?: boolean;
}

export type Card =
  | { kind: "transaction_list"; title: string; items: TransactionLine[] }
  | ({ kind: "transaction"; reason_text?: string; rows?: Row[] } & TransactionLine)
  | {
      kind: "result";
      status: "success" | "warning" | "info";
      title: string;
      rows: Row[];
      advice: string[];
    }
  | { kind: "case"; number: string; title: string; rows: Row[] }
  | { kind: "checklist"; title: string; items: string[] };

/** Every stored event: `seq` orders a conversation, `at` is ISO 8601 in UTC. */
interface Stored {
  seq: number;
  at: string;
}

export interface ChatMessage extends Stored {
  type: "message";
  from: Party;
  /** Complete by itself: a client that cannot draw `card` shows only this. */
  text: string;
  choices?: Choice[];
  card?: Card;
  client_id?: string;
  /** Who speaks, when an agent does. */
  agent?: AgentBadge;
}

export type SecureInputKind = "verification_code" | "new_password" | "security_answer" | "id_photo";

export interface SecureInput {
  id: string;
  kind: SecureInputKind;
  label: string;
  hint?: string;
  expires_at: string;
}

export interface SecureInputEvent extends Stored {
  type: "secure_input";
  input: SecureInput;
}

export interface AgentBadge {
  display_name: string;
}

export interface StatusEvent extends Stored {
  type: "status";
  owner: Owner;
  /** Place in the queue, 1 is next. */
  position?: number | null;
  /** Seconds. */
  estimated_wait?: number | null;
  agent?: AgentBadge;
}

export interface TurnEndEvent extends Stored {
  type: "turn_end";
}

export type StoredEvent = ChatMessage | SecureInputEvent | StatusEvent | TurnEndEvent;

export interface EventPage {
  events: StoredEvent[];
  next: number;
}

/** The answer to a message: its place, and a new token when it raised the customer's assurance. */
export interface Receipt {
  seq: number;
  token?: string | null;
}

/** Body of a message on its way to the server; the same `client_id` never counts twice. */
export type OutgoingMessage =
  | { client_id: string; type: "text"; text: string }
  | { client_id: string; type: "choice"; choice_id: string };

export interface OpenedConversation {
  conversation_id: string;
  token: string;
  owner: Owner;
}

export interface PasswordViolation {
  rule: string;
  message: string;
}
