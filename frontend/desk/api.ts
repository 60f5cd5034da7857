/** The Desk API, one function a call. Writes carry the CSRF token, the cookie goes by itself. */
import { request } from "../shared/http";
import type { Context, DeskSession, QueueItem } from "./contract";

const ROOT = "/api/v1/desk";

export interface Credentials {
  username: string;
  password: string;
  totp?: string;
}

export function logIn(credentials: Credentials): Promise<DeskSession> {
  return request("POST", `${ROOT}/session`, { json: credentials });
}

/** @throws {ApiProblem} 401 when nobody is logged in. */
export function currentSession(): Promise<DeskSession> {
  return request("GET", `${ROOT}/session`);
}

export function logOut(csrf: string): Promise<void> {
  return request("DELETE", `${ROOT}/session`, { csrf });
}

/** In the order in which they should be taken. */
export async function fetchQueue(signal: AbortSignal): Promise<QueueItem[]> {
  return (await request<{ items: QueueItem[] }>("GET", `${ROOT}/queue`, { signal })).items;
}

export function fetchContext(id: string, after: number, signal: AbortSignal): Promise<Context> {
  return request("GET", `${conversation(id)}/context?after=${after}`, { signal });
}

/** @throws {ApiProblem} 409 `already_claimed` when another agent was faster. */
export function claim(id: string, csrf: string): Promise<unknown> {
  return request("POST", `${conversation(id)}/claim`, { json: {}, csrf });
}

export function sendMessage(
  id: string,
  message: { client_id: string; text: string },
  csrf: string,
): Promise<{ seq: number }> {
  return request("POST", `${conversation(id)}/messages`, { json: message, csrf });
}

export function returnToBot(id: string, note: string, csrf: string): Promise<unknown> {
  return request("POST", `${conversation(id)}/return`, { json: note === "" ? {} : { note }, csrf });
}

export function close(id: string, csrf: string): Promise<unknown> {
  return request("POST", `${conversation(id)}/close`, { json: {}, csrf });
}

function conversation(id: string): string {
  return `${ROOT}/conversations/${encodeURIComponent(id)}`;
}
