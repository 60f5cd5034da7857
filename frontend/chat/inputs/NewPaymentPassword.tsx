/** A new payment password: six digits, twice, as dots; the rules stand above, in the hint. */
import { type ChangeEvent, type FormEvent, useState } from "react";
import type { Connection } from "../../shared/eventStream";
import { Refusal } from "./Refusal";
import { useArrivalFocus } from "./useArrivalFocus";
import { useSecretForm } from "./useSecretForm";

const LENGTH = 6;
/** A keyboard of digits; nothing remembers or fills it in. What is pasted is cut by `typed`, behind its blanks. */
const FIELD = {
  className: "field code-field",
  type: "password",
  inputMode: "numeric",
  pattern: "\\d{6}",
  autoComplete: "off",
} as const;

export function NewPaymentPassword(props: {
  id: string;
  connection: Connection;
  onSubmit: (value: string) => Promise<void>;
}) {
  const [password, setPassword] = useState("");
  const [repeated, setRepeated] = useState("");
  const form = useSecretForm(props.onSubmit, props.connection);
  const field = useArrivalFocus<HTMLInputElement>();
  const differs = repeated.length === LENGTH && repeated !== password;
  const id = (part: string) => `secure-${props.id}-${part}`;

  const typed = (set: (value: string) => void) => (event: ChangeEvent<HTMLInputElement>) => {
    const digits = event.target.value.replace(/\D/g, "").slice(0, LENGTH);
    event.target.value = digits; // also when the state stays as it was
    set(digits);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await form.send(password);
    if (outcome !== "unanswered") {
      setPassword("");
      setRepeated("");
    }
    field.current?.focus();
  };
  return (
    <form onSubmit={(event) => void submit(event)} autoComplete="off">
      <div className="password-fields">
        <div>
          <label className="label" htmlFor={id("new")}>
            新的支付密码
          </label>
          <input
            ref={field}
            id={id("new")}
            {...FIELD}
            aria-describedby={id("error")}
            aria-invalid={form.problem !== ""}
            value={password}
            onChange={typed(setPassword)}
          />
        </div>
        <div>
          <label className="label" htmlFor={id("again")}>
            再输入一次
          </label>
          <input
            id={id("again")}
            {...FIELD}
            aria-invalid={differs}
            value={repeated}
            onChange={typed(setRepeated)}
          />
        </div>
      </div>
      <Refusal id={id("error")} differs={differs} form={form} />
      <button
        type="submit"
        className="button button--primary secure-submit"
        disabled={password.length !== LENGTH || repeated !== password || form.busy}
      >
        {form.busy ? "提交中" : "设置新的支付密码"}
      </button>
    </form>
  );
}
