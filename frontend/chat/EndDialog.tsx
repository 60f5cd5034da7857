/** Asks once more before a conversation is ended. */
import { useState } from "react";
import { Dialog } from "../shared/Dialog";
import { explain } from "../shared/http";

export function EndDialog(props: { onClose: () => void; onEnd: () => Promise<void> }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const end = async () => {
    setBusy(true);
    try {
      await props.onEnd();
    } catch (error) {
      setProblem(explain(error));
      setBusy(false);
    }
  };
  return (
    <Dialog title="结束会话" onClose={props.onClose}>
      <p>结束后将不能在本次会话中继续发送消息，您可以随时开始新的咨询。</p>
      <p className="error" role="alert">
        {problem}
      </p>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={props.onClose}>
          继续咨询
        </button>
        <button
          type="button"
          className="button button--primary"
          disabled={busy}
          onClick={() => void end()}
        >
          结束会话
        </button>
      </div>
    </Dialog>
  );
}
