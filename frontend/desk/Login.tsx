/** The agents' login: name, password and, where it is set up, a one-time code. */
import { type FormEvent, useState } from "react";
import type { LoginRequest } from "../shared/contract";
import { Dialog } from "../shared/Dialog";
import { explain } from "../shared/http";

type LogIn = (credentials: LoginRequest) => Promise<void>;

/** As a page. @param message why the agent is here, for example a server that did not answer */
export function Login({ message, onLogIn }: { message: string; onLogIn: LogIn }) {
  return (
    <main className="login">
      <div className="login-box">
        <h1>坐席工作台</h1>
        <LoginForm message={message} onLogIn={onLogIn} />
      </div>
    </main>
  );
}

/** Over the page of an agent whose session has ended: nothing on it is lost, and nothing is readable. */
export function LoginAgain({ username, onLogIn }: { username: string; onLogIn: LogIn }) {
  return (
    <Dialog title="登录已过期，请重新登录" className="login-again">
      <p>您写的内容都还在，登录后继续。</p>
      <LoginForm message="" username={username} onLogIn={onLogIn} />
    </Dialog>
  );
}

function LoginForm(props: { message: string; username?: string; onLogIn: LogIn }) {
  const [problem, setProblem] = useState(props.message);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const value = (name: string) => String(fields.get(name) ?? "").trim();
    const totp = value("totp");
    setBusy(true);
    setProblem("");
    try {
      await props.onLogIn({
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
    <form onSubmit={(event) => void submit(event)}>
      <label className="label" htmlFor="username">
        用户名
      </label>
      <input
        className="field"
        id="username"
        name="username"
        autoComplete="username"
        autoCapitalize="off"
        defaultValue={props.username}
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
  );
}
