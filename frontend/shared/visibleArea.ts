/**
 * The part of the window that the keyboard leaves, where the layout is not told of it: iOS moves the
 * page under the keyboard instead of making it shorter.
 */

export interface Area {
  /** Pixels from the top of the layout. */
  top: number;
  height: number;
}

/** Smaller differences are a browser's bars. */
const KEYBOARD = 80;

/** Calls `use` with what is left, or with undefined when all is; returns a function that stops it. */
export function followVisibleArea(use: (area: Area | undefined) => void): () => void {
  const viewport = window.visualViewport;
  if (viewport === null) return () => {};
  const look = () => {
    const { height, offsetTop, scale } = viewport;
    const covered = scale === 1 && window.innerHeight - height > KEYBOARD;
    use(covered ? { top: offsetTop, height } : undefined);
  };
  viewport.addEventListener("resize", look);
  viewport.addEventListener("scroll", look);
  return () => {
    viewport.removeEventListener("resize", look);
    viewport.removeEventListener("scroll", look);
  };
}
