"""好的, 不用了, 取消, data out of the blue, insults, and everything that was not understood."""

from __future__ import annotations

from typing import Final

from rasa_sdk.events import FollowupAction

from actions import _clarify, _in_queue, _matters, _paused
from actions._action import KefuAction
from actions._handoff import hand_off, reason_for_request, reset
from actions._kefu import desk, read
from actions._past import OFFER, TrackerEvent
from actions._steps import form_of
from actions._topics import button
from actions._turn import Button, Turn, go_to, stop
from kefu.core.freeze_words import Freezing, freezing_in
from kefu.core.going_on_words import wants_to_go_on
from kefu.core.handoff import HandoffReason
from kefu.core.later_words import goes_to_others_first, plans_for_later
from kefu.core.privacy import REFERENCE
from kefu.core.reply_words import feels_informed, only_hears, takes_note
from kefu.core.talk_words import takes_leave
from kefu.core.theft_words import only_supposes, reports_theft
from kefu.nlu.act_spelling import plain
from kefu.nlu.acts import Act
from kefu.nlu.yes_no_words import declines
from kefu.words.texts import texts

TRANSACTION = "transaction_form"
THEFT = "theft_form"
TOPICS_OFFERED = 3
MONEY_TOPICS = ("transaction_failed", "deposit_not_arrived", "account_stolen", "human_agent")
DEFAULT_TOPICS = ("forgot_password", "transaction_failed", "account_locked", "human_agent")


class Greet(KefuAction):
    """你好, 在吗."""

    only_speaks = True

    def name(self) -> str:
        """As in domain.yml."""
        return "action_smalltalk_greet"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Who asks whether somebody is there hears who it is."""
        here = turn.has("asks_whether_anybody_is_there")
        turn.say("utter_smalltalk_here" if here else "utter_smalltalk_greeting")
        return []


class Introduce(KefuAction):
    """你是机器人吗."""

    only_speaks = True

    def name(self) -> str:
        """As in domain.yml."""
        return "action_smalltalk_introduce"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Say that it is no human, and what it can do."""
        turn.say("utter_smalltalk_bot_challenge")
        return []


class Affirm(KefuAction):
    """A yes outside a question of a form: takes up what was just offered."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_smalltalk_affirm"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Go on with what was offered: a matter that waits, the paused journey, or a human."""
        offer, paused = turn.offered(), _paused.paused(turn)
        turn.set(**{OFFER: None})
        if offer == _matters.NEXT and _matters.waiting(turn):
            return _matters.take_up(turn)
        if offer == _paused.RESUME and paused:
            return [FollowupAction(paused[0])]
        if offer is not None and plans_for_later(turn.text):
            turn.say("utter_smalltalk_later", {"title": texts().topics.name(offer)})
            return []
        noted = any(only(turn.text) for only in _TAKES_UP_NOTHING)
        offer = None if noted else offer
        form = form_of(offer) if offer is not None else None
        people = offer in list(HandoffReason) and not _only_heard(turn)
        if offer and (form or people) and only_hears(turn.text) and not turn.asked_before():
            _ask_whether(turn, offer)
            return []
        if form is not None:
            return [FollowupAction(form)]
        if people:
            return hand_off(turn, reason_for_request(turn), "utter_service_handoff")
        if freezing_in(turn.text) is Freezing.WANTED:  # 好啦，帮我冻啦, after a no
            turn.set(theft_reason="freeze_account")
            return [FollowupAction(THEFT)]
        if not _stays_with(turn):
            turn.say("utter_smalltalk_affirm")
        return []


# 好的我知道了, 行 我心里有底了, 好的我跟她讲.
_TAKES_UP_NOTHING: Final = (takes_note, feels_informed, goes_to_others_first)


def _ask_whether(turn: Turn, offer: str) -> None:
    """Ask whether an offer is meant that only stood below an answer: 好的 may be for that alone."""
    turn.set(**{OFFER: offer})
    if offer in list(HandoffReason):
        turn.say("utter_smalltalk_affirm_people", buttons=[button("human_agent")])
    else:
        turn.say(
            "utter_smalltalk_affirm_topic",
            {"matter": texts().topics.name(offer)},
            buttons=[button(offer)],
        )


