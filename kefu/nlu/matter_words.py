"""What is known of matters before any is told: which goes first, which belong to one story, and the
words in which a matter is asked, wanted or told as trouble (`kefu.nlu.matters` reads them).
"""

from __future__ import annotations

import re
from typing import Final

# Whoever loses money cannot wait; who asks for a person is given one, whatever else is told.
FIRST: Final = ("account_stolen", "freeze_account", "human_agent")
NEVER_FIRST: Final = frozenset({"complaint"})
ASKED: Final = re.compile(
    "怎么|咋|如何|吗|么$|多少|几|哪|啥|什么|能不能|能否|可不可以|[不没]$|有没有|是不是|多久|多长|为什|何时|怎样|要不要|会不会|呢$"
)
WANTED: Final = re.compile(
    "帮|给我|我要|我想|^想|想[要把改换绑查办问]|要[把改查办退]|转人工|麻烦|请|查|看一?[看下]|申请|办理?|取消|关[掉闭了]|改|快|人工|投诉"
    "|^[把退换绑删关解提加]"
)
FAILED: Final = re.compile("[登绑提付转进开收解打用]不|没[到收有]")
# What a plain statement is enough to raise; the rest is asked about or wanted, or only mentioned.
TROUBLES: Final = frozenset(
    {
        *("forgot_password", "login_problem", "account_locked", "unfreeze_account"),
        *("verification_code_not_received", "account_stolen", "phishing_report"),
        *("transaction_failed", "deposit_not_arrived", "withdraw_issue"),
        *("refund", "dispute", "complaint"),
    }
)
# One story often touches both: what seems a second matter is mostly how the first came about.
RELATED: Final = frozenset(
    frozenset(pair.split())
    for pair in (
        "withdraw_issue deposit_not_arrived",
        "withdraw_issue withdraw_howto",
        "withdraw_issue account_closure",
        "withdraw_howto deposit_not_arrived",
        "withdraw_howto balance_query",
        "refund unbind_card",
        "transaction_failed payment_howto",
        "transaction_failed deposit_not_arrived",
        "transaction_failed two_factor",
        "deposit_howto deposit_not_arrived",
        "deposit_howto bind_card",
        "deposit_howto payment_howto",
        "deposit_howto balance_query",
        "account_stolen phishing_report",
        "account_stolen freeze_account",
        "account_stolen refund",
        "account_stolen verification_code_not_received",
        "security_advice phishing_report",
        "security_advice freeze_account",
        "security_advice two_factor",
        "security_advice transfer_howto",
        "security_advice change_password",
        "unfreeze_account freeze_account",
        "unfreeze_account account_locked",
        "unfreeze_account real_name_verification",
        "unfreeze_account balance_query",
        "unfreeze_account transaction_failed",
        "account_locked forgot_password",
        "account_locked login_problem",
        "login_problem two_factor",
        "login_problem create_ticket",
        "login_problem change_phone",
        "login_problem real_name_verification",
        "forgot_password change_password",
        "forgot_password two_factor",
        "forgot_password change_phone",
        "change_phone unbind_card",
        "change_phone account_closure",
        "change_phone real_name_verification",
        "change_phone verification_code_not_received",
        "bind_card unbind_card",
        "bind_card real_name_verification",
        "register_account real_name_verification",
        "register_account account_closure",
        "real_name_verification transfer_howto",
        "transaction_history transcript_request",
        "transaction_history balance_query",
        "ticket_status create_ticket",
        "ticket_status complaint",
        "ticket_status unfreeze_account",
        "create_ticket complaint",
        "dispute refund",
        "dispute complaint",
        "dispute fee_query",
        "dispute balance_query",
        "service_hours human_agent",
    )
)
# 商家不发货也不退钱 is one quarrel, 充值怎么还没到账 one trouble.
ONE_STORY: Final = frozenset(
    frozenset(pair.split())
    for pair in (
        "dispute refund",
        "deposit_howto deposit_not_arrived",
        "withdraw_howto withdraw_issue",
        "withdraw_howto deposit_not_arrived",
        "payment_howto transaction_failed",
    )
)
