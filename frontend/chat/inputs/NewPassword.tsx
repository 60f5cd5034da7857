/** A new password, twice, with an estimate of its strength while it is typed. */
import { type FormEvent, useState } from "react";
import type { Connection } from "../../shared/eventStream";
import { EyeIcon, EyeOffIcon } from "../../shared/icons";
import { estimateStrength } from "../strength";
import { Refusal } from "./Refusal";
import { useArrivalFocus } from "./useArrivalFocus";
import { useSecretForm } from "./useSecretForm";

/** Nothing helps to write it: whatever is remembered or corrected would be a secret elsewhere. */
const FIELD = {
  className: "field",
  autoComplete: "new-password",
  autoCapitalize: "off",
  autoCorrect: "off",
  spellCheck: false,
  maxLength: 128,
} as const;

export function NewPassword(props: {
  id: string;
  connection: Connection;
  onSubmit: (value: string) => Promise<void>;
}) {
  const [password, setPassword] = useState("");
  const [repeated, setRepeated] = useState("");
  const [visible, setVisible] = useState(false);
  const form = useSecretForm(props.onSubmit, props.connection);
  const field = useArrivalFocus<HTMLInputElement>();
  const differs = repeated !== "" && repeated !== password;
  const id = (part: string) => `secure-${props.id}-${part}`;
  const secret = { ...FIELD, type: visible ? "text" : "password" };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const outcome = await form.send(password);
    if (outcome === "taken") setPassword("");
    if (outcome !== "unanswered") setRepeated("");
    field.current?.focus();
  };
  return (
    <form onSubmit={(event) => void submit(event)} autoComplete="off">
      <div className="password-fields">
        <div>
          <label className="label" htmlFor={id("new")}>
            新密码
          </label>
          <div className="password-row">
            <input
              ref={field}
              id={id("new")}
              {...secret}
              aria-describedby={`${id("strength")} ${id("error")}`}
              aria-invalid={form.problem !== ""}
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
            <button
              type="button"
              className="icon-button"
              aria-label={visible ? "隐藏密码" : "显示密码"}
              aria-pressed={visible}
              onClick={() => setVisible((shown) => !shown)}
            >
              {visible ? <EyeOffIcon /> : <EyeIcon />}
            </button>
          </div>
          <StrengthMeter id={id("strength")} password={password} />
        </div>
        <div>
          <label className="label" htmlFor={id("again")}>
            再输入一次
          </label>
          <input
            id={id("again")}
            {...secret}
            aria-invalid={differs}
            value={repeated}
            onChange={(event) => setRepeated(event.target.value)}
          />
        </div>
      </div>
      <Refusal id={id("error")} differs={differs} form={form} />
      <button
        type="submit"
        className="button button--primary secure-submit"
        disabled={password === "" || repeated !== password || form.busy}
      >
        {form.busy ? "提交中" : "设置新密码"}
      </button>
    </form>
  );
}

function StrengthMeter({ id, password }: { id: string; password: string }) {
  const { score, label, advice } = estimateStrength(password);
  return (
    <div className="strength" data-score={score}>
      <div className="strength-bars" aria-hidden="true">
        <i />
        <i />
        <i />
        <i />
      </div>
      <p id={id} aria-live="polite">
        {label === "" ? "密码强度" : `密码强度：${label}`}
        {advice !== "" && `，${advice}`}
      </p>
    </div>
  );
}