def _only_heard(turn: Turn) -> bool:
    """Whether 哦哦 or 我确认一下 takes up nothing: neither a yes nor a wish."""
    return not turn.does(Act.AGREES, Act.REQUESTS)


class Deny(KefuAction):
    """A no: to an offer, to a form's question that is none of yes or no,
    or to "还有什么可以帮您".
    """

    def name(self) -> str:
        """As in domain.yml."""
        return "action_smalltalk_deny"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Leave the form if one is active; otherwise forget what
        was offered. 没用 is no farewell.
        """
        if _is_theft(turn):
            return _to_theft(turn)
        if turn.has("says_not_helped"):
            _clarify.say_misread(turn)
            return []
        if wants_to_go_on(turn.text):
            turn.say("utter_smalltalk_goes_on")
            return []
        if turn.form is not None:
            return _leave(turn, turn.form)
        turn.set(**{OFFER: None})
        if turn.offered() == _matters.NEXT:
            _matters.drop_first(turn)
            _paused.offer_to_go_on(turn)
            return []
        if turn.offered() == _paused.RESUME and _dropped(turn):
            return []
        _paused.forget_all(turn)
        turn.say("utter_smalltalk_deny")
        return []


class Cancel(KefuAction):
    """取消: leaves the form and says what was and what was not done."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_smalltalk_cancel"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Nothing to leave is said too; 算了，还是冻上吧 leaves nothing."""
        if freezing_in(turn.text) is Freezing.WANTED:
            turn.set(theft_reason="freeze_account")
            return [FollowupAction(THEFT)]
        if wants_to_go_on(turn.text):
            turn.say("utter_smalltalk_goes_on")
            return []
        if turn.form is not None:
            return _leave(turn, turn.form)
        offered = turn.offered()
        turn.set(**{OFFER: None})
        _paused.forget_all(turn)
        if not _in_queue.answer_to_leaving(turn, may_leave=offered is None):
            turn.say("utter_smalltalk_nothing_to_cancel")
        return []


def _is_theft(turn: Turn) -> bool:
    """Whether a theft is told in words that sound like an answer: 不是我转的."""
    reports = reports_theft(turn.text) and not only_supposes(turn.text)
    return turn.form != THEFT and reports


def _to_theft(turn: Turn) -> list[TrackerEvent]:
    if turn.form is not None:
        _paused.pause(turn, turn.form)
    return go_to(THEFT)


def _leave(turn: Turn, form: str) -> list[TrackerEvent]:
    turn.say(f"utter_{form.removesuffix('_form')}_cancelled")
    reset(turn, form)
    _paused.forget(turn, form)
    _paused.offer_to_go_on(turn)
    return stop()


def _dropped(turn: Turn) -> bool:
    """Drop the journey that was offered; whether an earlier one is offered now."""
    offered, *_ = [*_paused.paused(turn), None]
    if offered is not None:
        _paused.forget(turn, offered)
    return _paused.offer_to_go_on(turn)


class Inform(KefuAction):
    """Data that no form asked for, and trusted events that arrive when their journey is over."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_smalltalk_inform"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Take up the journey that the event belongs to, or ask what the data is for."""
        trusted = turn.entity("handoff") or turn.entity("secure_input")
        if _is_theft(turn):
            return _to_theft(turn)
        if turn.entity("secure_input") == "new_password":
            turn.say("utter_password_reset_done_before")
        elif turn.entity("secure_input") == "new_payment_password":
            turn.say("utter_password_payment_done_before")
        elif trusted and _paused.offer_to_go_on(turn):
            return []
        elif turn.entity("handoff"):
            turn.say("utter_smalltalk_returned")
        elif turn.entity("secure_input"):
            turn.say("utter_smalltalk_verified", buttons=_topics(DEFAULT_TOPICS))
        else:
            return _bare_fact(turn)
        return []


def _bare_fact(turn: Turn) -> list[TrackerEvent]:
    """What a fact could mean: after talk of transactions another one,
    else what the customer says it is.
    """
    about_money = turn.entity("amount", "merchant", "transaction_id") is not None
    if about_money and turn.slot("journey_form") == TRANSACTION:
        return [FollowupAction(TRANSACTION)]
    _keep_account(turn)
    if about_money:
        turn.say("utter_smalltalk_inform_money", buttons=_topics(MONEY_TOPICS))
    else:
        turn.say("utter_smalltalk_inform", buttons=_topics(DEFAULT_TOPICS))
    return []


def _keep_account(turn: Turn) -> None:
    """A phone or e-mail told before its journey is not asked for again."""
    address = turn.entity("phone_number", "email")
    if address and REFERENCE.fullmatch(address):
        turn.set(verification_account=address)


class Insult(KefuAction):
    """One apology; after that only the offer of a human."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_smalltalk_insult"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """A yes in the next turn calls the human."""
        if _stays_with(turn):
            return []
        again = turn.in_a_row(self.name()) > 0
        turn.set(**{OFFER: HandoffReason.ANGER.value})
        turn.say("utter_smalltalk_insult_again" if again else "utter_smalltalk_insult")
        return []


