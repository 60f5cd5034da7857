/**
 * What the host page gives up while the panel covers it, as on a phone: scrolling, the keyboard's
 * reach, and the browser's back button, which closes the panel instead of leaving the page. On a
 * panel beside the page it does nothing. Must not know what is in the panel.
 */
import { followVisibleArea } from "../shared/visibleArea";
import { FULL_SCREEN } from "./styles";

/** Marks the entry of the session history that the back button takes away. */
const MARK = "kefuOpen";

export class Stage {
  private release: (() => void) | undefined;

  /**
   * @param root our element in the host's body
   * @param turned called when the customer goes back (false) or forward again (true)
   */
  constructor(
    private readonly root: HTMLElement,
    private readonly panel: HTMLElement,
    turned: (open: boolean) => void,
  ) {
    window.addEventListener("popstate", () => turned(isMarked()));
  }

  /** The panel was opened. */
  enter(): void {
    if (this.release !== undefined || !matchMedia(FULL_SCREEN).matches) return;
    if (!isMarked()) history.pushState({ ...asObject(history.state), [MARK]: true }, "");
    const unlock = [document.documentElement, document.body].map(withoutScrolling);
    const covered = [...document.body.children].filter(
      (element): element is HTMLElement =>
        element instanceof HTMLElement && element !== this.root && !element.inert,
    );
    for (const element of covered) element.inert = true;
    const { style } = this.panel;
    const unfollow = followVisibleArea((area) => {
      style.height = area === undefined ? "" : `${area.height}px`;
      style.top = area === undefined ? "" : `${area.top}px`;
    });
    this.panel.ariaModal = "true";
    this.release = () => {
      unfollow();
      style.height = style.top = "";
      for (const element of covered) element.inert = false;
      for (const undo of unlock) undo();
      this.panel.ariaModal = null;
    };
  }

  /** The panel was closed. @param byHistory the customer went back, so the entry is gone already */
  leave(byHistory: boolean): void {
    this.release?.();
    this.release = undefined;
    if (!byHistory && isMarked()) history.back();
  }
}

function isMarked(): boolean {
  return MARK in asObject(history.state);
}

/** The host's own state, which must outlive ours. */
function asObject(state: unknown): object {
  return typeof state === "object" && state !== null ? state : {};
}

function withoutScrolling({ style }: HTMLElement): () => void {
  const value = style.getPropertyValue("overflow");
  const priority = style.getPropertyPriority("overflow");
  style.setProperty("overflow", "hidden", "important");
  return () => style.setProperty("overflow", value, priority);
}
