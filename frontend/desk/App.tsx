/** Login or workbench, depending on whether the cookie still stands for an agent. */
import { useCallback, useEffect, useState } from "react";
import type { LoginRequest, SessionAnswer } from "../shared/contract";
import { ApiProblem, explain } from "../shared/http";
import * as api from "./api";
import { Login, LoginAgain } from "./Login";
import { beginWork, forgetLogin, forgetWork, mayBeLoggedIn, rememberLogin } from "./memory";
import { Workbench } from "./Workbench";

type State =
  | { kind: "asking" }
  | { kind: "out"; message: string }
  | { kind: "in"; session: SessionAnswer; expired: boolean };

export function App() {
  const [state, setState] = useState<State>(
    mayBeLoggedIn() ? { kind: "asking" } : { kind: "out", message: "" },
  );

  const enter = useCallback((session: SessionAnswer) => {
    beginWork(session.agent.id);
    setState({ kind: "in", session, expired: false });
  }, []);
  useEffect(() => {
    if (!mayBeLoggedIn()) return;
    api.currentSession().then(enter, (error: unknown) => {
      const stranger = error instanceof ApiProblem && error.status === 401;
      if (stranger) forgetLogin();
      setState({ kind: "out", message: stranger ? "" : explain(error) });
    });
  }, [enter]);

  const logIn = async (credentials: LoginRequest) => {
    const session = await api.logIn(credentials);
    rememberLogin();
    enter(session);
  };

  if (state.kind === "asking") return null;
  if (state.kind === "out") return <Login message={state.message} onLogIn={logIn} />;
  const { session, expired } = state;
  return (
    <>
      <Workbench
        key={session.agent.id}
        session={session}
        expired={expired}
        onExpired={() => {
          forgetLogin();
          // An answer to what was asked before a new login says nothing of that one.
          setState((now) =>
            now.kind === "in" && now.session === session ? { ...now, expired: true } : now,
          );
        }}
        onLogOut={async () => {
          await api.logOut(session.csrf_token);
          forgetLogin();
          forgetWork();
          setState({ kind: "out", message: "" });
        }}
      />
      {expired && <LoginAgain username={session.agent.username} onLogIn={logIn} />}
    </>
  );
}
