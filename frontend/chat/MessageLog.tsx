/** The conversation itself: a polite live region that stays at its end unless the reader went up. */
import { useEffect, useState } from "react";
import type { Choice } from "../shared/contract";
import { unsentEchoes } from "../shared/eventLog";
import type { Line } from "../shared/timeline";
import { useStickToEnd } from "../shared/useStickToEnd";
import type { ChatController } from "./controller";
import { SecureInputView } from "./inputs/SecureInputView";
import { LineBanner } from "./LineBanner";
import { MessageView } from "./MessageView";
import { PinnedCase } from "./PinnedCase";
import { caseState, pinnedCase } from "./pinnedCase";
import type { ChatState } from "./state";

/** As long after a choice a second tap is still part of a double tap. */
const TAPPED_MS = 700;

interface Props {
  state: ChatState;
  lines: readonly Line[];
  controller: ChatController;
}

export function MessageLog({ state, lines, controller }: Props) {
  const last = lines.at(-1);
  const ownEcho = last?.kind === "message" && last.echo !== undefined ? last.key : undefined;
  const { scroller, content, unseen, toEnd } = useStickToEnd(lines.length, ownEcho);
  const pinned = pinnedCase(lines, state.owner);
  const hasChecklist = lines.some((l) => l.kind === "message" && l.card?.kind === "checklist");
  const [tapped, tap] = useTapped();
  const choose = (choice: Choice) => {
    tap();
    controller.choose(choice);
  };
  const toChecklist = () => {
    const lists = content.current?.querySelectorAll<HTMLElement>(".card--checklist");
    const newest = lists?.item(lists.length - 1);
    newest?.scrollIntoView({ block: "center" });
    newest?.focus({ preventScroll: true });
  };
  return (
    <main className="log-frame">
      <LineBanner
        connection={state.connection}
        opening={state.phase === "opening"}
        waiting={unsentEchoes(state.log).length}
      />
      {pinned !== undefined && (
        <PinnedCase
          card={pinned}
          state={caseState(state.owner)}
          {...(hasChecklist && { onChecklist: toChecklist })}
        />
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable */}
      <div className="log" ref={scroller} tabIndex={0} aria-label="聊天记录" role="log">
        <div className="log-content" data-tapped={tapped} ref={content}>
          {state.phase === "opening" && <Opening />}
          {lines.map((line) =>
            line.kind === "input" ? (
              <SecureInputView
                key={line.key}
                input={line.input}
                closed={
                  state.closedInputs[line.input.id] ?? (line.overtaken ? "closed" : undefined)
                }
                connection={state.connection}
                onSubmit={(value) => controller.submitSecret(line.input.id, value)}
                onMissing={() => controller.sendText("收不到验证码")}
              />
            ) : (
              <MessageView
                key={line.key}
                line={line}
                onChoose={choose}
                onResend={() => void controller.resend(line.key)}
                onDiscard={() => controller.discard(line.key)}
              />
            ),
          )}
          {state.notice !== "" && <p className="system-line">{state.notice}</p>}
          {state.typing !== undefined && <Typing from={state.typing} />}
        </div>
      </div>
      {unseen && (
        <button type="button" className="to-end" onClick={toEnd}>
          有新消息 ↓
        </button>
      )}
    </main>
  );
}

/** True for a moment after a tap: its second half selects nothing of what has come under the finger. */
function useTapped(): [boolean, () => void] {
  const [taps, setTaps] = useState(0);
  const [over, setOver] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setOver(taps), TAPPED_MS);
    return () => clearTimeout(timer);
  }, [taps]);
  return [taps !== over, () => setTaps((count) => count + 1)];
}

function Opening() {
  return (
    <div className="opening" role="status">
      <span className="sr-only">正在连接客服</span>
      <i />
      <i />
      <i />
    </div>
  );
}

function Typing({ from }: { from: string }) {
  return (
    <div className="typing">
      <span className="sr-only">{from === "agent" ? "客服正在输入" : "正在回复"}</span>
      <i />
      <i />
      <i />
    </div>
  );
}
