/** Generated from docs/openapi.json by `npm run contract`: change the gateway, not this. */

export type AccountStatus = "active" | "locked" | "frozen" | "closed";
/**
 * How surely the customer is known (security.md):
 * the level a service checks in the database.
 */
export type Assurance = 0 | 1 | 2 | 3;
/**
 * Any card.
 */
export type Card =
  | TransactionListCard
  | TransactionCard
  | ResultCard
  | CaseCard
  | ChecklistCard
  | LimitsCard
  | FeesCard
  | RefundCard
  | AgreementsCard;
/**
 * Who speaks.
 */
export type Party = "customer" | "bot" | "agent" | "system";
/**
 * Who answers the customer. Stored, and every message is dispatched by it.
 */
export type Owner = "bot" | "queued" | "agent" | "closed";
/**
 * Why the wallet locked an account. The first two kinds may unlock themselves after a code.
 */
export type LockReason = "wrong_password" | "dormant" | "abnormal_login" | "risk_control";
/**
 * Any event of a conversation's log.
 */
export type StoredEvent =
  ChatMessage | SecureInputEvent | StatusEvent | TurnEndEvent | InputTakenEvent | ReadEvent;
/**
 * What a client may be asked for; it says so when it cannot take a kind.
 */
export type SecureInputKind =
  | "verification_code"
  | "new_password"
  | "new_payment_password"
  | "security_answer"
  | "id_number"
  | "name"
  | "id_photo";
export type RefundStatus = "requested" | "processing" | "refunded" | "rejected";
/**
 * What a fact of a summary is about; `OTHER` for what was stored under a label that is not
 * known, and now begins the value.
 */
export type FactKey =
  | "transaction_amount"
  | "transaction_time"
  | "transaction_merchant"
  | "transaction_last"
  | "service_description"
  | "account_status"
  | "lock_reason"
  | "account_freeze"
  | "suspicious_transactions"
  | "statement"
  | "ticket"
  | "other";
export type TicketKind =
  | "theft_case"
  | "freeze"
  | "deposit"
  | "withdrawal"
  | "transaction"
  | "account"
  | "refund"
  | "dispute"
  | "general";
export type Priority = "urgent" | "high" | "normal";
export type TicketStatus = "open" | "closed";
export type Format = "txt" | "json" | "html";
export type HandoffReason =
  | "danger"
  | "customer_request"
  | "repeated_misunderstanding"
  | "anger"
  | "complaint"
  | "theft"
  | "strong_verification"
  | "tool_failure"
  | "policy"
  | "outside_knowledge";
/**
 * Who can serve a hand-off; `SECURITY` answers day and night.
 */
export type SkillGroup = "security" | "service";

export interface AcceptedAnswer {
  seq: number;
  token?: string | null;
}
/**
 * The message that came over the socket is stored; `token` replaces the conversation's.
 */
export interface AckFrame {
  client_id: string;
  seq: number;
  token?: string;
  type: "ack";
}
/**
 * How an agent is named to the customer.
 */
export interface AgentBadge {
  display_name: string;
}
export interface AgentMessage {
  client_id: string;
  text: string;
}
export interface AgentName {
  display_name: string;
  id: string;
}
export interface AgentView {
  display_name: string;
  id: string;
  role: string;
  skills: string[];
  username: string;
}
/**
 * One merchant that charges by itself: what it takes, spoken, and when next.
 */
export interface AgreementLine {
  charge: string;
  merchant: string;
  next?: string;
  state: "active" | "ended";
  state_text: string;
  type_text: string;
}
/**
 * The customer's own standing permissions to charge, as they are numbered.
 */
export interface AgreementsCard {
  items: AgreementLine[];
  kind: "agreements";
  title: string;
}
/**
 * What a limit comes to in a day or a month; `share` is the part of it that is used, in
 * hundredths.
 */
