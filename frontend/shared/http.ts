/**
 * JSON over fetch with problem+json errors (RFC 9457). Knows no endpoint and keeps no credentials.
 */
import { learnServerTime } from "./clock";

/** The server answered and refused; `detail` is a Chinese sentence fit to show. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly retryAfter: number | undefined,
    readonly members: Readonly<Record<string, unknown>>,
  ) {
    super(`${status} ${code}`);
  }
}

/** No answer: offline, time-out or a broken connection. */
export class NetworkProblem extends Error {}

export interface RequestOptions {
  bearer?: string;
  csrf?: string;
  json?: unknown;
  signal?: AbortSignal;
  /** Milliseconds until the attempt counts as failed; default 15 000. */
  timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 15_000;
const BUSY = "系统繁忙，请稍后再试。";
const OFFLINE = "网络不太顺畅，请检查网络后重试。";

/**
 * Sends one request and returns the response when its status is 2xx.
 * @throws {ApiProblem} for any other status, {NetworkProblem} when there was no answer,
 *   and the signal's own reason when `signal` was aborted by the caller.
 */
export async function send(
  method: string,
  url: string,
  options: RequestOptions = {},
): Promise<Response> {
  const headers: Record<string, string> = { Accept: "application/json" };
  if (options.bearer !== undefined) headers.Authorization = `Bearer ${options.bearer}`;
  if (options.csrf !== undefined) headers["X-CSRF-Token"] = options.csrf;
  if (options.json !== undefined) headers["Content-Type"] = "application/json";
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
  const onAbort = () => timeout.abort();
  options.signal?.addEventListener("abort", onAbort);
  if (options.signal?.aborted) timeout.abort();
  let response: Response;
  try {
    response = await fetch(url, {
      method,
      headers,
      body: options.json === undefined ? null : JSON.stringify(options.json),
      signal: timeout.signal,
      credentials: "same-origin",
      cache: "no-store",
    });
  } catch (error) {
    options.signal?.throwIfAborted();
    throw new NetworkProblem(OFFLINE, { cause: error });
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener("abort", onAbort);
  }
  learnServerTime(response.headers.get("Date"));
  if (!response.ok) throw await problemOf(response);
  return response;
}

/** Like `send`, with the decoded JSON body; undefined for an empty one. */
export async function request<T>(
  method: string,
  url: string,
  options: RequestOptions = {},
): Promise<T> {
  const response = await send(method, url, options);
  const body = await response.text();
  return (body === "" ? undefined : JSON.parse(body)) as T;
}

const REFUSALS = new Set([401, 403, 404, 410]);

/** The server does not know what was asked for, or not by these credentials; asking again is no use. */
export function isRefusal(error: unknown): error is ApiProblem {
  return error instanceof ApiProblem && REFUSALS.has(error.status);
}

/** The sentence to show for any failure. */
export function explain(error: unknown): string {
  if (error instanceof ApiProblem) return error.detail;
  return error instanceof NetworkProblem ? OFFLINE : BUSY;
}

async function problemOf(response: Response): Promise<ApiProblem> {
  const body: unknown = await response.json().catch(() => null);
  const members =
    typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
  const text = (name: string) => (typeof members[name] === "string" ? members[name] : undefined);
  const wait = Number(members.retry_after ?? response.headers.get("Retry-After") ?? Number.NaN);
  return new ApiProblem(
    response.status,
    text("code") ?? `http_${response.status}`,
    text("detail") ?? BUSY,
    Number.isFinite(wait) ? wait : undefined,
    members,
  );
}
