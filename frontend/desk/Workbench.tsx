/** The agent's screen: queue and own conversations on the left, the chosen one beside them. */
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { flushSync } from "react-dom";
import type { SessionAnswer } from "../shared/contract";
import { explain } from "../shared/http";
import { LogOutDialog } from "./ActionDialogs";
import * as api from "./api";
import { takenAwayText, titleOf } from "./attention";
import { ConversationView } from "./ConversationView";
import { DeskBar } from "./DeskBar";
import { skillGroupLabel } from "./labels";
import { openConversation } from "./memory";
import { usePresence } from "./presence";
import { QueueList } from "./QueueList";
import { isExpired } from "./usePolling";
import { useQueue } from "./useQueue";
import { useReadMarks } from "./useReadMarks";
import { useVisible } from "./useSight";
import { isUnfinished, Writing } from "./writing";

/** How long the outcome of an action stays on the screen. */
const NOTICE_MS = 6_000;

interface Props {
  session: SessionAnswer;
  /** The session has ended: the agent logs in again over this page. */
  expired: boolean;
  onExpired: () => void;
  onLogOut: () => Promise<void>;
}

/** Render with `key` of the agent: what is written here is theirs. */
export function Workbench({ session, expired, onExpired, onLogOut }: Props) {
  const [openId, setOpenId] = useState(openConversation.read);
  const [failure, setFailure] = useState("");
  const [leaving, setLeaving] = useState(false);
  const [notice, setNotice] = useState<{ text: string; stays: boolean }>();
  const [marks, markRead] = useReadMarks();
  const visible = useVisible();
  const lists = useRef<HTMLElement>(null);
  const latest = useRef({ session, onExpired });
  latest.current = { session, onExpired };
  const [writing] = useState(
    () =>
      new Writing(
        session.agent.id,
        (id, message) => api.sendMessage(id, message, latest.current.session.csrf_token),
        () => latest.current.onExpired(),
      ),
  );
  usePresence(expired);
  const written = useSyncExternalStore(writing.subscribe, writing.snapshot);
  const say = (text: string) => setNotice({ text, stays: false });

  const { answer, problem, refresh, letGo } = useQueue({
    openId,
    paused: expired,
    onExpired,
    onTakenAway: (what) => setNotice({ text: takenAwayText(what), stays: true }),
    onSeen: (items, recovered) => {
      const ids = new Set(items.map((item) => item.conversation_id));
      writing.keepOnly(ids);
      if (recovered) writing.resume();
      if (openId === undefined || ids.has(openId)) return;
      setOpenId(undefined);
      setNotice((said) => said ?? { text: "该会话已由他人接入或已结束。", stays: false });
    },
  });
  const items = answer?.items ?? [];
  const queued = items.filter((item) => item.owner === "queued");
  const mine = items.filter((item) => item.owner === "agent");
  const open = items.find((item) => item.conversation_id === openId);
  const order = [...mine, ...queued].map((item) => item.conversation_id);

  useEffect(() => {
    if (!expired) writing.resume();
  }, [expired, writing]);
  useEffect(() => {
    if (openId === undefined) openConversation.clear();
    else openConversation.write(openId);
  }, [openId]);
  useEffect(() => {
    if (notice === undefined || notice.stays) return;
    const timer = setTimeout(() => setNotice(undefined), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  const title = titleOf(items, marks);
  useEffect(() => {
    document.title = title;
  }, [title]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (step === undefined || !event.altKey || order.length === 0) return;
      event.preventDefault();
      const at = openId === undefined ? -1 : order.indexOf(openId);
      const next = at === -1 ? (step === 1 ? 0 : -1) : (at + step) % order.length;
      setOpenId(order.at(next));
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  });

  /**
   * Does something with the open conversation and shows at once what became of the queue.
   * Resolves to why it was refused, or to nothing.
   */
  const attempt = async (
    id: string,
    action: () => Promise<unknown>,
    done: string,
    leaves = true,
  ): Promise<string> => {
    let problem = "";
    if (leaves) letGo(id);
    try {
      await action();
      say(done);
    } catch (error) {
      letGo(id, false);
      problem = explain(error);
      if (isExpired(error)) {
        onExpired();
        return problem;
      }
    }
    await refresh();
    letGo(id, false);
    return problem;
  };
  const act = async (...what: Parameters<typeof attempt>) => {
    const problem = await attempt(...what);
    if (problem !== "") say(problem);
  };
  const hasDrafts = [...written.values()].some(isUnfinished);
  const logOut = async () => {
    setLeaving(false);
    try {
      await onLogOut();
      writing.forget();
    } catch (error) {
      if (isExpired(error)) onExpired();
      else setFailure(explain(error));
    }
  };
  const list = { openId: open?.conversation_id, limit: answer?.reply_limit ?? 60, marks };
  const { csrf_token: csrf } = session;

  return (
    <div className="desk" data-open={open !== undefined} inert={expired}>
      <DeskBar
        name={session.agent.display_name}
        onLogOut={() => {
          if (mine.length > 0 || hasDrafts) setLeaving(true);
          else void logOut();
        }}
      />
      {(problem || failure) !== "" && (
        <p className="banner banner--error" role="alert">
          {problem || failure}
        </p>
      )}
      <div className="notices" role="status">
        {notice !== undefined && (
          <p className="banner">
            {notice.text}
            <button type="button" className="link" onClick={() => setNotice(undefined)}>
              知道了
            </button>
          </p>
        )}
      </div>
      <main className="workbench">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable */}
        <section ref={lists} className="lists" aria-label="会话列表" tabIndex={0}>
          <QueueList
            {...list}
            title="我的会话"
            empty="还没有接入的会话"
            items={mine}
            written={written}
            onOpen={setOpenId}
          />
          <QueueList
            {...list}
            title="等待接入"
            empty={answer === undefined ? "正在加载…" : "当前没有客户在等待"}
            items={queued}
            written={written}
            onOpen={setOpenId}
          />
          <p className="hint">Alt+↑ / Alt+↓ 切换会话</p>
        </section>
        {open === undefined ? (
          <p className="nothing">请从左侧选择一个会话</p>
        ) : (
          <ConversationView
            key={open.conversation_id}
            item={open}
            writing={writing}
            csrf={csrf}
            paused={expired}
            onExpired={onExpired}
            onRead={visible ? markRead : undefined}
            onBack={() => {
              flushSync(() => setOpenId(undefined));
              lists.current?.focus();
            }}
            onClaim={() =>
              act(
                open.conversation_id,
                () => api.claim(open.conversation_id, csrf),
                "已接入，请回复客户。",
                false,
              )
            }
            onReturn={(note) =>
              act(
                open.conversation_id,
                () => api.returnToBot(open.conversation_id, note, csrf),
                "已转回智能客服。",
              )
            }
            onTransfer={(group, note) =>
              attempt(
                open.conversation_id,
                () => api.transfer(open.conversation_id, group, note, csrf),
                `已转接给${skillGroupLabel(group)}。`,
              )
            }
            onClose={() =>
              act(open.conversation_id, () => api.close(open.conversation_id, csrf), "会话已结束。")
            }
          />
        )}
      </main>
      {leaving && (
        <LogOutDialog
          held={mine.length}
          hasDrafts={hasDrafts}
          onCancel={() => setLeaving(false)}
          onConfirm={() => void logOut()}
        />
      )}
    </div>
  );
}
