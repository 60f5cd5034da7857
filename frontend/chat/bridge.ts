/**
 * How the page or app around /chat says who the customer is. There are two ways, and the URL is
 * neither of them: addresses end up in histories, logs and referrers.
 *
 * 1. A page that embeds /chat in a frame (the widget does) waits for `{kefu: "ready"}` and answers
 *    with `{kefu: "init", brand, identity}`; later `{kefu: "identify", identity}` after a login. It
 *    may send `{kefu: "ask", text}`: a question (up to 200 characters) in the customer's name.
 *    Accepted only from the direct parent and only from the origin that the browser says embeds us;
 *    which origins may embed us at all is the gateway's frame-ancestors policy.
 * 2. A native app opens /chat?channel=app in a WebView and calls `kefuBridge.identify("<jwt>")`
 *    (evaluateJavascript / evaluateJavaScript) when the page has loaded. It hears notices through
 *    `window.kefuNative.postMessage(json)` (Android) or the WebKit message handler `kefu` (iOS).
 *
 * The identity is the wallet's short-lived, single-use JWT. It is handed on once and never stored.
 */
import {
  type ChatNotice,
  type HostMessage,
  readBridge,
  readQuestion,
} from "../shared/bridgeProtocol";

declare global {
  interface Window {
    kefuBridge?: { identify(identity: string): void };
    kefuNative?: { postMessage(json: string): void };
    webkit?: { messageHandlers?: { kefu?: { postMessage(notice: ChatNotice): void } } };
  }
}

export interface Host {
  /** Who opened the chat; resolves with what is known after a short wait. */
  readonly introduction: Promise<{ brand?: string; identity?: string }>;
  /** True inside another page: the chat can be folded away. */
  readonly embedded: boolean;
  tell(notice: ChatNotice): void;
}

export interface HostListener {
  /** A login after the introduction. */
  onIdentity(identity: string): void;
  onShown(visible: boolean): void;
  /** A question that the customer has chosen on the page around us. */
  onAsk(question: string): void;
}

/** How long a host may take to introduce the customer, milliseconds. */
const PATIENCE_MS = 1_200;

/** Starts listening; call once, before anything else is shown. */
export function connectHost(listener: HostListener, expectsApp: boolean): Host {
  const embedder = embeddingOrigin();
  const native =
    window.kefuNative !== undefined || window.webkit?.messageHandlers?.kefu !== undefined;
  let introduce: (who: { brand?: string; identity?: string }) => void = () => {};
  let introduced = false;
  const introduction = new Promise<{ brand?: string; identity?: string }>((resolve) => {
    introduce = (who) => {
      introduced = true;
      resolve(who);
    };
  });
  const identify = (identity: string) => {
    if (introduced) listener.onIdentity(identity);
    else introduce({ identity });
  };

  window.kefuBridge = { identify };
  window.addEventListener("message", (event) => {
    if (event.source !== window.parent || event.origin !== embedder) return;
    const message = readBridge<HostMessage>(event.data);
    if (message?.kefu === "init") {
      const brand = typeof message.brand === "string" ? message.brand.slice(0, 20) : "";
      introduce({ brand, ...(message.identity !== null && { identity: message.identity }) });
    } else if (message?.kefu === "identify") identify(message.identity);
    else if (message?.kefu === "shown") listener.onShown(message.visible);
    else if (message?.kefu === "ask") {
      const question = readQuestion(message.text);
      if (question !== undefined) listener.onAsk(question);
    }
  });

  const tell = (notice: ChatNotice) => {
    if (embedder !== undefined) window.parent.postMessage(notice, embedder);
    window.kefuNative?.postMessage(JSON.stringify(notice));
    window.webkit?.messageHandlers?.kefu?.postMessage(notice);
  };
  const mayIntroduce = embedder !== undefined || native || expectsApp;
  setTimeout(() => introduced || introduce({}), mayIntroduce ? PATIENCE_MS : 0);
  tell({ kefu: "ready" });
  return { introduction, embedded: embedder !== undefined, tell };
}

/** The origin of the page around us, by the browser's word; undefined at the top level. */
function embeddingOrigin(): string | undefined {
  if (window.parent === window) return undefined;
  const [nearest] = location.ancestorOrigins ?? [];
  if (nearest !== undefined) return nearest;
  try {
    return new URL(document.referrer).origin;
  } catch {
    return undefined;
  }
}
