/** The card in which a secret is asked for: open with a countdown, or one line about how it ended. */
import { type ReactNode, useEffect, useState } from "react";
import { serverNow } from "../../shared/clock";
import type { SecureInput } from "../../shared/contract";
import type { Connection } from "../../shared/eventStream";
import { countdown } from "../../shared/format";
import { CheckIcon, LockIcon } from "../../shared/icons";
import type { ClosedInput } from "../session";
import { NewPassword } from "./NewPassword";
import { NewPaymentPassword } from "./NewPaymentPassword";
import { SecretField } from "./SecretField";

export interface Props {
  input: SecureInput;
  closed: ClosedInput | undefined;
  connection: Connection;
  onSubmit: (value: string) => Promise<void>;
  /** The customer says that no code has come. */
  onMissing: () => void;
}

export function SecureInputView(props: Props) {
  const { input, closed } = props;
  const left = useSecondsLeft(input.expires_at, closed === undefined);
  if (closed === "accepted") {
    return (
      <p className="secure-done" role="status">
        <CheckIcon size={16} />
        {isNewPassword(input) ? `${input.label}已安全提交` : `${input.label}已通过`}
      </p>
    );
  }
  if (closed === "closed") return <p className="system-line">{input.label}：此输入框已关闭</p>;
  if (left <= 0) return <p className="system-line">{input.label}：已过期，请重新获取</p>;
  return (
    <section className="card secure" aria-labelledby={`secure-${input.id}`}>
      <h2 className="card-title card-title--icon" id={`secure-${input.id}`}>
        <span className="card-icon">
          <LockIcon size={18} />
        </span>
        {input.label}
      </h2>
      {input.hint !== "" && (
        <p className={isNewPassword(input) ? "secure-hint secure-rules" : "secure-hint"}>
          {input.hint}
        </p>
      )}
      {bodyOf(props)}
      <p className="secure-foot">
        <span role="timer" aria-live="off">
          {countdown(left)} 后失效
        </span>
        {input.kind === "verification_code" && (
          <button type="button" className="link" onClick={props.onMissing}>
            收不到验证码？
          </button>
        )}
      </p>
    </section>
  );
}

function isNewPassword(input: SecureInput): boolean {
  return input.kind === "new_password" || input.kind === "new_payment_password";
}

function bodyOf({ input, connection, onSubmit }: Props): ReactNode {
  switch (input.kind) {
    case "verification_code":
    case "security_answer":
    case "id_number":
      return (
        <SecretField id={input.id} kind={input.kind} connection={connection} onSubmit={onSubmit} />
      );
    case "new_password":
      return <NewPassword id={input.id} connection={connection} onSubmit={onSubmit} />;
    case "new_payment_password":
      return <NewPaymentPassword id={input.id} connection={connection} onSubmit={onSubmit} />;
    default:
      return <p className="secure-hint">当前页面暂不支持此项验证，请点击“转人工”办理。</p>;
  }
}

/** Whole seconds until `expiresAt` by the server's clock; ticks only while `running`. */
function useSecondsLeft(expiresAt: string, running: boolean): number {
  const remaining = () => Math.ceil((Date.parse(expiresAt) - serverNow()) / 1000);
  const [, tick] = useState(0);
  const left = remaining();
  useEffect(() => {
    if (!running || left <= 0) return;
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, [running, left]);
  return left;
}