export interface Allowance {
  left: string;
  limit: string;
  share: number;
  used: string;
}
export interface AttachmentAnswer {
  attachment_id: string;
}
export interface AttachmentMessage {
  attachment_id: string;
  client_id: string;
  type: "attachment";
}
export interface AttachmentRef {
  id: string;
  media_type: string;
}
/**
 * A sign of life on a socket; `ping` wants a `pong`.
 */
export interface BeatFrame {
  type: "ping" | "pong";
}
/**
 * A telephone number to call at a tap.
 */
export interface Call {
  label: string;
  number: string;
}
export interface TransactionListCard {
  items: TransactionLine[];
  kind: "transaction_list";
  title: string;
}
/**
 * A movement of money, ready to show; `at` is spoken Beijing time, for example "昨天 15:04".
 */
export interface TransactionLine {
  amount: string;
  at: string;
  counterparty: string;
  id: string;
  status_text: string;
  suspicious?: boolean;
  title: string;
}
export interface TransactionCard {
  amount: string;
  at: string;
  counterparty: string;
  id: string;
  kind: "transaction";
  reason_text?: string;
  rows?: Row[];
  status_text: string;
  suspicious?: boolean;
  title: string;
}
export interface Row {
  label: string;
  value: string;
}
export interface ResultCard {
  advice?: string[];
  kind: "result";
  rows?: Row[];
  status: "success" | "warning" | "info";
  title: string;
}
/**
 * Something that was registered. `number` is to be copied: the desk shows the same one. A
 * `pinned` one stays in sight while the conversation goes on.
 */
export interface CaseCard {
  calls?: Call[];
  kind: "case";
  number: string;
  pinned?: boolean;
  rows?: Row[];
  title: string;
}
export interface ChecklistCard {
  items: string[];
  kind: "checklist";
  title: string;
}
/**
 * The customer's own limits and what is left of them now.
 */
export interface LimitsCard {
  items: LimitLine[];
  kind: "limits";
  title: string;
}
/**
 * The limits of one kind of movement; one that is left out does not exist.
 */
export interface LimitLine {
  day?: Allowance;
  month?: Allowance;
  single?: string;
  title: string;
}
/**
 * What movements cost the customer now.
 */
export interface FeesCard {
  items: FeeLine[];
  kind: "fees";
  title: string;
}
/**
 * What one kind of movement costs, in words; `free_left` is what costs nothing this month.
 */
export interface FeeLine {
  example?: string;
  free_left?: string;
  rule: string;
  title: string;
}
/**
 * How far a refund is, from the request to the money's return.
 */
export interface RefundCard {
  amount: string;
  counterparty: string;
  id: string;
  kind: "refund";
  steps: RefundStep[];
  title: string;
}
/**
 * One point of a refund's way; `at` is spoken, of an `open` one when it is expected.
 */
export interface RefundStep {
  at?: string;
  state: "done" | "now" | "open" | "failed";
  title: string;
}
/**
 * `text` is complete by itself; `agent` says who speaks when an agent does.
 */
export interface ChatMessage {
  agent?: AgentBadge;
  at: string;
  attachment?: AttachmentRef;
  card?: Card;
  choices?: Choice[];
  client_id?: string;
  from: Party;
  seq: number;
  text: string;
  type: "message";
}
/**
 * Something to take by a tap, once. `title` are the words that stand for it, which may be typed
 * instead, as its number may. `question` is the same for all that answer one question, and no
 * other question has it.
 *
 * At most one of a message is `primary`: what the question is about.
 */
export interface Choice {
  id: string;
  question?: string;
  row?: ChoiceRow;
  style?: "primary" | "danger";
  title: string;
}
/**
 * A choice drawn as a line of a list, in place of its title; `state` is spoken.
 */
export interface ChoiceRow {
  amount?: string;
  detail: string;
  name: string;
  state?: string;
}
export interface ChoiceMessage {
  choice_id: string;
  client_id: string;
  type: "choice";
}
/**
 * `customer` is null when nobody proved an account, `summary` when it was never handed over.
 */
