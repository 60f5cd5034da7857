/** What a logged-in customer asked before: a list of ended conversations, and one of them to read. */
import { useEffect, useRef, useState } from "react";
import { serverNow } from "../shared/clock";
import type { EarlierConversation, StoredEvent } from "../shared/contract";
import { Dialog } from "../shared/Dialog";
import { emptyLog, receive } from "../shared/eventLog";
import { beijingTime } from "../shared/format";
import { explain } from "../shared/http";
import { timeline } from "../shared/timeline";
import { MessageView } from "./MessageView";

interface Props {
  load: () => Promise<EarlierConversation[]>;
  read: (id: string) => Promise<StoredEvent[]>;
  onClose: () => void;
}

const nothing = () => {};

export function EarlierDialog({ load, read, onClose }: Props) {
  const [items, setItems] = useState<EarlierConversation[]>();
  const [events, setEvents] = useState<StoredEvent[]>();
  const [problem, setProblem] = useState("");
  const place = useRef<HTMLDivElement>(null);
  const told = (error: unknown) => setProblem(explain(error));
  const show = (chosen?: StoredEvent[]) => {
    setEvents(chosen);
    setProblem("");
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it opens
  useEffect(() => {
    load().then(setItems, told);
  }, []);
  // The button that was pressed is gone: the focus goes on with what has come.
  // biome-ignore lint/correctness/useExhaustiveDependencies: whenever list and log change places
  useEffect(() => {
    place.current?.querySelector<HTMLElement>("button, .earlier-log")?.focus();
  }, [events]);

  return (
    <Dialog title="以前的对话" onClose={onClose}>
      <div className="earlier" ref={place}>
        {problem !== "" && (
          <p className="error" role="alert">
            {problem}
          </p>
        )}
        {events === undefined ? (
          <EarlierList items={items} onPick={(id) => read(id).then(show, told)} />
        ) : (
          <EarlierLog events={events} />
        )}
      </div>
      <div className="dialog-actions">
        {events !== undefined && (
          <button type="button" className="button" onClick={() => show()}>
            返回列表
          </button>
        )}
        <button type="button" className="button button--primary" onClick={onClose}>
          关闭
        </button>
      </div>
    </Dialog>
  );
}

function EarlierList(props: {
  items: EarlierConversation[] | undefined;
  onPick: (id: string) => void;
}) {
  const { items, onPick } = props;
  if (items === undefined) return <p>正在加载…</p>;
  if (items.length === 0) return <p>没有以前的对话。</p>;
  return (
    <ul className="earlier-list">
      {items.map((item) => (
        <li key={item.conversation_id}>
          <button type="button" onClick={() => onPick(item.conversation_id)}>
            <span className="earlier-title">{item.title}</span>
            <time dateTime={item.began_at}>{beijingTime(item.began_at, serverNow())}</time>
          </button>
        </li>
      ))}
    </ul>
  );
}

function EarlierLog({ events }: { events: StoredEvent[] }) {
  const lines = timeline(receive(emptyLog, events), true);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
    <section className="earlier-log" aria-label="对话内容" tabIndex={0}>
      {lines.map(
        (line) =>
          line.kind === "message" && (
            <MessageView
              key={line.key}
              line={line}
              onChoose={nothing}
              onResend={nothing}
              onDiscard={nothing}
            />
          ),
      )}
    </section>
  );
}
