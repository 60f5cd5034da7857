/** One message: its bubble, its card or both, the buttons under it, and what became of it on the way. */
import { CardView, canDraw } from "../shared/CardView";
import { serverNow } from "../shared/clock";
import type { Card, Choice } from "../shared/contract";
import type { Echo } from "../shared/eventLog";
import { beijingTime } from "../shared/format";
import { ClockIcon } from "../shared/icons";
import { leadOf } from "../shared/lead";
import { pageLinkHosts } from "../shared/linkHosts";
import { linkify } from "../shared/linkify";
import { ProtectedText } from "../shared/ProtectedText";
import type { ChoiceSet, MessageLine } from "../shared/timeline";
import { ChoiceList } from "./ChoiceList";
import { isLost } from "./unsent";

interface Props {
  line: MessageLine;
  onChoose: (choice: Choice) => void;
  onResend: () => void;
  onDiscard: () => void;
}

interface OnItsWayProps {
  echo: Echo;
  onResend: () => void;
  onDiscard: () => void;
}

const SPEAKER = { customer: "您说", bot: "智能客服说", agent: "人工客服说", system: "系统消息" };

export function MessageView({ line, onChoose, onResend, onDiscard }: Props) {
  const { card, choices, echo, from } = line;
  const drawn = card !== undefined && canDraw(card) ? card : undefined;
  const said = drawn === undefined ? line.text : leadOf(line.text, drawn.title);
  const inline = drawn !== undefined && standsElsewhere(drawn, choices) ? undefined : drawn;
  return (
    <>
      {line.showsTime && (
        <time className="time" dateTime={line.at}>
          {beijingTime(line.at, serverNow())}
        </time>
      )}
      {from === "system" && drawn === undefined && choices === undefined ? (
        <p className="system-line">{line.text}</p>
      ) : (
        <div className={`line line--${from} ${line.opensGroup ? "line--first" : ""}`}>
          {from !== "customer" && (
            <span className={`avatar avatar--${from}`} aria-hidden="true">
              {line.opensGroup && (line.agent?.slice(0, 1) ?? (from === "agent" ? "客" : ""))}
            </span>
          )}
          <div className={drawn === undefined ? "line-body" : "line-body line-body--card"}>
            {from === "agent" && line.opensGroup && (
              <p className="speaker">
                {line.agent ?? "人工客服"} <span className="badge">官方客服</span>
              </p>
            )}
            {line.queued && line.opensGroup && <p className="speaker">智能助手</p>}
            <span className="sr-only">{SPEAKER[from]}：</span>
            {said !== undefined && (
              <div className="bubble" data-echo={echo?.state}>
                <MessageText text={said} links={from === "bot" || from === "agent"} />
              </div>
            )}
            {inline !== undefined && <CardView card={inline} />}
            {choices && (
              <ChoiceList
                set={choices}
                {...(drawn?.kind === "transaction_list" && { title: drawn.title })}
                onChoose={onChoose}
              />
            )}
            {line.read && <p className="read-mark">已读</p>}
            {echo !== undefined && (
              <OnItsWay echo={echo} onResend={onResend} onDiscard={onDiscard} />
            )}
          </div>
        </div>
      )}
    </>
  );
}

/** What became of a message that the server has not taken, and what can be done about it. */
function OnItsWay({ echo, onResend, onDiscard }: OnItsWayProps) {
  if (echo.state === "waiting") {
    return (
      <p className="waiting">
        <ClockIcon size={14} />
        等待发送
      </p>
    );
  }
  if (echo.state !== "failed" && echo.state !== "held") return null;
  return (
    <div className="failed" role="alert">
      <p>{echo.problem}</p>
      {!isLost(echo) && (
        <button type="button" className="small-choice" onClick={onResend}>
          {echo.state === "held" ? "发送" : "重发"}
        </button>
      )}
      <button type="button" className="small-choice" onClick={onDiscard}>
        删除
      </button>
    </div>
  );
}

/** Text is only ever text; links are made of known addresses in what our side said. */
function MessageText({ text, links }: { text: string; links: boolean }) {
  if (!links) return <ProtectedText text={text} />;
  return linkify(text, pageLinkHosts()).map((part, index) =>
    part.href === undefined ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
      <ProtectedText key={index} text={part.text} />
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text never move
      <a key={index} href={part.href} target="_blank" rel="noopener noreferrer">
        {part.text}
      </a>
    ),
  );
}

/** A list of which one can be or was chosen is drawn as rows; a case that is only begun, pinned. */
function standsElsewhere(card: Card, choices: ChoiceSet | undefined): boolean {
  if (card.kind === "case") return card.pinned === true && card.rows === undefined;
  const over = choices?.active === false && choices.usedId === undefined;
  return (
    card.kind === "transaction_list" &&
    !over &&
    choices?.items.some((choice) => choice.row !== undefined) === true
  );
}
