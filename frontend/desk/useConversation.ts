/** One conversation as the agent sees it: its events, its context, and sending into it. */
import { useState } from "react";
import type { AgentMessage, ContextAnswer } from "../shared/contract";
import {
  addEcho,
  type EventLog,
  echoAccepted,
  echoFailed,
  echoRetried,
  emptyLog,
  receive,
} from "../shared/eventLog";
import { explain } from "../shared/http";
import { newClientId } from "../shared/ids";
import * as api from "./api";
import { isExpired, usePolling } from "./usePolling";

const EVERY_MS = 2_000;

interface Conversation {
  log: EventLog;
  context: ContextAnswer | undefined;
  /** Why the conversation cannot be read just now. */
  problem: string;
  send: (text: string) => void;
  resend: (clientId: string) => void;
}

/** Render the caller with `key={id}`: the state belongs to one conversation. */
export function useConversation(id: string, csrf: string, onExpired: () => void): Conversation {
  const [log, setLog] = useState(emptyLog);
  const [context, setContext] = useState<ContextAnswer>();
  const [problem, setProblem] = useState("");

  usePolling(
    id,
    EVERY_MS,
    async (signal) => {
      const fresh = await api.fetchContext(id, log.next, signal);
      setContext(fresh);
      setLog((known) => receive(known, fresh.events, fresh.next));
      setProblem("");
    },
    (error) => (isExpired(error) ? onExpired() : setProblem(explain(error))),
  );

  const deliver = async (message: AgentMessage) => {
    try {
      const { seq } = await api.sendMessage(id, message, csrf);
      setLog((known) => echoAccepted(known, message.client_id, seq));
    } catch (error) {
      if (isExpired(error)) onExpired();
      setLog((known) => echoFailed(known, message.client_id, explain(error)));
    }
  };
  return {
    log,
    context,
    problem,
    send: (text) => {
      const message = { client_id: newClientId(), text };
      const at = new Date().toISOString();
      setLog((known) => addEcho(known, { ...message, type: "text" }, text, at));
      void deliver(message);
    },
    resend: (clientId) => {
      const echo = log.echoes.find(({ body }) => body.client_id === clientId);
      if (echo === undefined) return;
      setLog((known) => echoRetried(known, clientId));
      void deliver({ client_id: clientId, text: echo.shownText });
    },
  };
}
