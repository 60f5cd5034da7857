/** A list of conversations: priority, why, how long, and the bot's summary in one line. */

import type { QueueItem } from "../shared/contract";
import { elapsed } from "../shared/format";
import { priorityLabel, reasonLabel } from "./labels";

interface Props {
  title: string;
  /** Said when there is nothing to list. */
  empty: string;
  items: readonly QueueItem[];
  openId: string | undefined;
  onOpen: (id: string) => void;
}

export function QueueList({ title, empty, items, openId, onOpen }: Props) {
  return (
    <section className="queue">
      <h2>
        {title}
        <span className="count">{items.length}</span>
      </h2>
      {items.length === 0 && <p className="queue-empty">{empty}</p>}
      <ul>
        {items.map((item) => (
          <li key={item.conversation_id}>
            <button
              type="button"
              className={`queue-item queue-item--${item.priority}`}
              aria-current={item.conversation_id === openId}
              onClick={() => onOpen(item.conversation_id)}
            >
              <span className="queue-head">
                <span className={`tag tag--${item.priority}`}>{priorityLabel(item.priority)}</span>
                <span>{reasonLabel(item.reason)}</span>
                <time>{elapsed(item.waiting_seconds)}</time>
              </span>
              <strong>{item.summary.what}</strong>
              <span className="queue-who">{item.summary.who}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
