/** The one line that tells the customer who they are talking to. */
import type { Owner, StatusEvent } from "../shared/contract";
import { waitInWords } from "../shared/format";

/** An estimate of this, in seconds, means that much or more. */
const LONG_WAIT = 30 * 60;
const LONG_WORDS = "预计等待超过 30 分钟";

/** `status` is the latest announcement, `owner` who really has the conversation now. */
export function statusText(owner: Owner, status: StatusEvent | undefined): string {
  switch (owner) {
    case "bot":
      return "智能客服为您服务";
    case "queued":
      return queuedText(status);
    case "agent": {
      const name = status?.agent?.display_name;
      return name === undefined ? "人工客服为您服务" : `${name} 为您服务`;
    }
    case "closed":
      return "本次会话已结束";
  }
}

function queuedText(status: StatusEvent | undefined): string {
  const late = status?.late === true;
  const parts = [late ? "正在为您联系专员" : "正在排队"];
  if (status?.position != null) parts.push(`第 ${status.position} 位`);
  if (late) parts.push("比预计的久");
  const wait = status?.estimated_wait;
  if (wait != null && wait >= LONG_WAIT) parts.push(late ? "可能还要超过 30 分钟" : LONG_WORDS);
  else if (wait != null) parts.push(`${late ? "还要" : "预计等待"}${waitInWords(wait)}`);
  return parts.join("，");
}
