/**
 * Gives the focus a home when what had it is gone: a button that was used, a secret that was taken.
 * Otherwise who works by keyboard or ear would begin again at the top of the page.
 */
import { type RefObject, useEffect, useRef } from "react";

/** On a touch screen the keyboard would cover the answer. */
const TOUCH = "(pointer: coarse)";

/**
 * @param home where the focus goes
 * @param quiet where it goes when there is no home, and on a touch screen unless its keyboard is open
 */
export function useFocusHome(
  home: RefObject<HTMLElement | null>,
  quiet: () => HTMLElement | null,
): void {
  const last = useRef<Element | null>(null);
  useEffect(() => {
    const focused = (event: FocusEvent) => {
      last.current = event.target as Element;
    };
    // Who touches something that takes no focus has put it away.
    const touched = () => {
      last.current = null;
    };
    document.addEventListener("pointerdown", touched);
    document.addEventListener("focusin", focused);
    return () => {
      document.removeEventListener("pointerdown", touched);
      document.removeEventListener("focusin", focused);
    };
  }, []);
  useEffect(() => {
    const lost = last.current;
    if (lost === null || document.activeElement !== document.body) return;
    if (lost.isConnected && !lost.matches(":disabled")) return;
    const typed = lost instanceof HTMLInputElement;
    const place = typed || !matchMedia(TOUCH).matches ? home.current : null;
    (place ?? quiet())?.focus({ preventScroll: true });
  });
}
