/** Login or workbench, depending on whether the cookie still stands for an agent. */
import { useEffect, useState } from "react";
import { ApiProblem, explain } from "../shared/http";
import * as api from "./api";
import type { DeskSession } from "./contract";
import { Login } from "./Login";
import { Workbench } from "./Workbench";

type State =
  | { kind: "asking" }
  | { kind: "out"; message: string }
  | { kind: "in"; session: DeskSession };

export function App() {
  const [state, setState] = useState<State>({ kind: "asking" });

  useEffect(() => {
    api.currentSession().then(
      (session) => setState({ kind: "in", session }),
      (error: unknown) => {
        const stranger = error instanceof ApiProblem && error.status === 401;
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
          setState({ kind: "in", session: await api.logIn(credentials) });
        }}
      />
    );
  }
  const { session } = state;
  return (
    <Workbench
      session={session}
      onExpired={() => setState({ kind: "out", message: "登录已过期，请重新登录。" })}
      onLogOut={async () => {
        await api.logOut(session.csrf_token);
        setState({ kind: "out", message: "" });
      }}
    />
  );
}
