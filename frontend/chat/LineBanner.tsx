/** Says when the line is away, and for a moment that it is back. Quick interruptions are not worth a word. */
import { useEffect, useState } from "react";
import type { Connection } from "../shared/eventStream";

const CONNECTING_AFTER_MS = 4000;
const BACK_FOR_MS = 3000;

type Told = "nothing" | "connecting" | "offline" | "back";

interface Props {
  connection: Connection;
  /** There is no conversation yet; the log says so. */
  opening: boolean;
  /** Messages that are to be sent. */
  waiting: number;
}

export function LineBanner({ connection, opening, waiting }: Props) {
  const told = useTold(connection, opening);
  // The region is always there: only what changes in one is read out.
  return (
    <div role="status" className={`line-banner line-banner--${told}`}>
      {told !== "nothing" && words(told, waiting)}
    </div>
  );
}

function words(told: Exclude<Told, "nothing">, waiting: number): string {
  if (told === "back") return "网络已恢复";
  if (told === "connecting") return "正在连接…";
  return waiting === 0
    ? "网络已断开，正在重新连接…"
    : `网络已断开，${waiting} 条消息会在恢复后按顺序发送`;
}

function useTold(connection: Connection, opening: boolean): Told {
  const [told, setTold] = useState<Told>("nothing");
  useEffect(() => {
    if (connection === "offline") setTold("offline");
    else if (connection === "online") {
      setTold((before) => (before === "nothing" ? "nothing" : "back"));
      const timer = setTimeout(() => setTold("nothing"), BACK_FOR_MS);
      return () => clearTimeout(timer);
    } else if (!opening) {
      const connecting = (before: Told) => (before === "offline" ? before : "connecting");
      const timer = setTimeout(() => setTold(connecting), CONNECTING_AFTER_MS);
      return () => clearTimeout(timer);
    }
    return undefined;
  }, [connection, opening]);
  return told;
}
