/** The chosen conversation: what was said, what is known, and what the agent can do. */
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { QueueItem, SkillGroup } from "../shared/contract";
import { BackIcon, InfoIcon } from "../shared/icons";
import { CloseDialog, ReturnDialog, TransferDialog } from "./ActionDialogs";
import { DeskComposer } from "./DeskComposer";
import { assuranceLabel, channelLabel, reasonLabel } from "./labels";
import { SummaryPanel } from "./SummaryPanel";
import { Transcript } from "./Transcript";
import { useConversation } from "./useConversation";
import { useMedia } from "./useSight";
import { useSigns } from "./useSigns";
import { isUnfinished, type Writing } from "./writing";

/** Below this the conversation stands in the lists' place; as in frame.css. */
const NARROW = "(max-width: 44rem)";
/** Below this the panel stands in the conversation's place; as in frame.css. */
const FOLDED = "(max-width: 68rem)";

interface Props {
  item: QueueItem;
  writing: Writing;
  csrf: string;
  /** The session has ended: nothing is asked. */
  paused: boolean;
  onExpired: () => void;
  /** Hears how far the conversation was read; absent while the page is out of sight. */
  onRead: ((id: string, seq: number) => void) | undefined;
  onBack: () => void;
  onClaim: () => Promise<void>;
  onReturn: (note: string) => Promise<void>;
  /** Resolves to why it was refused, or to nothing. */
  onTransfer: (group: SkillGroup, note: string) => Promise<string>;
  onClose: () => Promise<void>;
}

export function ConversationView(props: Props) {
  const { item, writing, onRead } = props;
  const id = item.conversation_id;
  const { log, context, problem, written } = useConversation(
    id,
    writing,
    props.paused,
    props.onExpired,
  );
  const folded = useMedia(FOLDED);
  const [panelShown, setPanelShown] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  const panelButton = useRef<HTMLButtonElement>(null);
  const [dialog, setDialog] = useState<"transfer" | "return" | "close">();
  const [busy, setBusy] = useState(false);
  const own = item.owner === "agent";
  const replaced = folded && panelShown;

  // The row that was pressed is out of sight there; an own conversation has its composer.
  useEffect(() => {
    const composing = document.activeElement instanceof HTMLTextAreaElement;
    if (!composing && window.matchMedia(NARROW).matches) title.current?.focus();
  }, []);
  useEffect(() => onRead?.(id, log.next), [onRead, id, log.next]);
  const writes = useSigns(id, props.csrf, own && !props.paused && onRead !== undefined, log);

  const doing = (action: () => Promise<void>) => async () => {
    setBusy(true);
    setDialog(undefined);
    await action();
    setBusy(false);
  };
  const hidePanel = () => {
    setPanelShown(false);
    requestAnimationFrame(() => panelButton.current?.focus());
  };

  return (
    <>
      <section className="conversation" aria-label="会话" inert={replaced}>
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
            <h2 ref={title} tabIndex={-1}>
              {item.summary.who}
            </h2>
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
              <Action disabled={busy} onClick={() => setDialog("transfer")}>
                转接
              </Action>
              <Action disabled={busy} onClick={() => setDialog("return")}>
                转回机器人
              </Action>
              <Action kind="danger" disabled={busy} onClick={() => setDialog("close")}>
                结束
              </Action>
            </>
          ) : (
            <Action kind="primary" disabled={busy} onClick={() => void doing(props.onClaim)()}>
              接入
            </Action>
          )}
          <button
            ref={panelButton}
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
        <Transcript log={log} onResend={() => writing.resume(id)} />
        {own ? (
          <DeskComposer
            text={written.draft}
            refusal={written.refusal}
            onChange={(text) => {
              writing.type(id, text);
              writes();
            }}
            onSend={() => writing.send(id)}
          />
        ) : (
          <p className="composer-note">接入后即可回复客户</p>
        )}
      </section>
      <SummaryPanel
        summary={context?.summary ?? item.summary}
        context={context}
        replaces={replaced}
        onHide={hidePanel}
      />
      {dialog === "transfer" && (
        <TransferDialog
          group={item.skill_group}
          hasDraft={isUnfinished(written)}
          onCancel={() => setDialog(undefined)}
          onConfirm={async (group, note) => {
            const problem = await props.onTransfer(group, note);
            if (problem === "") setDialog(undefined);
            return problem;
          }}
        />
      )}
      {dialog === "return" && (
        <ReturnDialog
          onCancel={() => setDialog(undefined)}
          onConfirm={(note) => void doing(() => props.onReturn(note))()}
        />
      )}
      {dialog === "close" && (
        <CloseDialog
          hasDraft={isUnfinished(written)}
          onCancel={() => setDialog(undefined)}
          onConfirm={() => void doing(props.onClose)()}
        />
      )}
    </>
  );
}

function Action(props: {
  kind?: "primary" | "danger";
  disabled: boolean;
  onClick: () => void;
  children: ReactNode;
}) {
  const kind = props.kind === undefined ? "" : `button--${props.kind}`;
  return (
    <button
      type="button"
      className={`button button--small ${kind}`}
      disabled={props.disabled}
      onClick={props.onClick}
    >
      {props.children}
    </button>
  );
}
