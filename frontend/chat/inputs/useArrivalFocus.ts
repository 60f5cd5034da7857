/** Moves the focus to a field that has just appeared, unless the customer is typing elsewhere. */
import { type RefObject, useEffect, useRef } from "react";

export function useArrivalFocus<T extends HTMLElement>(): RefObject<T | null> {
  const ref = useRef<T>(null);
  useEffect(() => {
    const focused = document.activeElement;
    const typing = focused instanceof HTMLTextAreaElement && focused.value !== "";
    if (!typing) ref.current?.focus({ preventScroll: true });
  }, []);
  return ref;
}
