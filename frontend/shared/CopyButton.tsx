/** Copies a text, by the clipboard or, where that is refused, by a selection; says how it went. */
import { useEffect, useRef, useState } from "react";
import { copyText } from "./copyText";
import { CheckIcon, CopyIcon } from "./icons";

const SAID_MS = 3000;
const SAYS = { copied: "已复制", refused: "请长按编号复制" };

export function CopyButton({ text, label }: { text: string; label: string }) {
  const [outcome, setOutcome] = useState<keyof typeof SAYS>();
  const forget = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(forget.current), []);

  const copy = async () => {
    setOutcome((await copyText(text)) ? "copied" : "refused");
    clearTimeout(forget.current);
    forget.current = setTimeout(() => setOutcome(undefined), SAID_MS);
  };
  return (
    <span className="copy">
      <button type="button" className="copy-button" aria-label={label} onClick={() => void copy()}>
        {outcome === "copied" ? <CheckIcon size={16} /> : <CopyIcon size={16} />}
        {outcome === undefined ? "复制" : SAYS[outcome]}
      </button>
      <span className="sr-only" role="status">
        {outcome && SAYS[outcome]}
      </span>
    </span>
  );
}
