/** Chinese words for the codes of the Desk API; an unknown code is shown as it is. */
import type { AccountStatus, HandoffReason, Priority, TicketStatus } from "../shared/contract";

export const PRIORITY: Record<Priority, string> = { urgent: "紧急", high: "优先", normal: "普通" };

const REASON: Record<HandoffReason, string> = {
  customer_request: "客户要求",
  repeated_misunderstanding: "多次未理解",
  anger: "客户情绪激动",
  complaint: "投诉",
  theft: "盗刷",
  strong_verification: "需强验证",
  tool_failure: "系统故障",
  policy: "规则要求人工",
  outside_knowledge: "超出知识范围",
};
const ACCOUNT_STATUS: Record<AccountStatus, string> = {
  active: "正常",
  locked: "已锁定",
  frozen: "已冻结",
  closed: "已注销",
};
const TICKET_STATUS: Record<TicketStatus, string> = { open: "处理中", closed: "已关闭" };
const CHANNEL: Record<string, string> = { web: "网页", app: "应用内", wechat: "微信" };
const ASSURANCE = ["未验证", "渠道已绑定", "已登录", "已验证身份"];

export const reasonLabel = (code: HandoffReason) => REASON[code] ?? code;
export const accountStatusLabel = (code: AccountStatus) => ACCOUNT_STATUS[code] ?? code;
export const ticketStatusLabel = (code: TicketStatus) => TICKET_STATUS[code] ?? code;
export const channelLabel = (code: string) => CHANNEL[code] ?? code;
export const assuranceLabel = (level: number) => ASSURANCE[level] ?? String(level);
