"""Who the demo customers are: their accounts, devices and bound cards."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, Final

from kefu.core.account import AccountStatus, LockReason, PaperKind, RestrictionKind
from kefu.core.card import CardKind, CardStatus
from kefu.core.clock import BEIJING

Row = dict[str, Any]

COURT: Final = "杭州市西湖区人民法院"
# phone, name, e-mail, balance in fen
_PEOPLE: Final = (
    ("13800000001", "张伟", "zhangwei@example.com", 123456),
    ("13800000002", "李娜", "lina@example.com", 86050),
    ("13800000003", "王强", "wangqiang@example.com", 412300),
    ("13800000004", "刘洋", None, 5200),
    ("13800000005", "陈静", "chenjing@example.com", 30000),
    ("13800000006", "赵磊", "zhaolei@example.com", 1234500),
    ("13800000007", "黄敏", None, 250000),
    ("13800000008", "周婷", "zhouting@example.com", 66600),
    ("13800000009", "吴芳", "wufang@example.com", 9900),
    ("13800000010", "郑凯", None, 1500),
    ("13800000011", "孙丽", "sunli@example.com", 321000),
    ("13800000012", "马超", "machao@example.com", 45600),
    ("13800000013", "朱红", None, 178000),
    ("13800000014", "何军", None, 865000),
    ("13800000015", "林小雨", None, 35200),
    ("13800000016", "Anna Schmidt", "anna.schmidt@example.com", 150000),
    ("13800000017", "高伟", "gaowei@example.com", 52000),
    ("13800000018", "罗燕", "luoyan@example.com", 1230),
)
COUNT: Final = len(_PEOPLE)
_NUMBERS: Final = range(1, COUNT + 1)
_OWN_BANK: Final = {5: "工商银行", 11: "建设银行"}


_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS: Final = "10X98765432"


def paper_number(number: int, account: Row) -> str:
    """The number of the paper of the customer whose phone ends with `number`: an identity card of
    Hangzhou, or a passport.
    """
    if account["paper_kind"] is PaperKind.PASSPORT:
        return f"C01X00{number:03d}"
    digits = f"330106{account['birth_date']:%Y%m%d}{number:03d}"
    weighed = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return digits + _CHECK_SIGNS[weighed % 11]


def account_id(number: int) -> str:
    """The id of the customer whose phone ends with this number."""
    return f"acc_{number:04d}"


def card_id(number: int, nth: int = 1) -> str:
    """The id of one of the customer's cards."""
    return f"card_{number:04d}_{nth}"


def bank_of(number: int) -> str:
    """Whose the customer's first card is."""
    return _OWN_BANK.get(number, "招商银行")


def accounts(now: datetime) -> list[Row]:
    """Every customer's account: an ordinary one, but for what `_peculiar` says."""
    today = now.astimezone(BEIJING).date()
    peculiar = _peculiar(now)
    return [
        {
            "id": account_id(number),
            "phone": phone,
            "name": name,
            "email": email,
            "status": AccountStatus.ACTIVE,
            "lock_reason": None,
            "balance_fen": balance,
            "two_factor": False,
            "password_changed_at": now - timedelta(days=90 + number),
            "payment_password_changed_at": now - timedelta(days=200 + number),
            "locale": "zh-CN",
            "birth_date": date(1970 + number, 1 + number % 12, 10 + number),
            "guardian_phone": None,
            "paper_kind": PaperKind.ID_CARD,
            "paper_verified": True,
            "paper_expires_on": today + timedelta(days=1000 + number),
            "restriction_kind": None,
            "restriction_since": None,
            "restriction_authority": None,
            "restriction_document_number": None,
            "restriction_until": None,
        }
        | peculiar.get(number, {})
        for number, (phone, name, email, balance) in enumerate(_PEOPLE, 1)
    ]


def _peculiar(now: datetime) -> dict[int, Row]:
    today = now.astimezone(BEIJING).date()
    court_since = now - timedelta(days=12)
    return {
        2: _locked(LockReason.WRONG_PASSWORD),
        3: _locked(LockReason.ABNORMAL_LOGIN),
        7: {"status": AccountStatus.FROZEN},
        10: _locked(LockReason.DORMANT),
        13: {
            "paper_expires_on": today - timedelta(days=6),
            "restriction_kind": RestrictionKind.EXPIRED_DOCUMENT,
            "restriction_since": now - timedelta(days=5),
        },
        14: {
            "status": AccountStatus.FROZEN,
            "restriction_kind": RestrictionKind.COURT,
            "restriction_since": court_since,
            "restriction_authority": COURT,
            "restriction_document_number": (
                f"（{court_since.astimezone(BEIJING).year}）浙0106执2158号"
            ),
            "restriction_until": today + timedelta(days=353),
        },
        15: {
            "birth_date": date(today.year - 13, 1, 1),
            "guardian_phone": "13900000015",
        },
        16: {"paper_kind": PaperKind.PASSPORT, "locale": "en"},
        17: {"two_factor": True},
    }


def _locked(reason: LockReason) -> Row:
    return {"status": AccountStatus.LOCKED, "lock_reason": reason}


def sessions(now: datetime) -> list[Row]:
    """One device each."""
    return [
        {
            "id": f"ses_{number:04d}",
            "account_id": account_id(number),
            "device": "手机",
            "last_seen_at": now,
        }
        for number in _NUMBERS
    ]


def cards() -> list[Row]:
    """A bound debit card each, and further ones that something went wrong with."""
    first = [_card(number, 1, bank_of(number), f"88{number:02d}") for number in _NUMBERS]
    return [
        *first,
        _card(4, 2, "交通银行", "4404", kind=CardKind.CREDIT, status=CardStatus.EXPIRED),
        _card(11, 2, "农业银行", "1102", status=CardStatus.CLOSED),
    ]


def _card(
    number: int,
    nth: int,
    bank: str,
    last4: str,
    *,
    kind: CardKind = CardKind.DEBIT,
    status: CardStatus = CardStatus.USABLE,
) -> Row:
    return {
        "id": card_id(number, nth),
        "account_id": account_id(number),
        "bank": bank,
        "last4": last4,
        "kind": kind,
        "holder": _PEOPLE[number - 1][1],
        "status": status,
        "single_limit_fen": 2_000_000 if kind is CardKind.DEBIT else 500_000,
    }
