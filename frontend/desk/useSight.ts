/** What the agent's screen shows: whether the page is in sight, and how much room it has. */
import { useCallback, useSyncExternalStore } from "react";

/** Whether the page is in sight. */
export function useVisible(): boolean {
  return useSyncExternalStore(onVisibility, () => !document.hidden);
}

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

function onVisibility(listener: () => void): () => void {
  document.addEventListener("visibilitychange", listener);
  return () => document.removeEventListener("visibilitychange", listener);
}
