/**
 * What the desk remembers across a reload of its tab: ids and numbers. What an agent has typed is kept
 * by `writing.ts`; the session is an HttpOnly cookie.
 */
import { parsed, slot } from "../shared/storage";
import type { ReadMarks } from "./attention";

/** The conversation that is open in this tab. */
export const openConversation = slot("session", "kefu.desk.open");

const loggedIn = slot("local", "kefu.desk.logged-in");
const whose = slot("session", "kefu.desk.agent");
const read = slot("session", "kefu.desk.read");
const held = slot("session", "kefu.desk.held");
const told = slot("session", "kefu.desk.told");

/** Whether somebody logged in here and has not logged out: only then is it worth asking who it is. */
export function mayBeLoggedIn(): boolean {
  return loggedIn.read() !== undefined;
}

export function rememberLogin(): void {
  loggedIn.write("yes");
}

/** Forgets the login; what was open stays for the same agent's next one. */
export function forgetLogin(): void {
  loggedIn.clear();
}

/** How far each conversation was read in this tab. */
export function readMarks(): ReadMarks {
  return parsed<ReadMarks>(read.read()) ?? {};
}

export function rememberRead(marks: ReadMarks): void {
  read.write(JSON.stringify(marks));
}

/** The conversations that were in the agent's hands when the queue was last seen. */
export function heldConversations(): string[] {
  return parsed<string[]>(held.read()) ?? [];
}

export function rememberHeld(ids: readonly string[]): void {
  held.write(JSON.stringify(ids));
}

/** What the agent was told of conversations that were taken back; see `keyOf`. */
export function toldOf(): string[] {
  return parsed<string[]>(told.read()) ?? [];
}

export function rememberTold(keys: readonly string[]): void {
  told.write(JSON.stringify(keys));
}

/** Begins an agent's work; another's is forgotten. */
export function beginWork(agentId: string): void {
  if (whose.read() !== agentId) forgetWork();
  whose.write(agentId);
}

/** Forgets everything of the agent's work: they have logged out. */
export function forgetWork(): void {
  for (const each of [openConversation, whose, read, held, told]) each.clear();
}
