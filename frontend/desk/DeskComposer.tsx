/** Where the agent writes: Enter sends, Shift+Enter starts a new line. */
import { type KeyboardEvent, useEffect, useRef } from "react";
import { picksWord } from "../shared/inputMethod";

const MAX_LENGTH = 1000;

interface Props {
  text: string;
  /** Why the text came back; empty when it did not. */
  refusal: string;
  onChange: (text: string) => void;
  onSend: () => void;
}

export function DeskComposer({ text, refusal, onChange, onSend }: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);

  const send = () => {
    onSend();
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || picksWord(event.nativeEvent)) return;
    event.preventDefault();
    send();
  };
  return (
    <div className="desk-composer">
      {refusal !== "" && (
        <p className="error" id="refusal" role="alert">
          <strong>没有发出：</strong>
          {refusal}
        </p>
      )}
      <textarea
        ref={field}
        className="field"
        aria-label="回复客户"
        aria-invalid={refusal !== ""}
        aria-describedby={refusal === "" ? undefined : "refusal"}
        placeholder="回复客户，Enter 发送，Shift+Enter 换行"
        rows={2}
        maxLength={MAX_LENGTH}
        value={text}
        onChange={(event) => onChange(event.target.value)}
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
