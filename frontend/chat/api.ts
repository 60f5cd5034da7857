/** The Conversation API, one function a call. Knows paths and bodies, keeps nothing. */
import type {
  AcceptedAnswer,
  EarlierAnswer,
  EarlierConversation,
  EventsAnswer,
  OpenedAnswer,
  OpenRequest,
  Rating,
  SecretValue,
  StoredEvent,
  TakenAnswer,
} from "../shared/contract";
import type { OutgoingMessage } from "../shared/eventLog";
import type { StreamSource } from "../shared/eventStream";
import { isRefusal, type RequestOptions, request, send } from "../shared/http";

const ROOT = "/api/v1/conversations";
const LONG_POLL_GRACE_MS = 10_000;

/** A conversation and the token that opens it. */
export interface Access {
  conversationId: string;
  token: string;
}

export type Channel = OpenRequest["channel"];

export function openConversation(body: OpenRequest): Promise<OpenedAnswer> {
  return request("POST", ROOT, { json: body });
}

export function fetchEvents(
  access: Access,
  after: number,
  wait: number,
  signal?: AbortSignal,
): Promise<EventsAnswer> {
  return call(access, "GET", `events?after=${after}&wait=${wait}`, {
    timeoutMs: wait * 1000 + LONG_POLL_GRACE_MS,
    ...(signal && { signal }),
  });
}

/** Where an event stream gets a conversation's events from. */
export function eventSource(access: Access): StreamSource {
  return {
    openSocket: (after) => openSocket(access, after),
    poll: (after, wait, signal) => fetchEvents(access, after, wait, signal),
  };
}

/** The token travels as a subprotocol: browsers cannot set headers here and URLs end up in logs. */
function openSocket(access: Access, after: number): WebSocket {
  const url = new URL(`${ROOT}/${access.conversationId}/socket?after=${after}`, location.href);
  url.protocol = url.protocol.replace("http", "ws");
  return new WebSocket(url, ["kefu", `bearer.${access.token}`]);
}

/**
 * @param access asked again when the first answer is a refusal: a message may cross a change of
 *   token on its way, and is then sent with the new one.
 */
export async function postMessage(
  access: () => Access,
  message: OutgoingMessage,
): Promise<AcceptedAnswer> {
  const used = access();
  const post = (by: Access) => call<AcceptedAnswer>(by, "POST", "messages", { json: message });
  try {
    return await post(used);
  } catch (error) {
    if (!isRefusal(error) || used.token === access().token) throw error;
    return post(access());
  }
}

/** @throws {ApiProblem} 422 for a wrong value, 409 when the input is no longer open. */
export function submitSecureInput(
  access: Access,
  inputId: string,
  value: string,
): Promise<TakenAnswer> {
  const json: SecretValue = { value };
  return call(access, "POST", `secure-inputs/${encodeURIComponent(inputId)}`, { json });
}

export async function fetchTranscript(access: Access): Promise<Blob> {
  const url = `${ROOT}/${access.conversationId}/transcript?format=txt`;
  return (await send("GET", url, { bearer: access.token })).blob();
}

export function rateConversation(access: Access, score: number, comment: string): Promise<void> {
  const json: Rating = comment === "" ? { score } : { score, comment };
  return call(access, "POST", "rating", { json });
}

export function markRead(access: Access, seq: number): Promise<void> {
  return call(access, "POST", "read", { json: { seq } });
}

/** Newest first. @throws {ApiProblem} 403 for who is not logged in. */
export async function fetchEarlier(access: Access): Promise<EarlierConversation[]> {
  return (await call<EarlierAnswer>(access, "GET", "earlier", {})).items;
}

export async function fetchEarlierEvents(access: Access, id: string): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for (let after = 0; ; ) {
    const path = `earlier/${encodeURIComponent(id)}/events?after=${after}`;
    const page = await call<EventsAnswer>(access, "GET", path, {});
    events.push(...page.events);
    if (page.next === after) return events;
    after = page.next;
  }
}

/** Ends this device's token; the conversation goes on on others. */
export function leaveDevice(access: Access): Promise<void> {
  return call(access, "DELETE", "device", {});
}

export function endConversation(access: Access): Promise<void> {
  return request("DELETE", `${ROOT}/${access.conversationId}`, { bearer: access.token });
}

function call<T>(
  access: Access,
  method: string,
  path: string,
  options: RequestOptions,
): Promise<T> {
  return request(method, `${ROOT}/${access.conversationId}/${path}`, {
    bearer: access.token,
    ...options,
  });
}