class NotUnderstood(KefuAction):
    """Out of scope or not understood: what the bot can do; twice in a row: a human."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_smalltalk_not_understood"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Offers the nearest topics.

        Inside a form only words, because the form's own buttons follow.
        """
        if turn.form is None and _stays_with(turn):
            return []
        if turn.form is None and (plans_for_later(turn.text) or goes_to_others_first(turn.text)):
            turn.say("utter_smalltalk_deny")
            return []
        declined = turn.does(Act.REFUSES) or declines(plain(turn.folded).text)
        if turn.form is None and declined and not turn.does(Act.ASKS, Act.REQUESTS):
            if _in_queue.answer_to_leaving(turn, may_leave=False):
                return []
            turn.say("utter_smalltalk_nothing_wanted")
            return []
        misses = turn.in_a_row(self.name()) + 1
        if turn.form == THEFT:
            turn.say("utter_smalltalk_misunderstood_in_theft")
        elif misses == 1 and turn.has("says_not_helped"):
            _clarify.say_misread(turn)
        elif misses > 1:
            turn.set(**{OFFER: HandoffReason.REPEATED_MISUNDERSTANDING.value})
            out_of_reach = misses > 2
            turn.say(
                "utter_smalltalk_out_of_reach"
                if out_of_reach
                else "utter_smalltalk_misunderstood_again"
            )
        elif turn.form is not None:
            turn.say("utter_smalltalk_misunderstood_in_form")
        else:
            known = texts().topics.intents
            nearest = [i for i in (*turn.ranking, *DEFAULT_TOPICS) if i in known]
            topics = [i for i in dict.fromkeys(nearest) if i != "human_agent"][:TOPICS_OFFERED]
            turn.say("utter_smalltalk_misunderstood", buttons=_topics((*topics, "human_agent")))
        return []


class Part(NotUnderstood):
    """再见."""

    def name(self) -> str:
        """As in domain.yml."""
        return "action_smalltalk_part"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """Whoever only sounds like it (那行 你先查) is not sent away."""
        if turn.doubt and not takes_leave(turn.text):
            return super().act(turn)
        turn.say("utter_smalltalk_goodbye")
        return []


class DefaultFallback(NotUnderstood):
    """Rasa's own fallback, for a state that no rule covers: the same words.

    Unlike Rasa's, it does not take the message back:
    the engine finds a turn's answer by its message.
    """

    def name(self) -> str:
        """The name that Rasa's RulePolicy falls back to."""
        return "action_default_fallback"

    def act(self, turn: Turn) -> list[TrackerEvent]:
        """No rule knows what follows, so waiting is said expressly."""
        return [*super().act(turn), FollowupAction("action_listen")]


def _stays_with(turn: Turn) -> bool:
    """Say to somebody whose life may be in danger, and who waits for people, that they are not
    alone; whether it is such a person. Topics to choose from are no answer to them.
    """
    if not read(desk().handoff.waits_for, turn.conversation_id, HandoffReason.DANGER):
        return False
    turn.say("utter_smalltalk_stay_with")
    return True


def _topics(intents: tuple[str, ...]) -> list[Button]:
    return [button(intent) for intent in intents]
