/** Why a new password cannot be set yet: the two differ, or what the wallet said against it. */
import type { SecretForm } from "./useSecretForm";

export function Refusal(props: { id: string; differs: boolean; form: SecretForm }) {
  const { problem, violations } = props.form;
  return (
    <div className="error" id={props.id} role="alert">
      {props.differs && "两次输入的密码不一致。"}
      {!props.differs && violations.length === 0 && problem}
      {!props.differs && violations.length > 0 && (
        <>
          这个密码还不能使用：
          <ul>
            {violations.map((violation) => (
              <li key={violation.rule}>{violation.message}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
