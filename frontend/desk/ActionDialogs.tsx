/** What is asked before a conversation leaves the agent's hands. */
import { useState } from "react";
import { Dialog } from "../shared/Dialog";

const MAX_NOTE = 500;

export function ReturnDialog(props: { onCancel: () => void; onConfirm: (note: string) => void }) {
  const [note, setNote] = useState("");
  return (
    <Dialog title="转回智能客服" onClose={props.onCancel}>
      <p>之前中断的流程会继续进行。</p>
      <label className="label" htmlFor="return-note">
        备注（选填，客户看不到）
      </label>
      <textarea
        id="return-note"
        className="field"
        rows={3}
        maxLength={MAX_NOTE}
        value={note}
        onChange={(event) => setNote(event.target.value)}
      />
      <div className="dialog-actions">
        <button type="button" className="button" onClick={props.onCancel}>
          取消
        </button>
        <button
          type="button"
          className="button button--primary"
          onClick={() => props.onConfirm(note.trim())}
        >
          转回
        </button>
      </div>
    </Dialog>
  );
}

interface CloseProps {
  /** Something was begun that the customer will not read. */
  hasDraft: boolean;
  onCancel: () => void;
  onConfirm: () => void;
}

export function CloseDialog(props: CloseProps) {
  return (
    <Dialog title="结束会话" onClose={props.onCancel}>
      <p>结束后客户会收到评价邀请。请确认客户的问题已经处理完毕。</p>
      {props.hasDraft && <p>还有没发出的草稿，结束后会删除。</p>}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={props.onCancel}>
          取消
        </button>
        <button type="button" className="button button--primary" onClick={props.onConfirm}>
          结束会话
        </button>
      </div>
    </Dialog>
  );
}
