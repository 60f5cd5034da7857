/** The chat page: header, conversation and composer around one controller. */
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { latestStatus } from "../shared/eventLog";
import { timeline } from "../shared/timeline";
import type { Host } from "./bridge";
import { ChatComposer } from "./ChatComposer";
import type { ChatController } from "./controller";
import { EarlierDialog } from "./EarlierDialog";
import { EndDialog } from "./EndDialog";
import { Header } from "./Header";
import { MessageLog } from "./MessageLog";
import { RatingDialog } from "./RatingDialog";
import type { ChatState } from "./state";
import { statusText } from "./status";
import { useFocusHome } from "./useFocusHome";
import { useLargeText } from "./useLargeText";

interface Props {
  controller: ChatController;
  host: Host;
}

export function App({ controller, host }: Props) {
  const state = useSyncExternalStore(controller.subscribe, controller.snapshot);
  const [large, toggleLarge] = useLargeText();
  const [brand, setBrand] = useState("");
  const [dialog, setDialog] = useState<"end" | "rating" | "earlier">();
  const page = useRef<HTMLDivElement>(null);
  const composer = useRef<HTMLTextAreaElement>(null);
  const closed = state.owner === "closed";
  const lines = useMemo(() => timeline(state.log, closed), [state.log, closed]);

  useFocusHome(composer, () => page.current?.querySelector<HTMLElement>("[role=log]") ?? null);
  useEffect(() => {
    void host.introduction.then((who) => setBrand(who.brand ?? ""));
  }, [host]);
  useEffect(() => {
    // A dialog's Esc is its own, also when nothing in it has the focus.
    if (dialog !== undefined) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) host.tell({ kefu: "close" });
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [host, dialog]);

  const end = async () => {
    await controller.end();
    host.tell({ kefu: "ended" });
    setDialog(state.rated ? undefined : "rating");
  };

  const send = (text: string) => {
    controller.sendText(text);
    if (state.phase === "failed") controller.wake();
  };

  return (
    <div className="chat" ref={page}>
      <Header
        brand={brand}
        status={statusText(state.owner, latestStatus(state.log))}
        {...awayOf(state)}
        owner={state.owner}
        ready={state.phase === "ready"}
        large={large}
        onHuman={() => controller.askForHuman()}
        onLarge={toggleLarge}
        onRate={() => setDialog("rating")}
        onEnd={() => setDialog("end")}
        onLeave={() => controller.leaveDevice()}
        {...(state.identified && { onEarlier: () => setDialog("earlier") })}
        loadTranscript={() => controller.transcript()}
        {...(host.embedded && { onFold: () => host.tell({ kefu: "close" }) })}
      />
      {state.phase === "failed" ? (
        <main className="failure">
          <p role="alert">{state.problem}</p>
          <button
            type="button"
            className="button button--primary"
            onClick={() => void controller.start()}
          >
            重新连接
          </button>
        </main>
      ) : (
        <MessageLog state={state} lines={lines} controller={controller} />
      )}
      {closed ? (
        <footer className="closed-bar">
          {!state.rated && (
            <button type="button" className="button" onClick={() => setDialog("rating")}>
              评价服务
            </button>
          )}
          <button
            type="button"
            className="button button--primary"
            onClick={() => void controller.restart()}
          >
            开始新的咨询
          </button>
        </footer>
      ) : (
        <ChatComposer field={composer} onSend={send} />
      )}
      {dialog === "end" && <EndDialog onClose={() => setDialog(undefined)} onEnd={end} />}
      {dialog === "earlier" && (
        <EarlierDialog
          load={() => controller.earlier()}
          read={(id) => controller.earlierEvents(id)}
          onClose={() => setDialog(undefined)}
        />
      )}
      {dialog === "rating" && (
        <RatingDialog
          onClose={() => setDialog(undefined)}
          onRate={(score, comment) => controller.rate(score, comment)}
        />
      )}
    </div>
  );
}

/** Why nobody serves just now. */
function awayOf({ connection, phase }: ChatState): { away?: string } {
  if (connection === "offline") return { away: "网络未连接" };
  return phase === "failed" ? { away: "未连接" } : {};
}
