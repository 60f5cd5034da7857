/** Six digits from an SMS or e-mail; phones offer them above the keyboard. */
import { type FormEvent, useState } from "react";
import { useArrivalFocus } from "./useArrivalFocus";
import { useSecretForm } from "./useSecretForm";

const LENGTH = 6;

export function VerificationCode(props: {
  id: string;
  onSubmit: (value: string) => Promise<void>;
}) {
  const [code, setCode] = useState("");
  const form = useSecretForm(props.onSubmit);
  const field = useArrivalFocus<HTMLInputElement>();
  const errorId = `secure-${props.id}-error`;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await form.send(code);
    setCode("");
    field.current?.focus();
  };
  return (
    <form onSubmit={(event) => void submit(event)} autoComplete="off">
      <div className="secure-row">
        <input
          ref={field}
          className="field code-field"
          aria-labelledby={`secure-${props.id}`}
          aria-describedby={errorId}
          aria-invalid={form.problem !== ""}
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="\d{6}"
          maxLength={LENGTH}
          placeholder="6 位数字"
          value={code}
          onChange={(event) => setCode(event.target.value.replace(/\D/g, "").slice(0, LENGTH))}
        />
        <button
          type="submit"
          className="button button--primary"
          disabled={code.length !== LENGTH || form.busy}
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
