/** Where the customer types, from the first moment on. Must not know how a message is sent. */
import {
  type FormEvent,
  type KeyboardEvent,
  type RefObject,
  useLayoutEffect,
  useState,
} from "react";
import { picksWord } from "../shared/inputMethod";

const MAX_LENGTH = 1000;
const COUNT_FROM = 900;

interface Props {
  field: RefObject<HTMLTextAreaElement | null>;
  onSend: (text: string) => void;
}

export function ChatComposer({ field, onSend }: Props) {
  const [text, setText] = useState("");
  useGrowth(field, text);

  const send = () => {
    if (text.trim() === "") return;
    onSend(text.trim());
    setText("");
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send();
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || picksWord(event.nativeEvent)) return;
    event.preventDefault();
    send();
  };
  return (
    <footer className="composer-bar">
      {text.length >= COUNT_FROM && (
        <p className="composer-note" role="status">
          {text.length >= MAX_LENGTH ? "已到字数上限，" : ""}
          {text.length}/{MAX_LENGTH}
        </p>
      )}
      <form className="composer" onSubmit={submit}>
        <textarea
          ref={field}
          className="composer-input"
          rows={1}
          maxLength={MAX_LENGTH}
          placeholder="请描述您遇到的问题"
          aria-label="输入消息"
          enterKeyHint="send"
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <button
          type="submit"
          className="button button--primary composer-send"
          disabled={text.trim() === ""}
          onMouseDown={(event) => event.preventDefault()} // the keyboard of a phone stays open
        >
          发送
        </button>
      </form>
    </footer>
  );
}

/** The field is as high as its text, up to what the stylesheet allows. */
function useGrowth(field: RefObject<HTMLTextAreaElement | null>, text: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text decides the height
  useLayoutEffect(() => {
    const box = field.current;
    if (box === null) return;
    box.style.height = "auto";
    box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`;
  }, [field, text]);
}
