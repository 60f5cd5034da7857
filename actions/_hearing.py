"""How a journey hears an answer: by what the customer does with the words, then by their matter.

Consent, patience, leaving and help follow here from the acts (`kefu.nlu.acts`) for every step;
what an answer tells is the journey's own to take. It must not know a topic.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Final

from actions._helps import Help, fitting, shown
from actions._matters import THEFT
from actions._steps import Chosen, Confirmed, Declaration, Step, Verified, form_of
from actions._turn import Turn
from kefu.core.asking_form_words import asks_for_rule
from kefu.core.closure_words import tells_closed_card
from kefu.core.consent_words import (
    only_thanks,
    rejects_advice,
    speaks_of_others,
    wishes_nothing,
)
from kefu.core.freeze_words import freezing_in, names_freeze
from kefu.core.going_on_words import wants_to_go_on
from kefu.core.handoff import HandoffReason
from kefu.core.hearsay_words import hearsay_in
from kefu.core.later_words import puts_off
from kefu.core.other_way_words import other_way_in
from kefu.core.others_lock_words import leaves_it_to_them
from kefu.core.reply_words import feels_informed, only_hears, only_nods, sighs_and_nods
from kefu.core.reserve_words import Reserve, is_settled, reserve_in
from kefu.core.returning_words import is_back
from kefu.core.theft_words import only_supposes, reports_emergency, reports_theft
from kefu.core.waiting_words import names_people
from kefu.nlu.act_spelling import plain
from kefu.nlu.acts import Act, Aspect
from kefu.nlu.beside_yes_words import is_yes_alone
from kefu.nlu.yes_no_words import declines

LEAVING: Final = "journey_leaving"
"""The slot asked for while the customer is asked whether to go on; holds the slot asked before."""
# Said in answer to a question; the form is asked again rather than another topic looked for.
ANSWERING: Final = frozenset({"inform", "affirm"})
# Short questions sound like these whatever they are about (要钱吗, 多久): the step knows better.
_ELLIPTICAL: Final = frozenset(
    {
        *("fee_query", "limit_query", "service_hours", "ticket_status", "bot_challenge"),
        *("inform", "affirm", "deny", "out_of_scope", "greeting", "security_advice", "cancel"),
    }
)
# Each of them makes a yes beside it no consent.
_NO_CONSENT: Final = (
    *(Act.ASKS, Act.REFUSES, Act.WAITS, Act.STOPS, Act.CORRECTS, Act.NEGATES, Act.NO_SUCCESS),
)

# Asked about the matter as such, even by whom it has failed (付款失败会扣钱吗).
_OF_THE_MATTER: Final = (Aspect.COST, Aspect.CONSEQUENCE, Aspect.NEED)

_FEW: Final = 8


class Heard(Enum):
    """What an answer was to the question that stands."""

    TAKEN = "taken"
    """It told something, or nothing that others could answer: on to the next open step."""
    ASIDE = "aside"
    """It was answered in a sentence; the question stands again."""
    FAILED = "failed"
    """The step did not work: its next way is offered."""
    WAITING = "waiting"
    """Time was asked for: the step stays open and nothing is repeated."""
    LEFT = "left"
    """It is to be ended."""
    ELSEWHERE = "elsewhere"
    """It is about something else, which others answer."""


def consent(turn: Turn, journey: Declaration, step: Confirmed) -> bool | None:
    """Whether the message agrees to the effect that is asked about, or declines it;
    None when it does neither clearly enough for an effect, or wants something else.
    """
    if _leads_elsewhere(turn, journey):
        return None
    if _refuses(turn) and not turn.does(Act.ASKS, Act.WAITS, Act.CORRECTS):
        return False
    if turn.does(*_NO_CONSENT) or turn.has("sets_condition") or turn.has("negates"):
        return None
    if _no_question_stood(turn, step) or (step.clearly and _only_listens(turn)):
        return None
    if speaks_of_others(turn.text) or turn.entity("phone_number", "email"):
        return None  # of another's account nothing is agreed to here
    named = step.named_by is not None and turn.has(step.named_by) and not wishes_nothing(turn.text)
    return True if named or _agrees(turn) else None


def _agrees(turn: Turn) -> bool:
    """Whether yes is said, and nothing beside it that has another matter: 行,店家说换."""
    return turn.does(Act.AGREES) and (turn.is_tap or is_yes_alone(plain(turn.folded).text))


def _refuses(turn: Turn) -> bool:
    """Whether no is said; an end of it all may lose something, which is asked about."""
    if turn.does(Act.REFUSES) or rejects_advice(turn.text):
        return True
    ends = turn.does(Act.STOPS, Act.AGREES) or turn.intent == "cancel"
    return bool(turn.text) and not ends and declines(plain(turn.folded).text)


def _only_listens(turn: Turn) -> bool:
    """Whether a yes is the nod of who listens, or may as well be said to the answer before it."""
    if turn.is_tap:
        return False
    return only_nods(turn.text) or (turn.follows_question and only_hears(turn.text))


def _no_question_stood(turn: Turn, step: Confirmed) -> bool:
    """Whether 好 answers 您慢慢考虑, or 好的谢谢 and 哦好的 an answer or what only states how it
    stands.
    """
    if turn.slot("journey_put_off"):
        return step.named_by is None or not turn.has(step.named_by)
    if feels_informed(turn.text):
        return True
    stated = only_thanks(turn.text) and turn.said_before(*step.again[-2:])
    return stated or turn.thanks_for_answer or (turn.follows_question and sighs_and_nods(turn.text))


def hear(turn: Turn, journey: Declaration, take: Callable[[Turn], bool]) -> Heard:
    """Hear an answer; `take` notes what it tells for the journey and says whether it told any."""
    if turn.asked == LEAVING:
        going_on = _about_leaving(turn)
        if going_on is not None:
            return going_on
    if _tells_of_theft(turn, journey):
        return Heard.ELSEWHERE
    step = journey.step_asking(turn.asked)
    if not reports_emergency(turn.text) and (heard := _in_passing(turn, step)) is not None:
        return heard
    if isinstance(step, Confirmed) and not step.by_journey:
        agreed = consent(turn, journey, step)
        if agreed is not None:
            turn.set(**{step.slot: agreed})
            return Heard.TAKEN
    if take(turn):
        return Heard.TAKEN
    if step is not None and step.again_at(turn.asked or "") and other_way_in(turn.text):
        return Heard.FAILED
    return _aside(turn, journey, step) or _by_matter(turn, journey)


def _in_passing(turn: Turn, step: Step | None) -> Heard | None:
    """Said at any step, or one of its own questions, whatever matter it sounds like."""
    if is_back(turn.text):
        turn.say("utter_service_back")
        return Heard.ASIDE
    if turn.has("asks_who_you_are"):
        turn.say("utter_smalltalk_bot_challenge")
        return Heard.ASIDE
    answer = step.answered_by(turn) if step is not None else None
    return None if answer is None else _answered(turn, answer)


def _tells_of_theft(turn: Turn, journey: Declaration) -> bool:
    """Whether a theft is told, which goes before whatever else the words may tell this journey."""
    if "account_stolen" in journey.begun_by or turn.negates_any("account_stolen"):
        return False
    stolen = turn.intent == "account_stolen" and hearsay_in(turn.text) is None
    reports = reports_theft(turn.text) and not only_supposes(turn.text)
    return stolen or (turn.intent in {"deny", "inform"} and reports)


def _about_leaving(turn: Turn) -> Heard | None:
    """Whether to go on was asked: who does not, leaves; other words answer the question before."""
    before = turn.slot("journey_leaving")
    turn.set(journey_leaving=None)
    if turn.does(Act.STOPS, Act.REFUSES) or (turn.intent == "deny" and not turn.does(Act.ASKS)):
        return Heard.LEFT
    turn.asked = before
    return Heard.ASIDE if turn.does(Act.AGREES) and not turn.does(Act.ASKS) else None


def _aside(turn: Turn, journey: Declaration, step: Step | None) -> Heard | None:
    """Everything but an answer that is the journey's own business; None when it is not."""
    known = step.helps_at(turn.asked or "") if step is not None else ()
    trouble = shown(turn, known)
    # 发到哪了 is asked of the code, however much it sounds like another matter.
    unsure = turn.does(Act.ASKS) or bool(turn.doubt)
    of_the_step = trouble is not None and unsure and len(turn.folded) <= _FEW
    if _leads_elsewhere(turn, journey) and not of_the_step:
        return None
    if trouble is not None:
        return _answered(turn, trouble.response)
    if _ends(turn, journey, step):
        return Heard.LEFT
    own = {*journey.own, *_ELLIPTICAL, *(step.near if step is not None else ())}
    if not turn.doubt:
        own.discard("service_hours")  # 客服几点上班 is surely that, 几点 may be anything
    asks = turn.does(Act.ASKS) and (turn.intent in own or _asks_how_it_stands(turn))
    if asks and (help_ := _help(turn, journey, known)):
        return _answered(turn, help_.response)
    waits = turn.does(Act.WAITS) or (isinstance(step, Confirmed) and puts_off(turn.text))
    if waits and not turn.does(Act.ASKS):
        return Heard.WAITING
    if turn.does(Act.NO_SUCCESS) and step is not None and turn.intent in own:
        return Heard.FAILED
    return None


