/** A modal dialog on the browser's own <dialog>: focus, Esc and the backdrop come with it. */
import { type ReactNode, useEffect, useId, useRef } from "react";

export interface DialogProps {
  title: string;
  /** Absent when there is no way around it. */
  onClose?: () => void;
  className?: string;
  children: ReactNode;
}

/** Open as long as it is rendered. */
export function Dialog({ title, onClose, className = "", children }: DialogProps) {
  const ref = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  const leave = useRef(onClose);
  leave.current = onClose;
  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    dialog.showModal();
    // A browser may close it at the second Esc whatever is made of the first.
    const onClosed = () => (leave.current === undefined ? dialog.showModal() : leave.current());
    dialog.addEventListener("close", onClosed);
    return () => {
      dialog.removeEventListener("close", onClosed);
      dialog.close();
    };
  }, []);
  return (
    <dialog
      ref={ref}
      className={`dialog ${className}`}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        onClose?.();
      }}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <h2 id={titleId}>{title}</h2>
      {children}
    </dialog>
  );
}
