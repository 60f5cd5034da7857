/** A list of conversations: who, why, how long an answer is owed, and what was said last. */
import type { QueueItem } from "../shared/contract";
import { elapsed } from "../shared/format";
import { ProtectedText } from "../shared/ProtectedText";
import { crowdText, lastSaid, nameOf, type ReadMarks, rowsOf, unreadOf, waitOf } from "./attention";
import { priorityLabel } from "./labels";
import { useNow } from "./useNow";
import type { Written } from "./writing";

interface Props {
  title: string;
  /** Said when there is nothing to list. */
  empty: string;
  items: readonly QueueItem[];
  openId: string | undefined;
  /** Seconds that a customer should wait at most. */
  limit: number;
  marks: ReadMarks;
  written: ReadonlyMap<string, Written>;
  onOpen: (id: string) => void;
}

export function QueueList(props: Props) {
  const { title, empty, items } = props;
  const now = useNow();
  return (
    <section className="queue">
      <h2>
        {title}
        <span className="count">{items.length}</span>
      </h2>
      {items.length === 0 ? (
        <p className="queue-empty">{empty}</p>
      ) : (
        <ul>
          {rowsOf(items).map(({ crowd, members }) =>
            crowd === undefined ? (
              <Lines {...props} key={members[0]?.conversation_id} items={members} now={now} />
            ) : (
              <li key={crowd.id}>
                <details
                  className="queue-crowd"
                  open={members.some((item) => item.conversation_id === props.openId) || undefined}
                >
                  <summary>{crowdText({ crowd, members })}</summary>
                  <ul>
                    <Lines {...props} items={members} now={now} />
                  </ul>
                </details>
              </li>
            ),
          )}
        </ul>
      )}
    </section>
  );
}

interface LinesProps extends Props {
  /** The server's time in milliseconds. */
  now: number;
}

function Lines({ items, ...props }: LinesProps) {
  return items.map((item) => (
    <li key={item.conversation_id}>
      <Row {...props} items={items} item={item} />
    </li>
  ));
}

interface RowProps extends LinesProps {
  item: QueueItem;
}

function Row({ item, openId, now, limit, marks, written, onOpen }: RowProps) {
  const id = item.conversation_id;
  const unread = unreadOf(item, marks);
  return (
    <button
      type="button"
      className={`queue-item queue-item--${item.priority}`}
      aria-current={id === openId}
      onClick={() => onOpen(id)}
    >
      <span className="queue-head">
        <span className={`tag tag--${item.priority}`}>{priorityLabel(item.priority)}</span>
        <strong>{nameOf(item)}</strong>
        <Wait seconds={waitOf(item, now)} limit={limit} />
      </span>
      <span className="queue-what">{item.summary.what}</span>
      <span className="queue-last">
        <Last item={item} written={written.get(id)} />
        {unread > 0 && (
          <span className="unread">
            {unread > 99 ? "99+" : unread}
            <span className="sr-only">条未读</span>
          </span>
        )}
      </span>
    </button>
  );
}

function Wait({ seconds, limit }: { seconds: number | undefined; limit: number }) {
  if (seconds === undefined) return <span className="wait">已回复</span>;
  return (
    <span className={seconds > limit ? "wait wait--late" : "wait"}>
      {seconds > limit && <span className="sr-only">超时，</span>}等 {elapsed(seconds)}
    </span>
  );
}

/** What the agent has begun goes before what was said last. */
function Last({ item, written }: { item: QueueItem; written: Written | undefined }) {
  const said = lastSaid(item);
  const hasFailed = written?.echoes.some((echo) => echo.state === "failed") ?? false;
  if (hasFailed || (written !== undefined && written.refusal !== "")) {
    return <span className="last last--failed">有内容没有发出</span>;
  }
  if (written !== undefined && written.draft.trim() !== "") {
    return (
      <span className="last">
        <em>草稿：</em>
        {written.draft}
      </span>
    );
  }
  if (said === undefined) return <span className="last" />;
  return (
    <span className="last">
      {said.by}：
      <ProtectedText text={said.text} />
    </span>
  );
}