def _answered(turn: Turn, response: str) -> Heard:
    """Say it; an answer that has just been given was of no use, so the next way is offered."""
    if turn.said_before(response):
        return Heard.FAILED
    turn.say(response)
    return Heard.ASIDE


def _leads_elsewhere(turn: Turn, journey: Declaration) -> bool:
    """Whether it is about a matter that is gone to at once; 等会儿 alone calls no human."""
    if turn.intent in {"human_agent", "complaint"}:
        if turn.doubt and not turn.does(Act.REQUESTS) and not names_people(turn.text):
            return False
        return turn.does(Act.REQUESTS) or not turn.does(Act.WAITS)
    if turn.intent == "freeze_account" and not _names_freeze(turn):
        return reports_emergency(turn.text)
    if turn.intent == "freeze_account" and turn.has("has_no_number"):
        # 手机不在身边 answers the question of the way.
        return freezing_in(turn.text) is not None or reports_emergency(turn.text)
    only_waits = turn.does(Act.WAITS) and not turn.does(Act.REQUESTS, Act.ASKS)
    # 等下我手机在充电 is no wish for a call; 等等，我的账户被锁了 is about the lock.
    if only_waits and turn.doubt and turn.intent not in THEFT:
        return False
    return form_of(turn.intent) not in {None, journey.form} and turn.intent not in journey.meant_by