export interface ContextAnswer {
  conversation: ConversationView;
  customer: CustomerView | null;
  events: StoredEvent[];
  next: number;
  refunds: RefundView[];
  summary: Summary | null;
  tickets: TicketView[];
  transactions: TransactionLine[];
}
/**
 * `assurance` is how surely the customer is known: 0 not at all, 3 verified here.
 */
export interface ConversationView {
  assurance: Assurance;
  channel: string;
  created_at: string;
  id: string;
  owner: Owner;
}
export interface CustomerView {
  email: string | null;
  lock_reason: LockReason | null;
  name: string;
  phone: string;
  status: AccountStatus;
  two_factor: boolean;
}
export interface SecureInputEvent {
  at: string;
  input: SecureInput;
  seq: number;
  type: "secure_input";
}
/**
 * A field whose value travels outside the chat.
 */
export interface SecureInput {
  expires_at: string;
  hint: string;
  id: string;
  kind: SecureInputKind;
  label: string;
}
/**
 * Who answers now. `position` in the queue counts from 1; `estimated_wait` is in seconds, and
 * `late` when the one told before has passed.
 */
export interface StatusEvent {
  agent?: AgentBadge;
  at: string;
  estimated_wait?: number;
  late?: boolean;
  owner: Owner;
  position?: number;
  seq: number;
  type: "status";
}
/**
 * The bot has said all it has to say to a message.
 */
export interface TurnEndEvent {
  at: string;
  seq: number;
  type: "turn_end";
}
/**
 * The secure input was answered on one device and is done with on all.
 */
export interface InputTakenEvent {
  at: string;
  input_id: string;
  seq: number;
  type: "input_taken";
}
/**
 * `from` has seen what the other side said up to the event `up_to`.
 */
export interface ReadEvent {
  at: string;
  from: "customer" | "agent";
  seq: number;
  type: "read";
  up_to: number;
}
/**
 * A refund as the wallet has it; `expected_by` is the day by which the money is back, null once
 * it is over or where the wallet does not say.
 */
export interface RefundView {
  amount: string;
  counterparty: string;
  expected_by: string | null;
  finished_at: string | null;
  id: string;
  requested_at: string;
  status: RefundStatus;
  transaction_id: string;
}
/**
 * What the bot found out, for the human who takes over; `note` is the last human's.
 */
export interface Summary {
  customer_words: string[];
  done: string[];
  facts: KnownFact[];
  mood: string;
  next_step: string;
  note?: string;
  pending: string;
  what: string;
  who: string;
}
/**
 * Something known of the matter: `key` is for programs, `label` for reading.
 */
export interface KnownFact {
  key: FactKey;
  label: string;
  value: string;
}
/**
 * A ticket of this conversation (`here`) or an earlier one of the same proven customer, whose
 * `facts` stay there. `number` is what the customer was told; `due_at` is when somebody has to
 * have dealt with it.
 */
export interface TicketView {
  created_at: string;
  due_at: string;
  facts: {
    [k: string]: unknown;
  };
  here: boolean;
  kind: TicketKind;
  number: string;
  priority: Priority;
  status: TicketStatus;
  subject: string;
}
/**
 * Customers of one priority whom nobody knows, more than one network has places for: `id` is
 * the same for all of them, `size` is how many wait.
 */
export interface Crowd {
  id: string;
  size: number;
}
export interface EarlierAnswer {
  items: EarlierConversation[];
}
/**
 * An ended conversation; `title` is what the customer said first.
 */
export interface EarlierConversation {
  began_at: string;
  conversation_id: string;
  ended_at: string;
  title: string;
}
/**
 * Events in order; `next` is the `after` of the next request.
 */
export interface EventsAnswer {
  events: StoredEvent[];
  next: number;
}
/**
 * The last that was said, in one line; `agent` names the human who said it.
 */
