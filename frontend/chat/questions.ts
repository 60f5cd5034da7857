/**
 * Questions that the customer chose on the page around the chat: each waits until a conversation can
 * take it and is then sent as the customer's own words. Must not know where they come from.
 */
import type { ChatController } from "./controller";

export class HostQuestions {
  private waiting: string[] = [];

  constructor(private readonly controller: ChatController) {
    // Afterwards, because the controller may be in the midst of entering a conversation.
    controller.subscribe(() => queueMicrotask(() => this.send()));
  }

  /** Opens a conversation when there is none that could take the question. */
  ask(question: string): void {
    this.waiting.push(question);
    if (this.controller.snapshot().phase === "failed") this.controller.wake();
    else this.send();
  }

  private send(): void {
    const { phase, owner } = this.controller.snapshot();
    if (phase !== "ready" || this.waiting.length === 0) return;
    if (owner === "closed") void this.controller.restart();
    else for (const question of this.waiting.splice(0)) this.controller.sendText(question);
  }
}
