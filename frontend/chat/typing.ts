/** Whether the other side is writing: told by signs that are not stored, so it fades by itself. */
import type { Party } from "../shared/contract";

const FADES_MS = 6_000;

export class TypingSign {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly show: (who: Party | undefined) => void) {}

  saw(who: Party): void {
    if (who === "customer") return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(undefined), FADES_MS);
    this.show(who);
  }

  clear(): void {
    clearTimeout(this.timer);
    this.show(undefined);
  }
}
