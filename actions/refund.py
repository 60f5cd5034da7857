"""退款 and 交易纠纷: asking for a payment back, how far that is, what only people can settle."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from actions import (
    _described,
    _figures,
    _matters,
    _refund_answers,
    _refund_offer,
    _refund_outcome,
    _refund_payment,
    _refund_tickets,
    _refund_told,
    _telling,
    _verification,
)
from actions._helps import Help
from actions._journey import Journey
from actions._past import Moment, TrackerEvent
from actions._picked import ANOTHER
from actions._refund_aim import (
    FORM,
    LOOK,
    NONE,
    RefundAim,
    aim,
    aim_in,
    disputed_in_wallet,
    evidence_asked,
    is_offered,
    money_wanted_back,
    names_button,
    only_looked_up,
    payment_sought,
    progress_asked,
    wallet_asked,
)
from actions._steps import DESCRIPTION_SLOTS, Asked, Chosen, Confirmed, Verified
from actions._topics import button
from actions._turn import Turn
from kefu.core.arrival_words import wants_look
from kefu.core.conversation import Assurance
from kefu.core.refund_words import (
    Evidence,
    asks_in_general,
    asks_progress,
    made_good_otherwise,
    matter_in,
    misses_refunded,
    of_own_refund,
    reason_in,
    recognises,
)
from kefu.core.verification import Purpose
from kefu.nlu.acts import Act, Aspect

_HELPS: Final = (
    Help("utter_refund_about_time", about=frozenset({Aspect.TIME})),
    Help("utter_refund_about_chance", about=frozenset({Aspect.POSSIBILITY})),
    Help("utter_refund_about_cost", about=frozenset({Aspect.COST})),
    Help("utter_service_about_need", about=frozenset({Aspect.NEED})),
    Help("utter_refund_about_consequence", about=frozenset({Aspect.CONSEQUENCE})),
    Help("utter_refund_about_procedure", about=frozenset({Aspect.PROCEDURE})),
    Help("utter_refund_about_status", about=frozenset({Aspect.STATUS}), begins=False),
    Help("utter_refund_about", begins=False),
)
_CHOOSING: Final = (
    Help("utter_transaction_help_choose", shown_by="asks_which_to_choose"),
    Help("utter_transaction_help_choose", about=frozenset({Aspect.PROCEDURE, Aspect.NEED})),
)
_AGAIN: Final = (
    "utter_refund_choice_again",
    "utter_refund_choice_otherwise",
    "utter_refund_choice_human",
)
_OWN: Final = (
    *("refund_aim", "refund_look", "refund_page", "refund_missed", "refund_asked"),
    "transaction_shown",
    *DESCRIPTION_SLOTS,
)
_ADVISED: Final = frozenset({RefundAim.WRONG_PAYEE, RefundAim.MINOR})
_CODE: Final = "verification_passed"
_SPEAK_OF_ONE: Final = (
    *("utter_transaction_own_record", "utter_refund_state_none_of", "utter_refund_offer"),
)


def may_be_refunded(turn: Turn) -> bool:
    """Whether the payment that was found may be asked for, by the wallet's rules and ours."""
    payment = _refund_payment.found(turn) if money_wanted_back(turn) else None
    if payment is None or _refund_payment.is_large(turn, payment):
        return False
    return turn.slot("refund_consent") is True or _refund_payment.refusal(turn, payment) is None


def has_to_be_told(turn: Turn) -> bool:
    """Whether the case has to be described, for the wallet does not tell it."""
    if not wallet_asked(turn):
        return True
    if aim(turn) is RefundAim.PROGRESS:
        return not is_offered(turn)
    return turn.slot("refund_payment") in {NONE, ANOTHER}


def people_needed(turn: Turn) -> bool:
    """Whether a ticket is offered."""
    if aim(turn) is RefundAim.PROGRESS:
        return _refund_told.needs_people(turn)
    if aim(turn).is_for_people or has_to_be_told(turn):
        return True
    payment = _refund_payment.found(turn)
    if payment is None or not money_wanted_back(turn):
        return payment is not None
    return (
        _refund_payment.is_large(turn, payment) and _refund_payment.refusal(turn, payment) is None
    )


def _only(turn: Turn) -> str | None:
    """The payment that alone is meant; one that was charged twice is asked back at once."""
    one = _refund_payment.alone(turn)
    _refund_answers.ask_back_second(turn, one)
    return one


