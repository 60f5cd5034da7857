/**
 * What the customer is shown of the agent beside words: that they write, and how far they have read.
 * One that is lost is no harm; an ended session is noticed elsewhere.
 */
import { useEffect, useRef } from "react";
import type { EventLog } from "../shared/eventLog";
import * as api from "./api";

/** The customer's page forgets a writer after six seconds. */
const WRITING_MS = 4_000;

/** @param active the conversation is the agent's, and before their eyes */
export function useSigns(id: string, csrf: string, active: boolean, log: EventLog): () => void {
  const said = useRef(0);
  const wrote = useRef(Number.NEGATIVE_INFINITY);
  const last = log.events.findLast(
    (event) => event.type === "message" && event.from === "customer",
  );
  const read = last?.seq ?? 0;

  useEffect(() => {
    if (!active || read <= said.current) return;
    said.current = read;
    api.markRead(id, read, csrf).catch(() => {
      said.current = 0;
    });
  }, [id, csrf, active, read]);
  return () => {
    const now = performance.now();
    if (!active || now - wrote.current < WRITING_MS) return;
    wrote.current = now;
    api.showTyping(id, csrf).catch(() => undefined);
  };
}