export interface LastMessage {
  agent?: string;
  at: string;
  from: "customer" | "bot" | "agent";
  text: string;
}
export interface LoginAnswer {
  agent: AgentView;
  csrf_token: string;
  token: string;
}
export interface LoginRequest {
  password: string;
  totp?: string | null;
  username: string;
}
/**
 * A body without members.
 */
export interface Nothing {}
export interface OpenRequest {
  channel: "web" | "app";
  identity?: string | null;
  locale?: string;
  resume?: string | null;
}
export interface OpenedAnswer {
  conversation_id: string;
  owner: Owner;
  token: string;
}
export interface OwnerAnswer {
  agent?: AgentName | null;
  owner: Owner;
}
/**
 * Words of what was sent: from `start` to before `end`, in UTF-16 units.
 */
export interface Passage {
  end: number;
  start: number;
  text: string;
}
/**
 * A rule that a new password breaks, and what to tell the customer.
 */
export interface PasswordViolation {
  message: string;
  rule: string;
}
/**
 * An error (RFC 9457).
 *
 * `code` is stable; `detail` is a Chinese sentence fit to show to a customer. `passages` are the
 * words of an agent that must not reach one.
 */
export interface Problem {
  attempts_left?: number;
  code: string;
  detail: string;
  passages?: Passage[];
  retry_after?: number;
  status: number;
  title: string;
  type: string;
  violations?: PasswordViolation[];
  [k: string]: unknown;
}
/**
 * `taken_back` is what left the caller's hands for the queue within the last hour.
 * `reply_limit` is how many seconds a customer should at most wait for an answer.
 */
export interface QueueAnswer {
  items: QueueItem[];
  reply_limit: number;
  taken_back: TakenBack[];
}
/**
 * Who waits, or whom the caller serves: then `agent` is the caller. `returned_at` is when an
 * agent had to let go of it, which put it first, `asleep_at` since when the customer is gone:
 * then only what is urgent is shown.
 *
 * `waiting_since` is there while a human's answer is owed; `unanswered` are the numbers (`seq`) of
 * what the customer has said since an agent last spoke, `agent_read` how far an agent has read.
 */
export interface QueueItem {
  agent?: AgentName;
  agent_read: number;
  asleep_at?: string;
  conversation_id: string;
  crowd?: Crowd;
  last_message?: LastMessage;
  owner: Owner;
  priority: Priority;
  queued_at: string;
  reason: HandoffReason;
  returned_at?: string;
  skill_group: string;
  summary: Summary;
  unanswered: number[];
  waiting_seconds: number;
  waiting_since?: string;
}
/**
 * A conversation that left the caller's hands for the queue, and who answers it now.
 */
export interface TakenBack {
  agent?: AgentName;
  at: string;
  conversation_id: string;
  owner: Owner;
}
export interface Rating {
  comment?: string | null;
  score: number;
}
/**
 * The last event of the log that was on the reader's screen.
 */
export interface ReadRequest {
  seq: number;
}
export interface ReturnRequest {
  note?: string;
}
export interface SecretValue {
  value: string;
}
export interface SentAnswer {
  seq: number;
}
export interface SessionAnswer {
  agent: AgentView;
  csrf_token: string;
}
export interface TakenAnswer {
  accepted?: true;
  token?: string | null;
}
export interface TextMessage {
  client_id: string;
  text: string;
  type: "text";
}
export interface TicketItem {
  conversation_id: string;
  created_at: string;
  due_at: string;
  kind: TicketKind;
  number: string;
  priority: Priority;
  status: TicketStatus;
  subject: string;
}
export interface TicketsAnswer {
  items: TicketItem[];
}
export interface TransferRequest {
  note?: string;
  skill_group: SkillGroup;
}
/**
 * Somebody is writing. Only on sockets, and not kept.
 */
export interface TypingFrame {
  from: Party;
  type: "typing";
}
