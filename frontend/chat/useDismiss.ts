/** Closes something that floats when the customer presses Esc or touches anything else. */
import { type RefObject, useEffect, useRef } from "react";

/** Attach the returned ref to the floating element together with its trigger. */
export function useDismiss<T extends HTMLElement>(
  open: boolean,
  dismiss: () => void,
): RefObject<T | null> {
  const ref = useRef<T>(null);
  const latest = useRef(dismiss);
  latest.current = dismiss;
  useEffect(() => {
    if (!open) return;
    const onPointer = (event: PointerEvent) => {
      if (!ref.current?.contains(event.target as Node)) latest.current();
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      event.preventDefault(); // an Esc that closes a menu must not fold the chat as well
      latest.current();
    };
    document.addEventListener("pointerdown", onPointer);
    document.addEventListener("keydown", onKey, true);
    return () => {
      document.removeEventListener("pointerdown", onPointer);
      document.removeEventListener("keydown", onKey, true);
    };
  }, [open]);
  return ref;
}
