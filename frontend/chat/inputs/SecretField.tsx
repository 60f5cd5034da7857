/**
 * One short secret: a code from an SMS or e-mail, the answer to a security question, or the number of
 * a paper. A code sends itself with its last digit.
 */
import { type ChangeEvent, type FormEvent, type InputHTMLAttributes, useState } from "react";
import type { Connection } from "../../shared/eventStream";
import { useArrivalFocus } from "./useArrivalFocus";
import { useSecretForm } from "./useSecretForm";

const CODE_LENGTH = 6;

interface Manner {
  field: InputHTMLAttributes<HTMLInputElement>;
  /** What of the typed text is kept in the field. */
  cleaned: (typed: string) => string;
  isComplete: (value: string) => boolean;
  /** Nothing can follow once it is complete. */
  sendsItself: boolean;
}

/** Phones offer a code above the keyboard; an answer is hidden while it is typed. */
const MANNERS = {
  verification_code: {
    field: {
      className: "field code-field",
      inputMode: "numeric",
      autoComplete: "one-time-code",
      pattern: "\\d{6}",
      placeholder: "6 位数字",
    },
    cleaned: (typed) => typed.replace(/\D/g, "").slice(0, CODE_LENGTH),
    isComplete: (value) => value.length === CODE_LENGTH,
    sendsItself: true,
  },
  security_answer: {
    field: { className: "field", type: "password", autoComplete: "off", maxLength: 100 },
    cleaned: (typed) => typed,
    isComplete: (value) => value.trim() !== "",
    sendsItself: false,
  },
  id_number: {
    field: {
      className: "field",
      autoComplete: "off",
      autoCapitalize: "characters",
      autoCorrect: "off",
      spellCheck: false,
      maxLength: 40,
    },
    cleaned: (typed) => typed,
    isComplete: (value) => value.trim() !== "",
    sendsItself: false,
  },
} satisfies Record<string, Manner>;

export function SecretField(props: {
  id: string;
  kind: keyof typeof MANNERS;
  connection: Connection;
  onSubmit: (value: string) => Promise<void>;
}) {
  const manner: Manner = MANNERS[props.kind];
  const [value, setValue] = useState("");
  const form = useSecretForm(props.onSubmit, props.connection);
  const field = useArrivalFocus<HTMLInputElement>();
  const errorId = `secure-${props.id}-error`;

  const send = async (secret: string) => {
    if ((await form.send(secret.trim())) !== "unanswered") setValue("");
    field.current?.focus();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(value);
  };
  const change = (event: ChangeEvent<HTMLInputElement>) => {
    const cleaned = manner.cleaned(event.target.value);
    event.target.value = cleaned; // also when the state stays as it was
    setValue(cleaned);
    if (manner.sendsItself && cleaned !== value && manner.isComplete(cleaned)) void send(cleaned);
  };
  return (
    <form onSubmit={submit} autoComplete="off">
      <div className="secure-row">
        <input
          ref={field}
          {...manner.field}
          aria-labelledby={`secure-${props.id}`}
          aria-describedby={errorId}
          aria-invalid={form.problem !== ""}
          readOnly={form.busy}
          value={value}
          onChange={change}
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
