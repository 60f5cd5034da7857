"""The questions of whoever wants money back: which payment, why, what there is to show, consent."""

from __future__ import annotations

from abc import abstractmethod

from actions import _refund_payment, _refund_told
from actions._asking import Ask
from actions._refund_aim import RefundAim, aim
from actions._turn import Button, Turn
from kefu.core.refund import DisputeMatter, RefundReason
from kefu.core.refund_words import Evidence
from kefu.words.terms import term
from kefu.words.texts import texts


class AskRefundWhich(Ask):
    """Shows the refunds, of which one is meant."""

    slot = "refund_which"
    first = ()

    def ask(self, turn: Turn) -> None:
        """With the state of each."""
        _refund_told.ask_which(turn)


class AskRefundPayment(Ask):
    """Shows the payments that fit what was told."""

    slot = "refund_payment"
    first = ()

    def ask(self, turn: Turn) -> None:
        """With a row to tap for each."""
        _refund_payment.ask_which(turn)


class _AskOneOf(Ask):
    """Asks for one of a few, by a tap or in words."""

    @abstractmethod
    def choices(self, turn: Turn) -> list[Button]:
        """What may be tapped."""

    def ask_again(self, turn: Turn, response: str) -> None:
        """The same choices below other words."""
        turn.say(response, buttons=self.choices(turn), takes_picture=self.takes_picture)


class AskRefundReason(_AskOneOf):
    """Asks why a payment is wanted back."""

    slot = "refund_reason"
    first = ("utter_ask_refund_reason",)

    def ask(self, turn: Turn) -> None:
        """The reasons as choices."""
        payment = _refund_payment.found(turn)
        assert payment is not None
        _refund_told.say_held_first(turn)
        turn.say(
            "utter_ask_refund_reason",
            _refund_payment.payment_facts(payment),
            buttons=self.choices(turn),
        )

    def choices(self, turn: Turn) -> list[Button]:
        """Each reason."""
        return [_chosen(term(reason), reason) for reason in RefundReason]


class AskRefundMatter(_AskOneOf):
    """Asks what is wrong with a payment."""

    slot = "refund_matter"
    first = ("utter_ask_refund_matter",)

    def ask(self, turn: Turn) -> None:
        """The usual ones as choices."""
        turn.say("utter_ask_refund_matter", buttons=self.choices(turn))

    def choices(self, turn: Turn) -> list[Button]:
        """Each matter."""
        return [_chosen(term(matter), matter) for matter in DisputeMatter]


class AskRefundEvidence(_AskOneOf):
    """Asks for a picture, or for what else is needed to judge it."""

    slot = "refund_evidence"
    first = ("utter_ask_refund_evidence", "utter_ask_refund_evidence_minor")
    takes_picture = True

    def ask(self, turn: Turn) -> None:
        """Once; who has none goes on."""
        self.ask_again(turn, self.first[aim(turn) is RefundAim.MINOR])

    def choices(self, turn: Turn) -> list[Button]:
        """Sent, or none."""
        words = texts().refunds
        return [_chosen(words.sent, Evidence.SENT), _chosen(words.not_sent, Evidence.NONE)]


class AskRefundConsent(Ask):
    """Asks whether the payment shall be asked back."""

    slot = "refund_consent"
    first = ("utter_ask_refund_consent",)

    def wording(self, turn: Turn) -> str | None:
        """In full where another payment, or another reason, is meant than the one asked about."""
        asked = [turn.slot("refund_payment"), turn.slot("refund_reason")]
        if asked != turn.slot("refund_asked"):
            turn.set(refund_asked=asked)
            return None
        return super().wording(turn)

    def ask(self, turn: Turn) -> None:
        """With what it is, and where the money goes."""
        payment = _refund_payment.found(turn)
        assert payment is not None
        facts = _refund_payment.payment_facts(payment)
        facts["why"] = term(RefundReason(turn.slot("refund_reason")))
        turn.say("utter_ask_refund_consent", facts)
        _refund_told.say_held(turn)


def _chosen(title: str, chosen: str) -> Button:
    return {"title": title, "payload": f'/inform{{"refund_choice": "{chosen}"}}'}
