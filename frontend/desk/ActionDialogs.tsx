/** What is asked before conversations leave the agent's hands. */
import { useId, useState } from "react";
import type { SkillGroup } from "../shared/contract";
import { Dialog } from "../shared/Dialog";
import { otherGroups, skillGroupLabel } from "./labels";

const MAX_NOTE = 500;

export function ReturnDialog(props: { onCancel: () => void; onConfirm: (note: string) => void }) {
  const [note, setNote] = useState("");
  return (
    <Dialog title="转回智能客服" onClose={props.onCancel}>
      <p>之前中断的流程会继续进行。</p>
      <Note text={note} onChange={setNote} />
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

function Note({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const id = useId();
  return (
    <>
      <label className="label" htmlFor={id}>
        备注（选填，客户看不到）
      </label>
      <textarea
        id={id}
        className="field"
        rows={3}
        maxLength={MAX_NOTE}
        value={text}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  );
}

interface TransferProps {
  /** Whose people serve the conversation now. */
  group: string;
  /** Something was begun that the customer will not read. */
  hasDraft: boolean;
  onCancel: () => void;
  /** Resolves to why it was refused, or to nothing. */
  onConfirm: (group: SkillGroup, note: string) => Promise<string>;
}

/** Stays open with what was typed until the conversation has left. */
export function TransferDialog(props: TransferProps) {
  const groups = otherGroups(props.group);
  const [chosen, setChosen] = useState(groups[0]);
  const [note, setNote] = useState("");
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  const confirm = async () => {
    if (chosen === undefined) return;
    setBusy(true);
    setProblem(await props.onConfirm(chosen, note.trim()));
    setBusy(false);
  };
  return (
    <Dialog title="转接给同事" onClose={props.onCancel}>
      <p>客户排到对方队列的最前面，之前的对话对方都能看到。</p>
      {props.hasDraft && <p>还有没发出的草稿，客户不会收到。</p>}
      <label className="label" htmlFor="transfer-group">
        转给
      </label>
      <select
        id="transfer-group"
        className="field"
        value={chosen}
        onChange={(event) => setChosen(groups[event.target.selectedIndex])}
      >
        {groups.map((group) => (
          <option key={group} value={group}>
            {skillGroupLabel(group)}
          </option>
        ))}
      </select>
      <Note text={note} onChange={setNote} />
      <p className="error" role="alert">
        {problem}
      </p>
      <div className="dialog-actions">
        <button type="button" className="button" onClick={props.onCancel}>
          取消
        </button>
        <button
          type="button"
          className="button button--primary"
          disabled={busy}
          onClick={() => void confirm()}
        >
          转接
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

interface LogOutProps {
  /** How many conversations the agent has. */
  held: number;
  /** Something was begun that no customer will read. */
  hasDrafts: boolean;
  onCancel: () => void;
  onConfirm: () => void;
}

export function LogOutDialog({ held, hasDrafts, onCancel, onConfirm }: LogOutProps) {
  return (
    <Dialog title="退出登录" onClose={onCancel}>
      {held > 0 && <p>还有 {held} 个会话没有结束，退出后会回到等待队列，由其他同事接手。</p>}
      {hasDrafts && <p>还有没发出的草稿，退出后会删除。</p>}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onCancel}>
          取消
        </button>
        <button type="button" className="button button--primary" onClick={onConfirm}>
          退出
        </button>
      </div>
    </Dialog>
  );
}
