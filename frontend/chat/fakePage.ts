/** A chat page as tests open it: its controller, its gateway and what the browser keeps. */
import { afterEach, beforeEach, vi } from "vitest";
import { ChatController } from "./controller";
import { ClosedSocket, FakeGateway, MemoryStorage } from "./fakeGateway";

export let chat: ChatController;
export let gateway: FakeGateway;
/** What the tab keeps. */
export let tab: MemoryStorage;
/** What the browser keeps. */
export let kept: MemoryStorage;

/** Gives every test of a file a page of its own, not yet started. */
export function withFakePage(): void {
  beforeEach(() => {
    vi.useFakeTimers();
    gateway = new FakeGateway();
    tab = new MemoryStorage();
    kept = new MemoryStorage();
    vi.stubGlobal("fetch", gateway.answer);
    vi.stubGlobal("WebSocket", ClosedSocket);
    vi.stubGlobal("sessionStorage", tab);
    vi.stubGlobal("localStorage", kept);
    vi.stubGlobal("location", new URL("https://wallet.example/chat"));
    openPage();
  });
  afterEach(async () => {
    gateway.gone = true;
    await leavePage();
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });
}

/** The page anew, as after a reload. */
export function openPage(): void {
  chat = new ChatController("web");
}

/** The page that is left does nothing more: what is under way comes to a rest, which never ends. */
export async function leavePage(): Promise<void> {
  await vi.advanceTimersByTimeAsync(0);
  vi.clearAllTimers();
}

/** Longer than a conversation counts as newborn. */
export function ripen(ms = 15_000): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(ms);
}

export function texts(): unknown[] {
  return chat.snapshot().log.events.map((event) => "text" in event && event.text);
}
