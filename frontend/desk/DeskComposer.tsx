/** Where the agent writes: Enter sends, Shift+Enter starts a new line. */
import { type KeyboardEvent, useEffect, useRef, useState } from "react";

const MAX_LENGTH = 1000;

export function DeskComposer({ onSend }: { onSend: (text: string) => void }) {
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);

  const send = () => {
    if (text.trim() === "") return;
    onSend(text.trim());
    setText("");
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // An Enter that picks a word from the input method is not meant for us.
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <div className="desk-composer">
      <textarea
        ref={field}
        className="field"
        aria-label="回复客户"
        placeholder="回复客户，Enter 发送，Shift+Enter 换行"
        rows={2}
        maxLength={MAX_LENGTH}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <button
        type="button"
        className="button button--primary"
        disabled={text.trim() === ""}
        onClick={send}
      >
        发送
      </button>
    </div>
  );
}