class RefundJourney(Journey):
    """Asks for a payment back, tells how far it is, and takes down what only people can settle."""

    form = FORM
    title = "退款"
    begun_by = ("refund", "dispute")
    steps = (
        Verified(Purpose.TRANSACTIONS, unless=Assurance.LOGGED_IN, when=only_looked_up),
        Verified(Purpose.REFUND_REQUEST, unless=Assurance.LOGGED_IN, when=money_wanted_back),
        Chosen(
            "refund_which",
            "等待客户选出要查的退款",
            alone=_refund_told.alone,
            helps=_CHOOSING,
            patience="utter_transaction_patience",
            when=progress_asked,
        ),
        Asked(
            "refund_matter",
            "等待客户说明付款有什么问题",
            again=_AGAIN,
            patience="utter_refund_patience",
            when=disputed_in_wallet,
        ),
        Chosen(
            "refund_payment",
            "等待客户选出要退的付款",
            alone=_only,
            helps=_CHOOSING,
            near=("transaction_history",),
            patience="utter_transaction_patience",
            when=payment_sought,
        ),
        Asked(
            "refund_reason",
            "等待客户选择退款原因",
            again=_AGAIN,
            patience="utter_refund_patience",
            answers=_refund_answers.asked_beforehand,
            when=may_be_refunded,
        ),
        Verified(Purpose.REFUND_REQUEST, choose_channel=False, when=may_be_refunded),
        Confirmed(
            "refund_consent",
            "等待客户确认申请退款",
            effect=_refund_outcome.request,
            named_by="requests_refund",
            answers=_refund_answers.asked_beforehand,
            clearly=True,
            again=(
                "utter_refund_consent_again",
                "utter_refund_consent_otherwise",
                "utter_refund_consent_human",
            ),
            patience="utter_refund_consent_patience",
            when=may_be_refunded,
        ),
        _telling.description(has_to_be_told),
        Asked(
            "refund_evidence",
            "等待客户补充图片或情况",
            helps=_telling.DESCRIBING,
            again=(
                "utter_refund_evidence_again",
                "utter_refund_evidence_otherwise",
                "utter_refund_evidence_human",
            ),
            patience="utter_refund_patience",
            when=evidence_asked,
        ),
        _telling.consent(_refund_tickets.open_one, people_needed),
    )
    keeps = _OWN
    helps = _HELPS
    about = MappingProxyType(dict.fromkeys(begun_by, "utter_refund_about"))

    def offers_first(self, turn: Turn, step: str) -> bool:
        """Before the code, which payment it is for; who has not said that it shall be asked for is
        asked that instead.
        """
        if step != _CODE or turn.asked == _CODE or not may_be_refunded(turn):
            return False
        payment = _refund_payment.found(turn)
        assert payment is not None
        if turn.asked != "refund_reason":  # at which it was said
            _refund_told.say_held_first(turn)
        offers = turn.moment(FORM) is Moment.START and not _refund_offer.is_wished(turn)
        if offers:
            _refund_offer.make(turn, payment)
        else:
            turn.say("utter_refund_code", _refund_payment.payment_facts(payment))
        return offers

    def answer_instead(self, turn: Turn) -> bool:
        """A question about refunds as such is answered; one about the customer's own begins, and so
        does what was sent to somebody else, or paid by a child, however it is asked.
        """
        asked = _refund_answers.asked_beforehand(turn)
        if asked is not None and not self._asks_of_own(turn):
            turn.say(asked, buttons=[button("refund")])
            return True
        advised = aim_in(turn) in _ADVISED
        if not advised and _refund_payment.tells_none_twice(turn):
            return True
        if advised and not asks_in_general(turn.text):
            return False
        return not self._asks_of_own(turn) and super().answer_instead(turn)

    def explained(self, turn: Turn) -> Mapping[str, str]:
        """Nothing is explained to whoever asks after a refund of their own."""
        return {} if self._asks_of_own(turn) else super().explained(turn)

    def is_over(self, turn: Turn) -> bool:
        """Who remembers a payment after all disputes it no longer, and for what the shop makes good
        nothing is asked back.
        """
        if aim(turn) is RefundAim.REQUEST and made_good_otherwise(turn.text):
            return not turn.does(Act.ASKS)
        return aim(turn) is RefundAim.DISPUTE and recognises(turn.text) and not turn.does(Act.ASKS)

    def _asks_of_own(self, turn: Turn) -> bool:
        if not asks_progress(turn.text) or asks_in_general(turn.text):
            return False
        if of_own_refund(turn.text):
            return True
        return _figures.is_known(turn) and _refund_told.any_under_way(turn)

    def begin(self, turn: Turn) -> None:
        """Read what is wanted and what is told of it."""
        _recall_child(turn)
        about = _about(turn)
        turn.set(**dict.fromkeys((*_refund_answers.WISH, *_OWN)))
        turn.set(refund_matter=None, refund_evidence=None)
        turn.set(service_description=None, service_consent=None, service_subject=None)
        wanted = aim_in(turn)
        turn.set(refund_aim=wanted.value)
        _described.note_facts(turn)
        self._note(turn)
        _verification.hear(turn)
        if _figures.is_known(turn):
            _refund_payment.note(turn)
            if about is not None:
                _refund_payment.point_at(turn, about)
                _refund_answers.ask_back_second(turn, turn.slot("refund_payment"))
        if _telling.tells_a_case(turn):
            turn.set(service_description=turn.text)
        _open(turn)

    def _note(self, turn: Turn) -> None:
        """Note why it is wanted back, or what is wrong with it."""
        wanted = aim(turn)
        reason, matter = reason_in(turn.text) or _refund_offer.reason(turn), matter_in(turn.text)
        if wanted is RefundAim.REQUEST and reason is not None:
            turn.set(refund_reason=reason.value)
        if wanted is RefundAim.DISPUTE and matter is not None:
            turn.set(refund_matter=matter.value)
        if wanted is RefundAim.PROGRESS:
            turn.set(refund_missed=misses_refunded(turn.text) or None)

    def answer(self, turn: Turn) -> bool:
        """Which one it is, why, what there is to show, and what is added or put right."""
        if _wants_look(turn):
            turn.set(refund_look=LOOK, refund_payment=None)
            turn.say("utter_transaction_figures_start")
            return True
        if _refund_answers.turns_to_progress(turn):
            return True
        match turn.asked:
            case "refund_which":
                return _refund_told.choose(turn)
            case "refund_payment":
                return _refund_answers.take_payment(turn)
            case "refund_reason":
                return _refund_answers.take_reason(turn)
            case "refund_matter":
                return _refund_answers.take_matter(turn)
            case "refund_evidence":
                return _refund_answers.take_evidence(turn)
            case "refund_consent":
                return _refund_answers.take_another(turn)
            case _:
                return _telling.add(turn)

    def take_picture(self, turn: Turn) -> None:
        """It is what was asked for, or may be all there is to say."""
        if turn.asked == "refund_evidence":
            turn.set(refund_evidence=Evidence.SENT.value)
        _telling.take_picture(turn)

    def finish(self, turn: Turn) -> list[TrackerEvent] | None:
        """Tell how it stands; what was done is told by then."""
        if self.declined(turn):
            declined = turn.slot("refund_consent") is False
            turn.say("utter_refund_declined" if declined else _telling.declined(turn))
            return None
        if aim(turn) is RefundAim.PROGRESS:
            refund = _refund_told.chosen(turn) if is_offered(turn) else None
            if turn.slot("service_consent") is True:
                return None
            if refund is None:
                _refund_told.tell_none(turn)
            else:
                _refund_told.tell(turn, refund)
            return None
        if turn.slot("service_consent") is True:
            return _refund_outcome.to_people(turn)
        payment = _refund_payment.found(turn)
        if turn.slot("refund_consent") is not True and payment is not None:
            return _refund_outcome.refused(turn, payment)
        return None


