/** The bar on top: who serves, the way to a human, and a menu of what one does with a conversation. */
import { useRef, useState } from "react";
import type { Owner } from "../shared/contract";
import { explain } from "../shared/http";
import { FoldIcon, HeadsetIcon, MoreIcon } from "../shared/icons";
import { saveFile } from "./saveFile";
import { useDismiss } from "./useDismiss";

interface Props {
  /** Whose service it is; empty until the page around us has said so. */
  brand: string;
  status: string;
  /** Why nobody serves, when nobody does. The page says so aloud, this bar only stops claiming. */
  away?: string;
  owner: Owner;
  ready: boolean;
  large: boolean;
  onHuman: () => void;
  onLarge: () => void;
  onRate: () => void;
  onEnd: () => void;
  /** Forgets the conversation on this device. */
  onLeave: () => Promise<void>;
  /** Present when the customer is logged in. */
  onEarlier?: () => void;
  loadTranscript: () => Promise<Blob>;
  /** Present when the chat can be folded away. */
  onFold?: () => void;
}

export function Header(props: Props) {
  const { owner, ready, away } = props;
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState("");
  const opener = useRef<HTMLButtonElement>(null);
  const menuRef = useDismiss<HTMLDivElement>(open, () => close());

  const close = () => {
    if (menuRef.current?.contains(document.activeElement)) opener.current?.focus();
    setOpen(false);
  };
  const pick = (action: () => void) => () => {
    close();
    setProblem("");
    action();
  };
  const download = async () => {
    try {
      saveFile(await props.loadTranscript(), "聊天记录.txt");
    } catch (error) {
      setProblem(explain(error));
    }
  };

  const leave = async () => {
    try {
      await props.onLeave();
    } catch (error) {
      setProblem(explain(error));
    }
  };

  return (
    <header className="header">
      <div className="header-text">
        <h1>
          {props.brand}
          <wbr />
          在线客服
        </h1>
        <p
          className={`header-status header-status--${away === undefined ? owner : "away"}`}
          {...(away === undefined && { role: "status" })}
        >
          {away ?? props.status}
        </p>
      </div>
      {owner === "bot" && (
        <button type="button" className="header-human" disabled={!ready} onClick={props.onHuman}>
          <HeadsetIcon size={18} />
          转人工
        </button>
      )}
      <div className="menu" ref={menuRef}>
        <button
          ref={opener}
          type="button"
          className="icon-button"
          aria-label="更多"
          aria-expanded={open}
          onClick={() => setOpen((shown) => !shown)}
        >
          <MoreIcon />
        </button>
        {open && (
          <ul className="menu-list">
            <MenuItem onClick={pick(props.onLarge)} text={props.large ? "标准字号" : "大字"} />
            <MenuItem onClick={pick(() => void download())} text="下载聊天记录" disabled={!ready} />
            <MenuItem onClick={pick(props.onRate)} text="评价服务" disabled={!ready} />
            {props.onEarlier && (
              <MenuItem onClick={pick(props.onEarlier)} text="查看以前的对话" disabled={!ready} />
            )}
            <MenuItem
              onClick={pick(() => void leave())}
              text="退出并清除本机记录"
              disabled={!ready}
            />
            <MenuItem
              onClick={pick(props.onEnd)}
              text="结束会话"
              disabled={!ready || owner === "closed"}
            />
          </ul>
        )}
      </div>
      {props.onFold && (
        <button type="button" className="icon-button" aria-label="收起" onClick={props.onFold}>
          <FoldIcon />
        </button>
      )}
      {problem !== "" && (
        <p className="header-problem" role="alert">
          {problem}
        </p>
      )}
    </header>
  );
}

function MenuItem(item: { text: string; onClick: () => void; disabled?: boolean }) {
  return (
    <li>
      <button type="button" onClick={item.onClick} disabled={item.disabled ?? false}>
        {item.text}
      </button>
    </li>
  );
}
