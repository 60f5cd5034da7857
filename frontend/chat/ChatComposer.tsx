/** Where the customer types: ChatUI's composer (it knows mobile keyboards) with our limit. */
import { Composer } from "@chatui/core/es/components/Composer";
import { type MouseEvent, useState } from "react";

const MAX_LENGTH = 1000;
const COUNT_FROM = 900;

interface Props {
  disabled: boolean;
  onSend: (text: string) => void;
}

export function ChatComposer({ disabled, onSend }: Props) {
  const [length, setLength] = useState(0);
  return (
    <div className="ChatFooter" onClickCapture={pressByKeyboard}>
      {length >= COUNT_FROM && (
        <p className="counter" role="status">
          {length >= MAX_LENGTH ? "已到字数上限，" : ""}
          {length}/{MAX_LENGTH}
        </p>
      )}
      <Composer
        wideBreakpoint="600px"
        placeholder="请描述您遇到的问题"
        inputOptions={{
          maxLength: MAX_LENGTH,
          showCount: false,
          disabled,
          "aria-label": "输入消息",
        }}
        onBeforeSend={async (_type, text) => text.trim() !== ""}
        onChange={(text) => setLength(text.length)}
        onSend={(_type, text) => {
          setLength(0);
          onSend(text.trim());
        }}
      />
    </div>
  );
}

/** ChatUI's send button listens to mousedown only; a click by keyboard has no mousedown before it. */
function pressByKeyboard(event: MouseEvent<HTMLElement>): void {
  const button = (event.target as Element).closest(".Composer-sendBtn");
  if (button === null || event.detail !== 0) return;
  button.dispatchEvent(new window.MouseEvent("mousedown", { bubbles: true, cancelable: true }));
}
