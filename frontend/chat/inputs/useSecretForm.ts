/**
 * Sending a secret and understanding the refusal, for all secure inputs. The value passes through
 * to `submit` and is kept nowhere else.
 */
import { useEffect, useState } from "react";
import type { PasswordViolation } from "../../shared/contract";
import type { Connection } from "../../shared/eventStream";
import { ApiProblem, explain, NetworkProblem } from "../../shared/http";

export interface SecretForm {
  busy: boolean;
  /** Why the last value was not taken and how often one may still try; empty before the first time. */
  problem: string;
  violations: readonly PasswordViolation[];
  send(value: string): Promise<Outcome>;
}

/** `unanswered`: the line was away, so the same value may be sent again. */
export type Outcome = "taken" | "refused" | "unanswered";

export function useSecretForm(
  submit: (value: string) => Promise<void>,
  connection: Connection,
): SecretForm {
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<unknown>();

  useEffect(() => {
    // What the line's absence had spoilt is no longer so.
    if (connection !== "online") return;
    setRefusal((before: unknown) => (before instanceof NetworkProblem ? undefined : before));
  }, [connection]);

  const send = async (value: string): Promise<Outcome> => {
    setBusy(true);
    setRefusal(undefined);
    try {
      await submit(value);
      return "taken";
    } catch (error) {
      setRefusal(error);
      return error instanceof NetworkProblem ? "unanswered" : "refused";
    } finally {
      setBusy(false);
    }
  };
  const members = refusal instanceof ApiProblem ? refusal.members : {};
  const left = members.attempts_left;
  const violations = members.violations;
  const detail = refusal === undefined ? "" : explain(refusal);
  const counts = typeof left === "number" && left > 0 && !detail.includes(String(left));
  return {
    busy,
    problem: counts ? `${detail}还可以再试 ${left} 次。` : detail,
    violations: Array.isArray(violations) ? (violations as PasswordViolation[]) : [],
    send,
  };
}
