/** One short secret: a code from an SMS or e-mail, or the answer to a security question. */
import { type FormEvent, type InputHTMLAttributes, useState } from "react";
import { useArrivalFocus } from "./useArrivalFocus";
import { useSecretForm } from "./useSecretForm";

const CODE_LENGTH = 6;

interface Manner {
  field: InputHTMLAttributes<HTMLInputElement>;
  /** What of the typed text is kept in the field. */
  cleaned: (typed: string) => string;
  isComplete: (value: string) => boolean;
}

/** Phones offer a code above the keyboard; an answer is hidden while it is typed. */
const MANNERS = {
  verification_code: {
    field: {
      className: "field code-field",
      inputMode: "numeric",
      autoComplete: "one-time-code",
      pattern: "\\d{6}",
      maxLength: CODE_LENGTH,
      placeholder: "6 位数字",
    },
    cleaned: (typed) => typed.replace(/\D/g, "").slice(0, CODE_LENGTH),
    isComplete: (value) => value.length === CODE_LENGTH,
  },
  security_answer: {
    field: { className: "field", type: "password", autoComplete: "off", maxLength: 100 },
    cleaned: (typed) => typed,
    isComplete: (value) => value.trim() !== "",
  },
} satisfies Record<string, Manner>;

export function SecretField(props: {
  id: string;
  kind: keyof typeof MANNERS;
  onSubmit: (value: string) => Promise<void>;
}) {
  const manner: Manner = MANNERS[props.kind];
  const [value, setValue] = useState("");
  const form = useSecretForm(props.onSubmit);
  const field = useArrivalFocus<HTMLInputElement>();
  const errorId = `secure-${props.id}-error`;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await form.send(value.trim());
    setValue("");
    field.current?.focus();
  };
  return (
    <form onSubmit={(event) => void submit(event)} autoComplete="off">
      <div className="secure-row">
        <input
          ref={field}
          {...manner.field}
          aria-labelledby={`secure-${props.id}`}
          aria-describedby={errorId}
          aria-invalid={form.problem !== ""}
          value={value}
          onChange={(event) => setValue(manner.cleaned(event.target.value))}
        />
        <button
          type="submit"
          className="button button--primary"
          disabled={!manner.isComplete(value) || form.busy}
        >
          {form.busy ? "验证中" : "确认"}
        </button>
      </div>
      <p className="error" id={errorId} role="alert">
        {form.problem}
      </p>
    </form>
  );
}
