"""账户被盗 and 冻结账户, the fastest lane: a case at the first word, frozen in one step,
then the security specialists.
"""

from __future__ import annotations

from types import MappingProxyType

from actions import (
    _theft_answers,
    _theft_aside,
    _theft_case,
    _theft_heard_of,
    _theft_lane,
    _theft_proof,
    _theft_statement,
    _theft_told,
    _verification,
)
from actions._handoff import reset
from actions._journey import Journey
from actions._kefu import call, read, topics, write
from actions._past import TrackerEvent
from actions._steps import Asked, Confirmed, Verified
from actions._theft_case import WISH
from actions._theft_proof import LOSS
from actions._theft_state import is_frozen, say_frozen, say_whether_it_can
from actions._theft_statement import MARKS, STATEMENT, in_words
from actions._topics import button
from actions._turn import Turn
from kefu.core.conversation import Assurance
from kefu.core.explained_words import recalls_all
from kefu.core.freeze_words import Freezing, hesitates, may_mean_to_keep, names_freeze
from kefu.core.hearsay_words import Hearsay, hearsay_in
from kefu.core.owning_words import disowns, says_whose, tells_of_payment
from kefu.core.relatives_theft_words import leaves_to_owner, robs_another
from kefu.core.reply_words import leaves_open, only_hears, takes_note
from kefu.core.sigh_words import sighs
from kefu.core.swindler_words import is_called_again
from kefu.core.taking_back_words import (
    finds_nothing_missing,
    has_it_back,
    leaves_alone,
    leaves_off,
    slipped,
    takes_report_back,
)
from kefu.core.theft import TheftStatement
from kefu.core.theft_question_words import TheftQuestion
from kefu.core.theft_words import (
    explains_away,
    got_unasked_code,
    reports_emergency,
    reports_loss,
)
from kefu.core.verification import Purpose
from kefu.words.case_card import case_card

_CONFIRMED = "theft_freeze_confirmed"
_OPEN = "theft_freeze_open"
_NO_FREEZE = frozenset({Freezing.REFUSED, Freezing.PUT_OFF})
_FREEZE_ONLY = 12
# A first sentence that asks one of these wants the lane all the same.
_ASKED_IN_PASSING = frozenset({TheftQuestion.NEXT, TheftQuestion.WHY_HAPPENED, TheftQuestion.WHO})


def _freeze(turn: Turn) -> None:
    """Freeze, and say so once."""
    newly = call(topics().theft.freeze, turn.conversation_id)
    if not turn.slot("theft_frozen"):
        turn.say("utter_theft_frozen" if newly else "utter_theft_frozen_before")
        # Whoever proved who they are by now stands in the case from here on.
        write(topics().theft.note, turn.conversation_id, _theft_told.told(turn))
        if _theft_told.is_whole_story(turn) and not _theft_statement.suspicious(turn):
            turn.set(**{STATEMENT: _theft_told.told(turn).report})  # nothing is asked twice
    turn.set(theft_frozen=True)


