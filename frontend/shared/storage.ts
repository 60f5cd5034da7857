/** One remembered value of the browser. Where storage is full or forbidden, nothing is remembered. */

export interface Slot {
  read(): string | undefined;
  write(value: string): void;
  clear(): void;
}

/** @param kind "session" lasts as long as the tab, "local" as long as the browser */
export function slot(kind: "session" | "local", key: string): Slot {
  // Naming the storage may throw already, for example in a frame without cookies.
  const attempt = <T>(action: (storage: Storage) => T): T | undefined => {
    try {
      return action(kind === "session" ? sessionStorage : localStorage);
    } catch {
      return undefined;
    }
  };
  return {
    read: () => attempt((storage) => storage.getItem(key)) ?? undefined,
    write: (value) => void attempt((storage) => storage.setItem(key, value)),
    clear: () => void attempt((storage) => storage.removeItem(key)),
  };
}

/** What a slot holds as JSON; undefined when that is nothing, or no JSON. */
export function parsed<T>(text: string | undefined): T | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as T);
  } catch {
    return undefined;
  }
}
