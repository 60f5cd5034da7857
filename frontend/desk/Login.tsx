/** The agents' login: name, password and, where it is set up, a one-time code. */
import { type FormEvent, useState } from "react";
import type { LoginRequest } from "../shared/contract";
import { explain } from "../shared/http";

interface Props {
  /** Why the agent is here, for example an expired session. */
  message: string;
  onLogIn: (credentials: LoginRequest) => Promise<void>;
}

export function Login({ message, onLogIn }: Props) {
  const [problem, setProblem] = useState(message);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const value = (name: string) => String(fields.get(name) ?? "").trim();
    const totp = value("totp");
    setBusy(true);
    setProblem("");
    try {
      await onLogIn({
        username: value("username"),
        password: String(fields.get("password") ?? ""),
        ...(totp !== "" && { totp }),
      });
    } catch (error) {
      setProblem(explain(error));
      setBusy(false);
    }
  };
  return (
    <main className="login">
      <form onSubmit={(event) => void submit(event)}>
        <h1>坐席工作台</h1>
        <label className="label" htmlFor="username">
          用户名
        </label>
        <input
          className="field"
          id="username"
          name="username"
          autoComplete="username"
          autoCapitalize="off"
          required
        />
        <label className="label" htmlFor="password">
          密码
        </label>
        <input
          className="field"
          id="password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        <label className="label" htmlFor="totp">
          动态口令（未启用可不填）
        </label>
        <input
          className="field"
          id="totp"
          name="totp"
          inputMode="numeric"
          autoComplete="one-time-code"
          pattern="\d{6}"
          maxLength={6}
        />
        <p className="error" role="alert">
          {problem}
        </p>
        <button type="submit" className="button button--primary" disabled={busy}>
          {busy ? "登录中" : "登录"}
        </button>
      </form>
    </main>
  );
}
