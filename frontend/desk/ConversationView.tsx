/** The chosen conversation: what was said, what is known, and what the agent can do. */
import { useState } from "react";
import type { QueueItem, SessionAnswer } from "../shared/contract";
import { BackIcon, InfoIcon } from "../shared/icons";
import { CloseDialog, ReturnDialog } from "./ActionDialogs";
import { DeskComposer } from "./DeskComposer";
import { assuranceLabel, channelLabel, reasonLabel } from "./labels";
import { SummaryPanel } from "./SummaryPanel";
import { Transcript } from "./Transcript";
import { useConversation } from "./useConversation";

interface Props {
  item: QueueItem;
  session: SessionAnswer;
  onExpired: () => void;
  onBack: () => void;
  onClaim: () => Promise<void>;
  onReturn: (note: string) => Promise<void>;
  onClose: () => Promise<void>;
}

export function ConversationView(props: Props) {
  const { item, session } = props;
  const { log, context, problem, send, resend } = useConversation(
    item.conversation_id,
    session.csrf_token,
    props.onExpired,
  );
  const [panelShown, setPanelShown] = useState(false);
  const [dialog, setDialog] = useState<"return" | "close">();
  const [busy, setBusy] = useState(false);
  const own = item.owner === "agent";
  const doing = (action: () => Promise<void>) => async () => {
    setBusy(true);
    setDialog(undefined);
    await action();
    setBusy(false);
  };

  return (
    <>
      <main className="conversation">
        <header className="conversation-bar">
          <button
            type="button"
            className="icon only-narrow"
            aria-label="返回列表"
            onClick={props.onBack}
          >
            <BackIcon />
          </button>
          <div className="conversation-title">
            <h2>{item.summary.who}</h2>
            <p>
              {[
                reasonLabel(item.reason),
                context && channelLabel(context.conversation.channel),
                context && assuranceLabel(context.conversation.assurance),
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
          </div>
          {own ? (
            <>
              <button
                type="button"
                className="button button--small"
                disabled={busy}
                onClick={() => setDialog("return")}
              >
                转回机器人
              </button>
              <button
                type="button"
                className="button button--small button--danger"
                disabled={busy}
                onClick={() => setDialog("close")}
              >
                结束
              </button>
            </>
          ) : (
            <button
              type="button"
              className="button button--small button--primary"
              disabled={busy}
              onClick={() => void doing(props.onClaim)()}
            >
              接入
            </button>
          )}
          <button
            type="button"
            className="icon only-folded"
            aria-label="客户资料"
            aria-expanded={panelShown}
            onClick={() => setPanelShown((shown) => !shown)}
          >
            <InfoIcon />
          </button>
        </header>
        {problem !== "" && (
          <p className="banner banner--error" role="alert">
            {problem}
          </p>
        )}
        <Transcript log={log} onResend={resend} />
        {own ? <DeskComposer onSend={send} /> : <p className="composer-note">接入后即可回复客户</p>}
      </main>
      <SummaryPanel
        summary={context?.summary ?? item.summary}
        context={context}
        shown={panelShown}
        onHide={() => setPanelShown(false)}
      />
      {dialog === "return" && (
        <ReturnDialog
          onCancel={() => setDialog(undefined)}
          onConfirm={(note) => void doing(() => props.onReturn(note))()}
        />
      )}
      {dialog === "close" && (
        <CloseDialog
          onCancel={() => setDialog(undefined)}
          onConfirm={() => void doing(props.onClose)()}
        />
      )}
    </>
  );
}
