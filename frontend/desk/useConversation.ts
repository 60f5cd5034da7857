/** One conversation as the agent sees it: its events with what is on its way, and its context. */
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { ContextAnswer } from "../shared/contract";
import { type EventLog, emptyLog, receive } from "../shared/eventLog";
import { explain } from "../shared/http";
import * as api from "./api";
import { isExpired, usePolling } from "./usePolling";
import type { Writing, Written } from "./writing";

const EVERY_MS = 2_000;

interface Conversation {
  log: EventLog;
  context: ContextAnswer | undefined;
  /** Why the conversation cannot be read just now. */
  problem: string;
  written: Written;
}

/**
 * Render the caller with `key={id}`: the state belongs to one conversation.
 * @param paused nothing is asked meanwhile: the session has ended
 */
export function useConversation(
  id: string,
  writing: Writing,
  paused: boolean,
  onExpired: () => void,
): Conversation {
  const [received, setReceived] = useState(emptyLog);
  const [context, setContext] = useState<ContextAnswer>();
  const [problem, setProblem] = useState("");
  useSyncExternalStore(writing.subscribe, writing.snapshot);
  const written = writing.of(id);

  usePolling(
    paused ? undefined : id,
    EVERY_MS,
    async (signal) => {
      const fresh = await api.fetchContext(id, received.next, signal);
      setContext(fresh);
      setReceived((known) => receive(known, fresh.events, fresh.next));
      setProblem("");
    },
    (error) => (isExpired(error) ? onExpired() : setProblem(explain(error))),
  );
  useEffect(() => writing.arrived(id, received.next), [writing, id, received.next]);
  const { echoes } = written;
  const log = useMemo(() => {
    const unseen = echoes.filter(({ seq }) => seq === undefined || seq > received.next);
    return { ...received, echoes: unseen };
  }, [received, echoes]);
  return { log, context, problem, written };
}
