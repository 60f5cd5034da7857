/** The server's time, once a second, for what is counted live. */
import { useEffect, useState } from "react";
import { serverNow } from "../shared/clock";

export function useNow(everyMs = 1_000): number {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverNow()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return now;
}
