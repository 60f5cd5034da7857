/** The open case above the conversation: its number, how it stands, and whom to call now. */
import { useState } from "react";
import { CopyButton } from "../shared/CopyButton";
import { CaseIcon, FoldIcon, PhoneIcon } from "../shared/icons";
import type { CaseCard } from "./pinnedCase";
import { useDismiss } from "./useDismiss";

interface Props {
  card: CaseCard;
  state: string;
  /** Present once there is a list of what to do. */
  onChecklist?: () => void;
}

/** A phone on its side has no room to spare. */
const LOW = "(max-height: 30rem)";

export function PinnedCase({ card, state, onChecklist }: Props) {
  const [folded, setFolded] = useState(() => matchMedia(LOW).matches);
  const [first, ...banks] = card.calls ?? [];
  return (
    <section className="pinned" aria-label={card.title}>
      <div className="pinned-head">
        <CaseIcon size={18} />
        <p className="pinned-number">
          <span className="sr-only">{card.title}，编号</span>
          <strong>{card.number}</strong>
          <span className="sr-only">，</span>
          {state}
        </p>
        <CopyButton text={card.number} label={`复制编号 ${card.number}`} />
        <button
          type="button"
          className="icon-button pinned-fold"
          aria-label={folded ? "展开案件" : "收起案件"}
          aria-expanded={!folded}
          onClick={() => setFolded((is) => !is)}
        >
          <FoldIcon />
        </button>
      </div>
      {!folded && (
        <div className="pinned-body">
          {first !== undefined && (
            <a className="call" href={`tel:${first.number}`}>
              <PhoneIcon size={16} />
              {first.label}
            </a>
          )}
          {banks.length > 0 && <Banks banks={banks} />}
          {onChecklist !== undefined && (
            <button type="button" className="call" onClick={onChecklist}>
              证据清单
            </button>
          )}
        </div>
      )}
    </section>
  );
}

function Banks({ banks }: { banks: NonNullable<CaseCard["calls"]> }) {
  const [open, setOpen] = useState(false);
  const ref = useDismiss<HTMLDivElement>(open, () => setOpen(false));
  return (
    <div className="banks" ref={ref}>
      <button
        type="button"
        className="call"
        aria-expanded={open}
        onClick={() => setOpen((shown) => !shown)}
      >
        <PhoneIcon size={16} />
        银行客服
      </button>
      {open && (
        <ul className="banks-list">
          {banks.map((bank) => (
            <li key={bank.number}>
              <a href={`tel:${bank.number}`}>
                <span>{bank.label}</span>
                <span>{bank.number}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
