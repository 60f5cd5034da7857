/** What was said, drawn for the agent: everything is text, nothing a customer wrote is a link. */
import { useMemo } from "react";
import { CardView, canDraw } from "../shared/CardView";
import { serverNow } from "../shared/clock";
import type { EventLog } from "../shared/eventLog";
import { beijingTime } from "../shared/format";
import { leadOf } from "../shared/lead";
import { ProtectedText } from "../shared/ProtectedText";
import { type MessageLine, timeline } from "../shared/timeline";
import { useStickToEnd } from "../shared/useStickToEnd";

interface Props {
  log: EventLog;
  onResend: (clientId: string) => void;
}

const SPEAKER = { customer: "客户", bot: "智能客服", agent: "坐席", system: "系统" };

export function Transcript({ log, onResend }: Props) {
  const lines = useMemo(() => timeline(log, true, "agent"), [log]);
  const readKey = useMemo(() => lastRead(log), [log]);
  const ownKey = log.echoes.at(-1)?.body.client_id;
  const { scroller, content, unseen, toEnd } = useStickToEnd(lines.length, ownKey);
  return (
    <div className="transcript-frame">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable */}
      <div className="transcript" ref={scroller} role="log" aria-label="聊天记录" tabIndex={0}>
        <div ref={content}>
          {lines.map((line) =>
            line.kind === "input" ? (
              <p key={line.key} className="said-note">
                已请客户安全填写：{line.input.label}（内容不可见）
              </p>
            ) : (
              <Said
                key={line.key}
                line={line}
                read={line.key === readKey}
                onResend={() => onResend(line.key)}
              />
            ),
          )}
        </div>
      </div>
      {unseen && (
        <button type="button" className="to-end" onClick={toEnd}>
          有新消息 ↓
        </button>
      )}
    </div>
  );
}

/** The key of the line of the newest of the agent's words that the customer has seen. */
function lastRead({ events }: EventLog): string | undefined {
  const marks = events.filter((event) => event.type === "read" && event.from === "customer");
  const upTo = Math.max(0, ...marks.map((mark) => (mark.type === "read" ? mark.up_to : 0)));
  const said = events.findLast(
    (event) => event.type === "message" && event.from === "agent" && event.seq <= upTo,
  );
  return said && `seq-${said.seq}`;
}

interface SaidProps {
  line: MessageLine;
  /** The newest of the agent's words that the customer has seen. */
  read: boolean;
  onResend: () => void;
}

function Said({ line, read, onResend }: SaidProps) {
  const card = line.card !== undefined && canDraw(line.card) ? line.card : undefined;
  const said = card === undefined ? line.text : leadOf(line.text, card.title);
  if (line.from === "system") return <p className="said-note">{line.text}</p>;
  return (
    <div className={`said said--${line.from}`}>
      <p className="said-by">
        {line.agent ?? SPEAKER[line.from]}
        <time dateTime={line.at}>{beijingTime(line.at, serverNow())}</time>
        {read && <span>已读</span>}
      </p>
      {said !== undefined && (
        <div className="said-text">
          <ProtectedText text={said} />
        </div>
      )}
      {card !== undefined && <CardView card={card} />}
      {line.choices && (
        <p className="said-choices">
          {line.choices.items.map((choice) => (
            <span key={choice.id} className={choice.id === line.choices?.usedId ? "is-used" : ""}>
              {choice.title}
            </span>
          ))}
        </p>
      )}
      {line.echo?.state === "failed" && (
        <p className="error" role="alert">
          {line.echo.problem}{" "}
          <button type="button" className="link" onClick={onResend}>
            重发
          </button>
        </p>
      )}
    </div>
  );
}