class TheftJourney(Journey):
    """Freezes and hands over.

    Whoever declines the freeze keeps the case and gets a human all the same.
    """

    form = "theft_form"
    title = "账户安全处理"
    begun_by = ("account_stolen", WISH)
    steps = (
        Verified(Purpose.FREEZE, unless=Assurance.CHANNEL_BOUND, choose_channel=False),
        Confirmed(
            _CONFIRMED,
            "等待客户确认冻结",
            effect=_freeze,
            implied_by=Purpose.FREEZE,
            implied_unless=_OPEN,
            by_journey=True,
        ),
        Asked(STATEMENT, "账户已冻结，等待客户核对可疑交易"),
    )
    keeps = ("theft_reason", "theft_frozen", _OPEN, MARKS, *_theft_told.SLOTS)
    about = MappingProxyType({WISH: "utter_theft_answer_freeze_effect"})
    may_wait = False

    def is_unwanted(self, turn: Turn) -> bool:
        """A theft is not missed for a no that is about something else."""
        # A no to the freeze is answered by the state.
        if turn.intent == WISH and is_frozen(turn):
            return False
        return _theft_lane.wish_of(turn) not in _NO_FREEZE and _theft_lane.denies(turn)

    def answer_instead(self, turn: Turn) -> bool:
        """Whoever asks what a freeze does, declines one, or got a code that nobody asked for,
        has reported nothing.
        """
        if turn.entity(_theft_lane.BUTTON) is not None:
            return False
        if _theft_case.is_settled(turn) and not _theft_lane.denies(turn):
            _theft_case.add_to_settled(turn)
            return True
        wants = _theft_lane.wish_of(turn) is Freezing.WANTED and not may_mean_to_keep(turn.text)
        keeps = turn.intent == WISH and not wants
        if keeps and is_frozen(turn) and not reports_emergency(turn.text):
            say_frozen(turn)
            return True
        if turn.intent != WISH and (
            _theft_case.answers_aside(turn)
            or _theft_case.tell_of_earlier(turn)
            or _theft_heard_of.answer(turn)
        ):
            return True
        supposes = keeps and hearsay_in(turn.text) is Hearsay.SUPPOSED
        if supposes and _theft_heard_of.answer(turn):
            return True  # 要是手机丢了，能先冻起来吗
        if _theft_heard_of.is_known(turn) and _theft_heard_of.answer_of_relatives(turn):
            return True
        if got_unasked_code(turn.text):
            turn.say("utter_theft_unasked_code", buttons=[button(WISH), button("account_stolen")])
            return True
        reports = turn.intent != WISH or reports_emergency(turn.text)
        return (not reports or _theft_lane.denies(turn)) and _theft_lane.answer_of_freeze(turn)

    def begin(self, turn: Turn) -> None:
        """Open the case before anything else and calm the customer."""
        turn.set(**dict.fromkeys((_CONFIRMED, STATEMENT, "theft_frozen", _OPEN, MARKS)))
        if _theft_lane.wish_of(turn) in _NO_FREEZE:
            turn.set(**{_OPEN: True})
        goes_on = _theft_case.goes_on(turn)
        reason = self._read_report(turn)
        ticket = _theft_case.open_case(turn)
        frozen = _theft_statement.is_frozen(turn)
        clicked = turn.entity(_theft_lane.BUTTON)
        if frozen:  # nothing is left to be asked or declined
            turn.set(**{_CONFIRMED: True})
        elif clicked is not None:  # of an earlier freeze question: it does what it says
            turn.set(**{_CONFIRMED: clicked == _theft_lane.NOW})
        if clicked is None and goes_on and not frozen:  # nothing is begun a second time
            say_whether_it_can(turn)
        elif clicked is None:
            card = None if reason == WISH else case_card(ticket.number, _theft_told.rows(turn))
            start = f"utter_theft_start_{reason}{'_frozen' if frozen else ''}"
            turn.say(start, {"number": ticket.number}, card=card)
            question = _theft_lane.question_of(turn)
            if _theft_aside.warn_of_recovery(turn):
                question = None
            if reason != WISH and question is not None and question not in _ASKED_IN_PASSING:
                _theft_answers.say(turn, question)
        _verification.hear(turn)

    def _read_report(self, turn: Turn) -> str:
        """Keep why the lane is begun, and what is told with it beside what was told before."""
        before = read(topics().theft.case_of, turn.conversation_id)
        _theft_told.begin(turn, _theft_case.of_conversation(turn))
        if turn.intent in self.begun_by:
            turn.set(theft_reason=turn.intent)
        if reports_loss(turn.text):
            turn.set(theft_reason=LOSS)
        elif reports_emergency(turn.text):
            turn.set(theft_reason="account_stolen")
        reason = str(turn.slot("theft_reason") or "account_stolen")
        if reason == WISH and before is not None:
            reason = "account_stolen"  # it goes on
        turn.set(theft_reason=reason)
        _theft_told.hear(turn)
        if before is not None and _theft_case.is_taken_back(before):
            _theft_told.go_on_from(turn, before)
        return reason

    def resume(self, turn: Turn) -> None:
        """From the start, with the same case and its number."""
        self.begin(turn)

    def hear(self, turn: Turn) -> bool:
        """A yes or no to the freeze, what is said about the transactions,
        or the verification's answers; nothing else leads out of the lane but people.
        """
        self._hear_more(turn)
        taken_back = _theft_lane.takes_back(turn) and not _in_danger_yet(turn)
        if taken_back:
            _theft_case.take_back(turn)
        if _theft_lane.is_for_people(turn) or taken_back:
            return False
        if _theft_lane.wonders(turn):
            _theft_lane.say_patience(turn)
            return True
        frozen = turn.asked == STATEMENT
        return self._hear_statement(turn) if frozen else self._hear_freeze(turn)

    def _hear(self, turn: Turn) -> list[TrackerEvent]:
        """Whoever finds out that the family did it, or that it was not here, needs no freeze."""
        if _theft_told.corrects(turn) and _theft_lane.wish_of(turn) is None:
            self._hear_more(turn)
            _theft_told.acknowledge(turn)
            return self._go_on(turn)
        if _theft_told.owns_a_part(turn):
            return super()._hear(turn)
        if _theft_case.is_accepted(turn):
            return self._leave(turn, elsewhere=False)
        of_one = turn.asked == STATEMENT and bool(_theft_statement.suspicious(turn))
        explained = not of_one and explains_away(turn.text)
        if turn.slot("theft_reason") != LOSS:  # the phone is in other hands yet
            explained |= recalls_all(turn.text)
            explained |= not of_one and _theft_lane.nothing_was_taken(turn)
        if explained:
            return self._leave(turn, elsewhere=False)
        about_something_else = turn.asked in {STATEMENT, "verification_passed"}
        about_something_else |= turn.said_before("utter_verification_account_retype")
        slip = about_something_else and slipped(turn.text)
        if takes_report_back(turn.text) and not (slip or _in_danger_yet(turn)):
            return self._leave(turn)
        if sighs(turn.text):
            _theft_aside.calm(turn)
            return self._go_on(turn)
        if leaves_to_owner(turn.text) and robs_another(_theft_told.told(turn).report):
            return self._leave_alone(turn, "utter_theft_relative_calls")
        declines = turn.asked == _CONFIRMED and _theft_lane.wish_of(turn) is Freezing.REFUSED
        alone = leaves_alone(turn.text) or (declines and _theft_aside.only_fears(turn))
        alone |= turn.asked != _CONFIRMED and leaves_off(turn.text)  # there it is a plain no
        if alone and not _theft_statement.is_frozen(turn):
            return self._leave_alone(turn)
        return super()._hear(turn)

    def _hear_more(self, turn: Turn) -> None:
        """What is told on the way stands in the case; a wish is a theft from its first word on."""
        _theft_told.hear(turn)
        if turn.asked != STATEMENT and not _theft_told.is_of_deceived(turn):
            _theft_statement.hear_unlisted(turn)
        if turn.slot("theft_reason") != WISH:
            if reports_loss(turn.text):
                turn.set(theft_reason=LOSS)
            return
        told = reports_emergency(turn.text)
        supposed = _theft_lane.wish_of(turn) is not None
        supposed |= hesitates(turn.text) and not disowns(turn.text)
        if told or (_theft_told.tells_of_theft(turn) and not supposed):
            turn.set(theft_reason=LOSS if reports_loss(turn.text) else "account_stolen")
            case = _theft_case.open_case(turn)
            turn.say("utter_theft_now_urgent", {"number": case.number}, card=case_card(case.number))

    def _hear_freeze(self, turn: Turn) -> bool:
        asked = turn.asked == _CONFIRMED
        if asked and _theft_statement.is_frozen(turn):  # by people, while the question stood
            turn.set(**{_CONFIRMED: True})
            return True
        if turn.entity(STATEMENT) == TheftStatement.CANNOT_VERIFY:
            turn.set(**{_CONFIRMED: False, STATEMENT: TheftStatement.CANNOT_VERIFY.value})
            return True
        if not asked and self._leaves_freeze_open(turn):
            return True
        if not asked and turn.entity(_theft_lane.BUTTON) is None and self._hear_proof(turn):
            return True
        if asked and _theft_lane.only_hears_answer(turn):
            return True  # and is asked plainly
        if _theft_lane.waits(turn):
            _theft_lane.say_patience(turn)
            return True
        agreed = _theft_lane.consents(turn)
        if not agreed and turn.entity(_theft_lane.BUTTON) is None and is_called_again(turn.text):
            return _theft_aside.warn(turn)
        refuses = _theft_lane.refuses(turn) and not _theft_told.takes_off_part(turn)
        if agreed is False or (agreed is None and refuses):
            turn.set(**{_CONFIRMED: False})
            return True
        if agreed and (asked or turn.entity(_theft_lane.BUTTON) is not None):
            turn.set(**{_CONFIRMED: True})
            return True
        return _theft_aside.take_aside(turn) or _theft_told.acknowledge(turn) or bool(agreed)

    def _leaves_freeze_open(self, turn: Turn) -> bool:
        """Whoever wants to decide behind the code is asked then; whether nothing else was said."""
        wish = _theft_lane.wish_of(turn)
        if wish is Freezing.WANTED:
            turn.set(**{_OPEN: None})
        leaves = leaves_open(turn.text) and wish is not None
        if wish is not Freezing.PUT_OFF and not leaves:
            return False
        turn.set(**{_OPEN: True})
        question = _theft_lane.question_of(turn)  # 冻不冻 sounds like the one why
        asks = question is not None and question is not TheftQuestion.WHY_FREEZE
        if leaves or asks or turn.entity("phone_number", "email") is not None:
            return False
        turn.say("utter_theft_freeze_stays_open")
        return True

    def _hear_proof(self, turn: Turn) -> bool:
        """The answers of the verification; who can give none is passed on as they are."""
        if not _theft_proof.is_possible(turn):
            turn.set(**{_CONFIRMED: False, STATEMENT: TheftStatement.CANNOT_VERIFY.value})
            return True
        return _theft_proof.hear(turn)

    def _hear_statement(self, turn: Turn) -> bool:
        if turn.entity(_theft_lane.BUTTON) is not None:
            turn.say("utter_theft_answer_frozen")
            return True
        if _theft_aside.calm(turn) or _theft_statement.forget_reversed(turn):
            return True
        if turn.entity(STATEMENT) is None and _theft_aside.answer(turn):
            return True
        if _speaks_of_freeze_only(turn):
            say_frozen(turn)
            return True
        if only_hears(turn.text) or takes_note(turn.text):
            say_frozen(turn)
            return True  # nothing is told by it: the question stands
        if hesitates(turn.text) and not turn.has("is_unsure"):
            _theft_lane.say_patience(turn)
            return True
        if _theft_aside.note_another(turn) or _theft_statement.hear(turn):
            return True
        if _theft_lane.wish_of(turn) is not None:
            say_frozen(turn)
            return True
        if _theft_lane.refuses(turn):
            # The case is passed on all the same.
            turn.set(**{STATEMENT: TheftStatement.UNSURE.value})
            return True
        return _theft_aside.take_aside(turn)

    def _leave(self, turn: Turn, *, elsewhere: bool = True) -> list[TrackerEvent]:
        """It was no theft: that stands in the case, which people look at all the same."""
        ticket = _theft_case.take_back(turn)
        done = "frozen" if is_frozen(turn) else "unchanged"
        turn.say(f"utter_theft_taken_back_{done}", {"number": ticket.number})
        if elsewhere:
            _theft_heard_of.say_elsewhere(turn)
        reset(turn, self.form)
        return self._left(turn)

    def _leave_alone(
        self, turn: Turn, response: str = "utter_theft_left_alone"
    ) -> list[TrackerEvent]:
        """Nobody is called where nothing shall be done; the case stays, with those words in it."""
        ticket = write(topics().theft.complete_wish, turn.conversation_id, turn.text)
        turn.say(response, {"number": ticket.number})
        reset(turn, self.form)
        return self._left(turn)

    def finish(self, turn: Turn) -> list[TrackerEvent] | None:
        """Complete the case, pass it to the security specialists,
        tell its number and what to do meanwhile.
        """
        frozen = bool(is_frozen(turn))
        said = turn.slot(STATEMENT) or ""
        statement = in_words(said or TheftStatement.NOT_FROZEN)
        if turn.slot("theft_reason") == WISH and said in {"", TheftStatement.ONLY_FREEZE}:
            wish = write(topics().theft.complete_wish, turn.conversation_id, statement)
            done = "only_frozen" if frozen else "not_frozen"
            turn.say(f"utter_theft_{done}", {"number": wish.number})
            return None
        disputed = _theft_statement.disputed(turn, asked=frozen or bool(said))
        told = _theft_told.told(turn)
        case = write(topics().theft.complete_case, turn.conversation_id, disputed, statement, told)
        passed_on = _theft_case.pass_on(
            turn, case.number, frozen, _theft_case.listed(turn, disputed), statement
        )
        turn.say("utter_theft_checklist")
        return passed_on


def _in_danger_yet(turn: Turn) -> bool:
    """Whether nothing is taken back by words that only speak of one transaction, or of money that
    is still there while the phone is in other hands.
    """
    lost = turn.slot("theft_reason") == LOSS and not has_it_back(turn.text)
    got_in = lost or _theft_told.tells_of_way_in(turn)
    return (got_in and finds_nothing_missing(turn.text)) or says_whose(turn.text)


def _speaks_of_freeze_only(turn: Turn) -> bool:
    """那就冻吧, 我没同意冻结: says nothing about the transactions."""
    if turn.entity(STATEMENT, _theft_statement.TICK) is not None:
        return False
    told = turn.has("disclaims") or turn.entity("amount") is not None
    if told or len(turn.folded) > _FREEZE_ONLY:
        return False
    # 是的冻结 answers the question that stood before the list.
    named = names_freeze(turn.text) and not tells_of_payment(turn.text)
    return named or _theft_lane.wish_of(turn) is not None
