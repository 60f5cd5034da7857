/** Keeps a scrolling list at its end while the reader is there, and says when news is below. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";

/** Pixels from the end that still count as being there. */
const NEAR = 80;

interface Sticky {
  scroller: RefObject<HTMLDivElement | null>;
  content: RefObject<HTMLDivElement | null>;
  /** Something new stands below what is visible. */
  unseen: boolean;
  toEnd: () => void;
}

/**
 * @param count number of lines; a rise means news
 * @param ownKey names the reader's own newest line, which is always scrolled to
 */
export function useStickToEnd(count: number, ownKey: string | undefined): Sticky {
  const scroller = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const [unseen, setUnseen] = useState(false);

  const toEnd = useCallback(() => {
    const box = scroller.current;
    if (box !== null) box.scrollTop = box.scrollHeight;
    atEnd.current = true;
    setUnseen(false);
  }, []);

  useEffect(() => {
    const box = scroller.current;
    const inner = content.current;
    if (box === null || inner === null) return;
    const onScroll = () => {
      atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR;
      if (atEnd.current) setUnseen(false);
    };
    // What is being filled in comes before the end.
    const showField = () => {
      const field = document.activeElement;
      if (atEnd.current && field instanceof HTMLInputElement && inner.contains(field))
        field.scrollIntoView({ block: "nearest" });
    };
    // Content grows by itself (errors, strength meter), the box shrinks with the keyboard.
    const resized = new ResizeObserver(() => {
      if (atEnd.current) box.scrollTop = box.scrollHeight;
      showField();
    });
    inner.addEventListener("focusin", showField);
    box.addEventListener("scroll", onScroll, { passive: true });
    resized.observe(box);
    resized.observe(inner);
    return () => {
      box.removeEventListener("scroll", onScroll);
      inner.removeEventListener("focusin", showField);
      resized.disconnect();
    };
  }, []);

  useLayoutEffect(() => {
    if (count > 0 && atEnd.current) toEnd();
    else if (count > 0) setUnseen(true);
  }, [count, toEnd]);
  useLayoutEffect(() => {
    if (ownKey !== undefined) toEnd();
  }, [ownKey, toEnd]);

  return { scroller, content, unseen, toEnd };
}
