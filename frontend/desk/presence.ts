/**
 * Tells the server that this desk is there, by holding a socket open: the browser answers its pings
 * also from a tab in the background, where it lets timers and requests wait.
 */
import { useEffect } from "react";
import { backoffDelay, pause } from "../shared/backoff";

const URL_PATH = "/api/v1/desk/socket";

/** @param paused the session has ended: nobody is there */
export function usePresence(paused: boolean): void {
  useEffect(() => {
    if (paused) return;
    const stopping = new AbortController();
    void stayPresent(stopping.signal);
    return () => stopping.abort();
  }, [paused]);
}

async function stayPresent(signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const opened = await hold(signal);
    failures = opened ? 0 : failures + 1;
    await pause(backoffDelay(failures), signal);
  }
}

/** Resolves when the socket has closed: whether it was ever open. */
function hold(signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    const url = new URL(URL_PATH, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url, "kefu");
    let opened = false;
    const close = () => socket.close();
    signal.addEventListener("abort", close);
    socket.onopen = () => {
      opened = true;
    };
    socket.onclose = () => {
      signal.removeEventListener("abort", close);
      resolve(opened);
    };
  });
}
