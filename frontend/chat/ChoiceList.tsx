/**
 * What can be answered to a question by a tap: rows of a list and buttons below them. Once one was
 * taken only its words remain; of a question that is over, nothing.
 */
import { useEffect, useRef, useState } from "react";
import type { Choice } from "../shared/contract";
import { CheckIcon } from "../shared/icons";
import type { ChoiceSet } from "../shared/timeline";

/** New choices do not hear: the second click of a double click is meant for what stood here before. */
const DEAF_MS = 700;
/** A list longer than this shows the first of its rows and a way to the rest. */
const MOST_ROWS = 5;
const FIRST_ROWS = 4;

type Row = Choice & { row: NonNullable<Choice["row"]> };

interface Props {
  set: ChoiceSet;
  /** Stands above the rows. */
  title?: string;
  onChoose: (choice: Choice) => void;
}

export function ChoiceList({ set, title, onChoose }: Props) {
  const open = set.active || set.sending === true;
  const used = set.items.find((choice) => choice.id === set.usedId);
  const deaf = useDeaf();
  const silent = deaf || !set.active;

  const choose = (choice: Choice) => {
    if (!silent) onChoose(choice);
  };
  if (!open) {
    return (
      used && (
        <p className="chosen">
          <CheckIcon size={16} />
          已选择：{used.title}
        </p>
      )
    );
  }
  const rows = set.items.filter((choice): choice is Row => choice.row !== undefined);
  return (
    <fieldset className="choices" aria-busy={set.sending === true}>
      <legend className="sr-only">可以选择</legend>
      {rows.length > 0 && (
        <Rows {...(title !== undefined && { title })} rows={rows} silent={silent} choose={choose} />
      )}
      {set.items
        .filter((choice) => choice.row === undefined)
        .map((choice) => (
          <button
            key={choice.id}
            type="button"
            className={`choice choice--${choice.style ?? "plain"}`}
            aria-disabled={silent}
            data-sending={choice === used}
            onClick={() => choose(choice)}
          >
            {choice.title}
          </button>
        ))}
    </fieldset>
  );
}

interface RowsProps {
  title?: string;
  rows: readonly Row[];
  silent: boolean;
  choose: (choice: Choice) => void;
}

function Rows({ title, rows, silent, choose }: RowsProps) {
  const [all, setAll] = useState(rows.length <= MOST_ROWS);
  const list = useRef<HTMLUListElement>(null);
  const more = () => {
    setAll(true);
    // The button goes; the first row that it has brought takes its place.
    requestAnimationFrame(() => {
      list.current?.querySelectorAll<HTMLElement>("button")[FIRST_ROWS]?.focus();
    });
  };
  return (
    <div className="card choice-rows">
      {title !== undefined && <h2 className="card-title">{title}</h2>}
      <ul className="transactions" ref={list}>
        {(all ? rows : rows.slice(0, FIRST_ROWS)).map((choice) => (
          <li key={choice.id}>
            <button
              type="button"
              className="choice-row"
              aria-disabled={silent}
              onClick={() => choose(choice)}
            >
              <span className="transaction-main">
                <span className="transaction-title">{choice.row.name}</span>
                <strong className="amount">{choice.row.amount}</strong>
              </span>
              <span className="transaction-more">
                <span>{choice.row.detail}</span>
                <span>{choice.row.state}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {!all && (
        <button type="button" className="more-rows" onClick={more}>
          更多（还有 {rows.length - FIRST_ROWS} 个）
        </button>
      )}
    </div>
  );
}

/** True for a moment after the first drawing. */
function useDeaf(): boolean {
  const [deaf, setDeaf] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setDeaf(false), DEAF_MS);
    return () => clearTimeout(timer);
  }, []);
  return deaf;
}
