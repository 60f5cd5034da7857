"""退款 and 交易纠纷: what a ticket about them is about. A human decides; the bot moves no money."""

from __future__ import annotations

from actions._subjects import Subject
from actions._topics import TITLE_OF_INTENT

_INTENTS = ("refund", "dispute")
SUBJECTS = (
    *(Subject(i, "refund", TITLE_OF_INTENT[i], about_money=True) for i in _INTENTS),
    Subject(
        "wrong_payee",
        "refund",
        "转账转错对象",
        about_money=True,
        of=_INTENTS,
        when=lambda turn: turn.has("names_wrong_payee"),
    ),
)
