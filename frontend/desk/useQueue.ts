/** The queue as it was last seen: what is new in it is told, and what was taken away. */
import { useCallback, useRef, useState } from "react";
import type { QueueAnswer, QueueItem } from "../shared/contract";
import { explain } from "../shared/http";
import { alertOf } from "./alerts";
import * as api from "./api";
import { keyOf, type Lost, newsOf, takenAway } from "./attention";
import { heldConversations, rememberHeld, rememberTold, toldOf } from "./memory";
import { isExpired, usePolling } from "./usePolling";

const EVERY_MS = 2_000;

interface Watch {
  /** The conversation that the agent has open. */
  openId: string | undefined;
  /** Nothing is asked meanwhile: the session has ended. */
  paused: boolean;
  onSeen: (items: readonly QueueItem[], recovered: boolean) => void;
  onTakenAway: (what: readonly Lost[]) => void;
  onExpired: () => void;
}

interface Queue {
  /** Undefined until it was seen once. */
  answer: QueueAnswer | undefined;
  /** Why it cannot be read just now. */
  problem: string;
  refresh: () => Promise<void>;
  /** The agent gives this conversation away: it is not taken. False takes that back. */
  letGo: (id: string, gone?: boolean) => void;
}

export function useQueue(watch: Watch): Queue {
  const [answer, setAnswer] = useState<QueueAnswer>();
  const [problem, setProblem] = useState("");
  const latest = useRef(watch);
  latest.current = watch;
  const seen = useRef<readonly QueueItem[]>(undefined);
  const failing = useRef(false);
  const leaving = useRef(new Set<string>());
  const asked = useRef(0);
  const shown = useRef(0);

  const take = useCallback((fresh: QueueAnswer) => {
    const { openId, onSeen, onTakenAway } = latest.current;
    const lost = takenAway(heldConversations(), fresh, new Set(toldOf()));
    const away = lost.filter(({ id }) => !leaving.current.has(id));
    rememberTold(fresh.taken_back.map(keyOf));
    const mine = fresh.items.filter((item) => item.owner === "agent");
    rememberHeld(mine.map((item) => item.conversation_id));
    const news = newsOf(seen.current, fresh.items, document.hasFocus() ? openId : undefined);
    seen.current = fresh.items;
    setAnswer(fresh);
    setProblem("");
    if (away.length > 0) onTakenAway(away);
    if (news !== undefined) alertOf(news);
    onSeen(fresh.items, failing.current);
    failing.current = false;
  }, []);

  const ask = useCallback(
    async (signal: AbortSignal) => {
      const number = ++asked.current;
      const fresh = await api.fetchQueue(signal);
      // Two may be on their way at once: what was asked earlier is not news any more.
      if (number < shown.current) return;
      shown.current = number;
      take(fresh);
    },
    [take],
  );
  const onError = useCallback((error: unknown) => {
    if (isExpired(error)) return latest.current.onExpired();
    failing.current = true;
    setProblem(explain(error));
  }, []);
  usePolling(watch.paused ? undefined : "queue", EVERY_MS, ask, onError);

  const refresh = useCallback(
    () => ask(new AbortController().signal).catch(onError),
    [ask, onError],
  );
  const letGo = useCallback((id: string, gone = true) => {
    if (gone) leaving.current.add(id);
    else leaving.current.delete(id);
  }, []);
  return { answer, problem, refresh, letGo };
}
