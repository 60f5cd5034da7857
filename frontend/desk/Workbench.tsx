/** The agent's screen: queue and own conversations on the left, the chosen one beside them. */
import { useEffect, useState } from "react";
import type { QueueItem, SessionAnswer } from "../shared/contract";
import { explain } from "../shared/http";
import * as api from "./api";
import { ConversationView } from "./ConversationView";
import { openConversation } from "./memory";
import { usePresence } from "./presence";
import { QueueList } from "./QueueList";
import { isExpired, usePolling } from "./usePolling";

const EVERY_MS = 2_000;
/** How long the outcome of an action stays on the screen. */
const NOTICE_MS = 6_000;

interface Props {
  session: SessionAnswer;
  onExpired: () => void;
  onLogOut: () => Promise<void>;
}

export function Workbench({ session, onExpired, onLogOut }: Props) {
  const [items, setItems] = useState<QueueItem[]>();
  const [openId, setOpenId] = useState(openConversation.read);
  const [problem, setProblem] = useState("");
  const [notice, setNotice] = useState("");
  const queued = items?.filter((item) => item.owner === "queued") ?? [];
  const mine = items?.filter((item) => item.owner === "agent") ?? [];
  const open = items?.find((item) => item.conversation_id === openId);

  const refresh = async (signal: AbortSignal) => {
    const fresh = await api.fetchQueue(signal);
    setItems(fresh);
    setProblem("");
    if (openId !== undefined && !fresh.some((item) => item.conversation_id === openId)) {
      setOpenId(undefined);
      setNotice((said) => said || "该会话已由他人接入或已结束。");
    }
  };
  usePresence();
  usePolling("queue", EVERY_MS, refresh, (error) =>
    isExpired(error) ? onExpired() : setProblem(explain(error)),
  );
  useEffect(() => {
    if (openId === undefined) openConversation.clear();
    else openConversation.write(openId);
  }, [openId]);
  useEffect(() => {
    if (notice === "") return;
    const timer = setTimeout(() => setNotice(""), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  useEffect(() => {
    document.title = queued.length === 0 ? "坐席工作台" : `(${queued.length}) 坐席工作台`;
  }, [queued.length]);

  /** Does something with the open conversation and shows at once what became of the queue. */
  const act = async (action: () => Promise<unknown>, done: string) => {
    try {
      await action();
      setNotice(done);
    } catch (error) {
      if (isExpired(error)) return onExpired();
      setNotice(explain(error));
    }
    await refresh(new AbortController().signal).catch((error) => setProblem(explain(error)));
  };
  const logOut = () => onLogOut().catch((error: unknown) => setProblem(explain(error)));

  return (
    <div className="desk" data-open={open !== undefined}>
      <header className="desk-bar">
        <h1>坐席工作台</h1>
        <span className="desk-agent">{session.agent.display_name}</span>
        <button type="button" className="button button--small" onClick={() => void logOut()}>
          退出
        </button>
      </header>
      {problem !== "" && (
        <p className="banner banner--error" role="alert">
          {problem}
        </p>
      )}
      {notice !== "" && (
        <p className="banner" role="status">
          {notice}
          <button type="button" className="link" onClick={() => setNotice("")}>
            知道了
          </button>
        </p>
      )}
      <aside className="lists" aria-label="会话列表">
        <QueueList
          title="我的会话"
          empty="还没有接入的会话"
          items={mine}
          openId={openId}
          onOpen={setOpenId}
        />
        <QueueList
          title="等待接入"
          empty={items === undefined ? "正在加载…" : "当前没有客户在等待"}
          items={queued}
          openId={openId}
          onOpen={setOpenId}
        />
      </aside>
      {open === undefined ? (
        <main className="nothing">请从左侧选择一个会话</main>
      ) : (
        <ConversationView
          key={open.conversation_id}
          item={open}
          session={session}
          onExpired={onExpired}
          onBack={() => setOpenId(undefined)}
          onClaim={() =>
            act(() => api.claim(open.conversation_id, session.csrf_token), "已接入，请回复客户。")
          }
          onReturn={(note) =>
            act(
              () => api.returnToBot(open.conversation_id, note, session.csrf_token),
              "已转回智能客服。",
            )
          }
          onClose={() =>
            act(() => api.close(open.conversation_id, session.csrf_token), "会话已结束。")
          }
        />
      )}
    </div>
  );
}
