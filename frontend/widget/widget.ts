/**
 * The launcher that a wallet's site embeds:
 *
 *     <script src="https://support.example/widget.js" data-brand="K豆钱包" async></script>
 *
 * It adds a button and, when opened, a panel with /chat of the script's own origin in a frame. Until
 * the chat says that it is there, the panel itself shows its head, a way out and what is happening,
 * so that nobody looks at an empty screen on a slow line. Hosts steer it by
 * `window.kefu`: `open()`, `close()`, `ask(text)` to open with a question, `identify(jwt)` after a
 * login, and `on(event, listener)` for "ready", "open", "close", "unread" and "ended". It opens again
 * after a reload of the tab if it was open. No dependencies, no inline styles or scripts, so
 * that it runs under a host's strict content security policy (script-src and frame-src: our origin).
 * It must not know what is said in the frame.
 */
import {
  type ChatNotice,
  type HostMessage,
  readBridge,
  readQuestion,
} from "../shared/bridgeProtocol";
import { slot } from "../shared/storage";
import type { EventName, KefuApi, Listener } from "./api";
import { build, type Parts } from "./parts";
import { Stage } from "./stage";

/** Whether the chat was open in this tab. */
const wasOpen = slot("session", "kefu.widget.open");

/** After this long without a word of the chat the customer is told, milliseconds. It may still come. */
const PATIENCE_MS = 12_000;

class Widget implements KefuApi {
  private readonly listeners = new Map<EventName, Set<Listener>>();
  private parts: Parts | undefined;
  private stage: Stage | undefined;
  private frame: HTMLIFrameElement | undefined;
  private patience: ReturnType<typeof setTimeout> | undefined;
  /** Waits here until the frame is ready; each identity is handed over once. */
  private identity: string | null = null;
  /** Questions that wait for the frame to be ready. */
  private asked: string[] = [];
  private ready = false;
  private visible = false;

  constructor(
    private readonly origin: string,
    private readonly brand: string,
  ) {}

  mount(): void {
    this.parts = build(this.brand);
    const { root, button, panel, fold, again } = this.parts;
    button.addEventListener("click", () => (this.visible ? this.close() : this.open()));
    fold.addEventListener("click", () => this.close());
    again.addEventListener("click", () => this.fetchAgain());
    document.body.append(root);
    this.stage = new Stage(root, panel, (open) => (open ? this.open() : this.hide(true)));
    window.addEventListener("online", () => this.fetchAgain());
    window.addEventListener("message", (event) => this.hear(event));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.visible) this.close();
    });
    if (this.visible) this.show();
    else if (wasOpen.read() !== undefined) this.open();
  }

  open = (): void => {
    if (this.visible) return;
    this.visible = true;
    wasOpen.write("yes");
    this.show();
    this.emit("open");
  };

  close = (): void => this.hide(false);

  ask = (text: string): void => {
    this.open();
    const question = readQuestion(text);
    if (question === undefined) return;
    this.asked.push(question);
    this.tellAsked();
  };

  identify = (jwt: string): void => {
    if (this.ready) this.tell({ kefu: "identify", identity: jwt });
    else this.identity = jwt;
  };

  on = (event: EventName, listener: Listener): (() => void) => {
    const set = this.listeners.get(event) ?? new Set();
    this.listeners.set(event, set.add(listener));
    return () => void set.delete(listener);
  };

  private show(): void {
    if (this.parts === undefined) return;
    this.parts.show(true);
    this.stage?.enter();
    this.frame ??= this.addFrame(this.parts);
    if (this.ready) this.frame.focus();
    else this.parts.fold.focus();
    this.tell({ kefu: "shown", visible: true });
  }

  private hide(byHistory: boolean): void {
    if (!this.visible) return;
    this.visible = false;
    wasOpen.clear();
    this.parts?.show(false);
    this.stage?.leave(byHistory);
    this.parts?.button.focus();
    this.tell({ kefu: "shown", visible: false });
    this.emit("close");
  }

  /** Only on the first opening: a page view costs no conversation. */
  private addFrame(parts: Parts): HTMLIFrameElement {
    const frame = document.createElement("iframe");
    frame.title = `${this.brand}在线客服`;
    frame.referrerPolicy = "origin"; // by this the chat knows who embeds it, whatever the host's policy
    frame.src = `${this.origin}/chat?channel=web`;
    frame.inert = true; // it is behind something until it is ready
    parts.tell("coming");
    parts.panel.append(frame);
    clearTimeout(this.patience);
    this.patience = setTimeout(() => parts.tell("missing"), PATIENCE_MS);
    return frame;
  }

  /** A new frame: another address in the old one would be an entry of the browser's history. */
  private fetchAgain(): void {
    if (this.parts === undefined || this.frame === undefined || this.ready) return;
    this.frame.remove();
    this.frame = this.addFrame(this.parts);
    if (this.visible) this.parts.fold.focus();
  }

  private arrived(): void {
    clearTimeout(this.patience);
    this.parts?.tell("here");
    if (this.frame === undefined) return;
    this.frame.inert = false;
    if (this.visible) this.frame.focus();
  }

  private hear(event: MessageEvent): void {
    if (event.origin !== this.origin || event.source !== this.frame?.contentWindow) return;
    const notice = readBridge<ChatNotice>(event.data);
    if (notice?.kefu === "ready") {
      this.ready = true;
      this.arrived();
      this.tell({ kefu: "init", brand: this.brand, identity: this.identity });
      this.tell({ kefu: "shown", visible: this.visible });
      this.identity = null;
      this.tellAsked();
      this.emit("ready");
    } else if (notice?.kefu === "close") this.close();
    else if (notice?.kefu === "ended") this.emit("ended");
    else if (notice?.kefu === "unread") {
      this.parts?.badge(notice.count);
      this.emit("unread", notice.count);
    }
  }

  private tellAsked(): void {
    if (!this.ready) return;
    for (const text of this.asked.splice(0)) this.tell({ kefu: "ask", text });
  }

  private tell(message: HostMessage): void {
    if (this.ready) this.frame?.contentWindow?.postMessage(message, this.origin);
  }

  private emit(event: EventName, detail?: unknown): void {
    for (const listener of this.listeners.get(event) ?? []) listener(detail);
  }
}

const script = document.currentScript as HTMLScriptElement | null;
if (script !== null && window.kefu === undefined) {
  const widget = new Widget(new URL(script.src).origin, script.dataset.brand ?? "");
  const { open, close, ask, identify, on } = widget;
  window.kefu = { open, close, ask, identify, on };
  if (document.body !== null) widget.mount();
  else document.addEventListener("DOMContentLoaded", () => widget.mount());
}
