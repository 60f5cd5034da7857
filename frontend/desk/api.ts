/** The Desk API, one function a call. Writes carry the CSRF token, the cookie goes by itself. */

import type {
  AgentMessage,
  ContextAnswer,
  LoginAnswer,
  LoginRequest,
  OwnerAnswer,
  QueueAnswer,
  ReturnRequest,
  SentAnswer,
  SessionAnswer,
  SkillGroup,
  TransferRequest,
} from "../shared/contract";
import { request } from "../shared/http";

const ROOT = "/api/v1/desk";

export function logIn(credentials: LoginRequest): Promise<LoginAnswer> {
  return request("POST", `${ROOT}/session`, { json: credentials });
}

/** @throws {ApiProblem} 401 when nobody is logged in. */
export function currentSession(): Promise<SessionAnswer> {
  return request("GET", `${ROOT}/session`);
}

export function logOut(csrf: string): Promise<void> {
  return request("DELETE", `${ROOT}/session`, { csrf });
}

/** In the order in which they should be taken. */
export function fetchQueue(signal: AbortSignal): Promise<QueueAnswer> {
  return request("GET", `${ROOT}/queue`, { signal });
}

export function fetchContext(
  id: string,
  after: number,
  signal: AbortSignal,
): Promise<ContextAnswer> {
  return request("GET", `${conversation(id)}/context?after=${after}`, { signal });
}

/** @throws {ApiProblem} 409 `already_claimed` when another agent was faster. */
export function claim(id: string, csrf: string): Promise<OwnerAnswer> {
  return request("POST", `${conversation(id)}/claim`, { json: {}, csrf });
}

export function sendMessage(id: string, message: AgentMessage, csrf: string): Promise<SentAnswer> {
  return request("POST", `${conversation(id)}/messages`, { json: message, csrf });
}

/** The customer sees that the agent writes, for some seconds. */
export function showTyping(id: string, csrf: string): Promise<void> {
  return request("POST", `${conversation(id)}/typing`, { json: {}, csrf });
}

/** The customer sees how far the agent has read. */
export function markRead(id: string, seq: number, csrf: string): Promise<void> {
  return request("POST", `${conversation(id)}/read`, { json: { seq }, csrf });
}

export function returnToBot(id: string, note: string, csrf: string): Promise<OwnerAnswer> {
  const json: ReturnRequest = note === "" ? {} : { note };
  return request("POST", `${conversation(id)}/return`, { json, csrf });
}

/** The note is for the colleague who takes it. */
export function transfer(
  id: string,
  group: SkillGroup,
  note: string,
  csrf: string,
): Promise<OwnerAnswer> {
  const json: TransferRequest = { skill_group: group, ...(note !== "" && { note }) };
  return request("POST", `${conversation(id)}/transfer`, { json, csrf });
}

export function close(id: string, csrf: string): Promise<OwnerAnswer> {
  return request("POST", `${conversation(id)}/close`, { json: {}, csrf });
}

function conversation(id: string): string {
  return `${ROOT}/conversations/${encodeURIComponent(id)}`;
}
