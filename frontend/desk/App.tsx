/** Login or workbench, depending on whether the cookie still stands for an agent. */
import { useEffect, useState } from "react";
import type { SessionAnswer } from "../shared/contract";
import { ApiProblem, explain } from "../shared/http";
import * as api from "./api";
import { Login } from "./Login";
import { forgetLogin, mayBeLoggedIn, openConversation, rememberLogin } from "./memory";
import { Workbench } from "./Workbench";

type State =
  | { kind: "asking" }
  | { kind: "out"; message: string }
  | { kind: "in"; session: SessionAnswer };

export function App() {
  const [state, setState] = useState<State>(
    mayBeLoggedIn() ? { kind: "asking" } : { kind: "out", message: "" },
  );

  useEffect(() => {
    if (!mayBeLoggedIn()) return;
    api.currentSession().then(
      (session) => setState({ kind: "in", session }),
      (error: unknown) => {
        const stranger = error instanceof ApiProblem && error.status === 401;
        if (stranger) forgetLogin();
        setState({ kind: "out", message: stranger ? "" : explain(error) });
      },
    );
  }, []);

  if (state.kind === "asking") return null;
  if (state.kind === "out") {
    return (
      <Login
        message={state.message}
        onLogIn={async (credentials) => {
          const session = await api.logIn(credentials);
          rememberLogin();
          setState({ kind: "in", session });
        }}
      />
    );
  }
  const { session } = state;
  return (
    <Workbench
      session={session}
      onExpired={() => {
        forgetLogin();
        setState({ kind: "out", message: "登录已过期，请重新登录。" });
      }}
      onLogOut={async () => {
        await api.logOut(session.csrf_token);
        forgetLogin();
        openConversation.clear();
        setState({ kind: "out", message: "" });
      }}
    />
  );
}
