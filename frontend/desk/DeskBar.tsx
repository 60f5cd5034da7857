/** The bar on top: who is logged in, how they are told of news, and the way out. */
import { useState } from "react";
import { askForNotifications, canAskForNotifications, isMuted, mute } from "./alerts";

export function DeskBar({ name, onLogOut }: { name: string; onLogOut: () => void }) {
  const [silent, setSilent] = useState(isMuted);
  const [askable, setAskable] = useState(canAskForNotifications);
  return (
    <header className="desk-bar">
      <h1>坐席工作台</h1>
      <span className="desk-agent">{name}</span>
      {askable && (
        <button
          type="button"
          className="button button--small"
          onClick={() => void askForNotifications().then(() => setAskable(false))}
        >
          开启桌面通知
        </button>
      )}
      <button
        type="button"
        className="button button--small"
        aria-pressed={!silent}
        onClick={() => {
          mute(!silent);
          setSilent(!silent);
        }}
      >
        <span>
          提示音<span aria-hidden="true">：{silent ? "关" : "开"}</span>
        </span>
      </button>
      <button type="button" className="button button--small" onClick={onLogOut}>
        退出
      </button>
    </header>
  );
}
