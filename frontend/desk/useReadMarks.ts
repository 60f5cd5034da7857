/** How far the agent has read each conversation. */
import { useCallback, useState } from "react";
import type { ReadMarks } from "./attention";
import { readMarks, rememberRead } from "./memory";

export function useReadMarks(): [ReadMarks, (id: string, seq: number) => void] {
  const [marks, setMarks] = useState(readMarks);
  const mark = useCallback((id: string, seq: number) => {
    setMarks((known) => {
      if ((known[id] ?? 0) >= seq) return known;
      const next = { ...known, [id]: seq };
      rememberRead(next);
      return next;
    });
  }, []);
  return [marks, mark];
}