def _names_freeze(turn: Turn) -> bool:
    """Whether a freeze is named; 停了马上就不能看了吗 asks about what is stopped here."""
    asked_of_this = turn.does(Act.ASKS) and freezing_in(turn.text) is None
    return names_freeze(turn.text) and not asked_of_this


def _ends(turn: Turn, journey: Declaration, step: Step | None) -> bool:
    """Whether the customer wants no more of this."""
    if turn.does(Act.NO_SUCCESS) or turn.has("says_not_helped") or wants_to_go_on(turn.text):
        return False
    if turn.does(Act.STOPS) or turn.negates_any(*journey.own):
        return True
    if turn.does(Act.WAITS, Act.ASKS, Act.CORRECTS):
        return False
    refuses = turn.does(Act.REFUSES) and turn.intent in journey.own
    if refuses and not isinstance(step, Confirmed):
        return True
    # 没有编号 and 不懂这个 say no to nothing.
    clearly = not turn.text or declines(plain(turn.folded).text)
    return clearly and turn.intent in {"cancel", "deny"}


def _asks_how_it_stands(turn: Turn) -> bool:
    """Whether a few words ask for the state of what is being done (现在能用了吗)."""
    return turn.asks_about(Aspect.STATUS) and len(turn.folded) <= _FEW


def _help(turn: Turn, journey: Declaration, known: tuple[Help, ...]) -> Help | None:
    """The journey's own answer where its matter is named, else the step's."""
    if turn.intent in journey.own:
        named = fitting(turn, tuple(help_ for help_ in journey.helps if help_.about))
        if named is not None:
            return named
    return fitting(turn, known) or fitting(turn, journey.helps)


def _by_matter(turn: Turn, journey: Declaration) -> Heard:
    if turn.intent == "affirm" and turn.offered() in list(HandoffReason):
        return Heard.ELSEWHERE  # yes to the human who was offered
    own = turn.intent in {*ANSWERING, "deny", "cancel"} or turn.intent in journey.own
    if turn.intent == "account_closure" and tells_closed_card(turn.text):
        own = True
    if turn.intent == "freeze_account" and not _names_freeze(turn):
        own = not reports_emergency(turn.text)  # 能不能先给我 sounds like one
    return Heard.TAKEN if own else Heard.ELSEWHERE


def settles(turn: Turn, step: Step | None) -> bool:
    """Whether there is nothing to choose any more (没事了, 我就是问问), or others shall prove who
    they are.
    """
    if isinstance(step, Verified):
        return leaves_it_to_them(turn.text)
    if not isinstance(step, Chosen) or turn.does(Act.ASKS, Act.REQUESTS):
        return False
    return is_settled(turn.text) or reserve_in(turn.text) is Reserve.ONLY_ASKED


def unwanted(turn: Turn) -> bool:
    """Whether a first sentence says that its matter is not so, or refuses it and tells no more."""
    more = (*(Act.REQUESTS, Act.ASKS, Act.TELLS, Act.NO_SUCCESS, Act.CORRECTS, Act.AGREES),)
    return turn.negates_any(turn.intent) or (turn.does(Act.REFUSES) and not turn.does(*more))


def first_help(turn: Turn, journey: Declaration) -> Help | None:
    """The answer to a first sentence that only asks about the matter, so that nothing is begun.

    Who tells what has happened, or says that something does not work, wants more than an answer.
    """
    if not turn.does(Act.ASKS) or turn.does(Act.REQUESTS, Act.AGREES, Act.CORRECTS):
        return None
    if turn.does(Act.NO_SUCCESS) and not turn.asks_about(*_OF_THE_MATTER):
        return None
    if turn.has("asks_for_help") or turn.entity(
        *("phone_number", "email", "amount", "merchant", "transaction_id", "time")
    ):
        return None
    in_general = asks_for_rule(turn.text)
    return fitting(turn, tuple(one for one in journey.helps if one.begins or in_general))
