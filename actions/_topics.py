"""What a customer reads on a button that leads to a topic. Data only.

The journeys declare themselves in their topics' modules.
"""

from __future__ import annotations

from typing import Final

TITLE_OF_INTENT: Final[dict[str, str]] = {
    "forgot_password": "忘记密码",
    "change_password": "修改密码",
    "verification_code_not_received": "收不到验证码",
    "login_problem": "登录不上",
    "account_locked": "账户被锁",
    "account_stolen": "账户被盗",
    "freeze_account": "冻结账户",
    "unfreeze_account": "解冻账户",
    "transaction_failed": "交易失败",
    "deposit_not_arrived": "充值未到账",
    "withdraw_issue": "提现问题",
    "refund": "退款",
    "dispute": "交易纠纷",
    "balance_query": "查询余额",
    "transaction_history": "交易记录",
    "limit_query": "交易限额",
    "fee_query": "手续费",
    "deposit_howto": "怎么充值",
    "withdraw_howto": "怎么提现",
    "transfer_howto": "怎么转账",
    "payment_howto": "怎么付款",
    "bind_card": "绑定银行卡",
    "unbind_card": "解绑银行卡",
    "change_phone": "更换手机号",
    "real_name_verification": "实名认证",
    "account_closure": "注销账户",
    "register_account": "注册账户",
    "two_factor": "二次验证",
    "security_advice": "安全建议",
    "phishing_report": "举报诈骗",
    "complaint": "投诉",
    "service_hours": "客服时间",
    "contact_channels": "联系方式",
    "create_ticket": "提交工单",
    "ticket_status": "工单进度",
    "transcript_request": "聊天记录",
    "callback_request": "预约回电",
    "human_agent": "转人工",
}


def button(intent: str) -> dict[str, str]:
    """A button that leads to the topic of `intent`."""
    return {"title": TITLE_OF_INTENT[intent], "payload": f"/{intent}"}