def _recall_child(turn: Turn) -> None:
    """What was told of a child's payment belongs to the button below the answer to it."""
    if not names_button(turn):
        return
    if (before := next(turn.earlier(), None)) is not None:
        told = _matters.told(turn.intent, str(before["text"]), before.get("entities") or [])
        turn.hear_again(told)


def _about(turn: Turn) -> str | None:
    """The payment that was spoken of just before, or is named by its number."""
    named = turn.entity("transaction_id")
    if named is not None:
        return named
    return turn.slot("transaction_last") if any(map(turn.said_last, _SPEAK_OF_ONE)) else None


def _open(turn: Turn) -> None:
    """What is said first: advice that cannot wait, or why a code is asked for."""
    wanted, known = aim(turn), _figures.is_known(turn)
    if wanted in {RefundAim.WRONG_PAYEE, RefundAim.MINOR}:
        turn.say(f"utter_refund_start_{wanted}")
    elif not is_offered(turn):
        turn.say(f"utter_refund_lacks_{wanted}")
    elif not known:
        turn.say(f"utter_refund_start_{wanted}")


def _wants_look(turn: Turn) -> bool:
    """Whether an unknown customer wants it to be looked for."""
    if wallet_asked(turn):
        return False
    return turn.entity("transaction_choice") == LOOK or wants_look(turn.text)
