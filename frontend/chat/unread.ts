/** Counts messages that arrive while the host keeps the chat out of sight. */
export class UnreadCounter {
  private count = 0;
  private visible = true;

  constructor(private readonly report: (count: number) => void) {}

  add(): void {
    if (this.visible) return;
    this.count += 1;
    this.report(this.count);
  }

  setVisible(visible: boolean): void {
    this.visible = visible;
    if (!visible || this.count === 0) return;
    this.count = 0;
    this.report(0);
  }
}
