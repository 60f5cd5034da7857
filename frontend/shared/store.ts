/** A value that changes and tells who watches it; made for React's `useSyncExternalStore`. */
export class Store<T> {
  private readonly listeners = new Set<() => void>();

  constructor(protected state: T) {}

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly snapshot = (): T => this.state;

  protected set(state: T): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}
