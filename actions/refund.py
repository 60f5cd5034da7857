"""退款 and 交易纠纷: what a ticket about them is about. A human decides; the bot moves no money."""

from __future__ import annotations

from actions._subjects import Subject

_INTENTS = ("refund", "dispute")
SUBJECTS = (
    *(Subject(i, "refund", about_money=True) for i in _INTENTS),
    Subject(
        "wrong_payee",
        "refund",
        about_money=True,
        of=_INTENTS,
        when=lambda turn: turn.has("names_wrong_payee"),
    ),
)
