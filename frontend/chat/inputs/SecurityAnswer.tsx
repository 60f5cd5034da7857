/** The answer to a security question, hidden while it is typed. */
import { type FormEvent, useState } from "react";
import { useArrivalFocus } from "./useArrivalFocus";
import { useSecretForm } from "./useSecretForm";

export function SecurityAnswer(props: { id: string; onSubmit: (value: string) => Promise<void> }) {
  const [answer, setAnswer] = useState("");
  const form = useSecretForm(props.onSubmit);
  const field = useArrivalFocus<HTMLInputElement>();
  const errorId = `secure-${props.id}-error`;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await form.send(answer.trim());
    setAnswer("");
    field.current?.focus();
  };
  return (
    <form onSubmit={(event) => void submit(event)} autoComplete="off">
      <div className="secure-row">
        <input
          ref={field}
          className="field"
          type="password"
          aria-labelledby={`secure-${props.id}`}
          aria-describedby={errorId}
          aria-invalid={form.problem !== ""}
          autoComplete="off"
          maxLength={100}
          value={answer}
          onChange={(event) => setAnswer(event.target.value)}
        />
        <button
          type="submit"
          className="button button--primary"
          disabled={answer.trim() === "" || form.busy}
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
