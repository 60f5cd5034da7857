"""What the theft lane hears besides the answers that it asks for: consent to the freeze, questions,
doubts, other matters.

Nothing of it leads out of the lane. It must not know what becomes of the case.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from actions import _theft_answers
from actions._handoff import is_about_theft
from actions._theft_answers import ANSWERS
from actions._theft_state import is_frozen, say_frozen, say_whether_it_can
from actions._topics import button
from actions._turn import Turn
from kefu.core.afterwards_words import asks_whether_done
from kefu.core.asking_home_words import asks_at_home, follows_advice, passes_advice_on
from kefu.core.closing_words import closes
from kefu.core.complaint_words import Spoken, speaks_of_complaint
from kefu.core.consent_words import agrees_to_nothing, closes_talk, only_thanks, wishes_nothing
from kefu.core.explained_words import (
    confirms_family,
    family_claims,
    family_claims_transfer,
    finds_family,
    suspects_family,
)
from kefu.core.freeze_words import (
    Freezing,
    asks_for_a_moment,
    asks_need,
    asks_to_freeze,
    clauses,
    freezes_first,
    freezing_in,
    hesitates,
    insists,
    is_resigned,
    wants_stopped,
)
from kefu.core.frozen_words import lifts
from kefu.core.going_on_words import wants_to_go_on
from kefu.core.nothing_taken_words import nothing_taken
from kefu.core.owning_words import disowns
from kefu.core.people_words import doubts_people, leaves_people
from kefu.core.reply_words import (
    agrees,
    feels_informed,
    hedges,
    leaves_open,
    only_hears,
    takes_note,
    urges,
)
from kefu.core.reserve_words import Reserve, reserve_in
from kefu.core.taking_back_words import is_doubtful
from kefu.core.theft_question_words import TheftQuestion, theft_question
from kefu.core.theft_words import (
    denies_theft,
    explains_away,
    reports_emergency,
    says_who_paid,
    was_a_mistake,
)
from kefu.core.waiting_words import Wish, names_people, speaks_of_queue
from kefu.core.waiting_words import wish_of as wish_of_queue
from kefu.nlu.act_spelling import BREAK, plain
from kefu.nlu.acts import Act
from kefu.nlu.beside_yes_words import is_yes_alone
from kefu.nlu.yes_no_words import declines

FORM: Final = "theft_form"
# Only in payloads: the freeze question's own buttons.
BUTTON: Final = "theft_freeze"
_WISH: Final = "freeze_account"
NOW: Final = "now"
# Questions about money that is gone sound like these matters, and so does what is told of it.
OF_THEFT: Final = frozenset(
    {
        *("refund", "dispute", "transaction_failed", "phishing_report", "account_locked"),
        *("unfreeze_account", "change_phone"),
    }
)
# In words that can be about nothing else, where a theft was reported.
OF_VICTIMS_ALONE: Final = frozenset(
    {
        *(TheftQuestion.DEBITS, TheftQuestion.LOANS, TheftQuestion.FAMILY_CARD),
        *(TheftQuestion.PUSHED_OFF, TheftQuestion.DELETED, TheftQuestion.SIM_COPIED),
        *(TheftQuestion.WHICH, TheftQuestion.WITHDRAWING, TheftQuestion.PAUSE),
        *(TheftQuestion.GROUP, TheftQuestion.CERTIFICATE, TheftQuestion.WENT_OUT),
        *(TheftQuestion.KEEP_FROZEN, TheftQuestion.POLICE_WORDS, TheftQuestion.POLICE_WHERE),
        TheftQuestion.PENDING,
    }
)
# Asked by a victim at any later time, whatever matter they sound like.
_OF_VICTIMS: Final = frozenset(
    {
        *(TheftQuestion.RECOVERY, TheftQuestion.COMPENSATION, TheftQuestion.WHO),
        *(TheftQuestion.POLICE, TheftQuestion.OTHERS_ACCOUNT, TheftQuestion.WHY_HAPPENED),
        *OF_VICTIMS_ALONE,
    }
)
_BY_WISH: Final = {
    Freezing.ASKED_ABOUT: TheftQuestion.FREEZE_EFFECT,
    Freezing.OF_OTHERS: TheftQuestion.OTHERS_ACCOUNT,
    Freezing.OF_CARD: TheftQuestion.CARD,
}
# Asked in words that sound like a no, or a yes: 只冻转账吧.
_OF_STATE: Final = frozenset(
    {TheftQuestion.FROZEN_ALREADY, TheftQuestion.KEEP_FROZEN, TheftQuestion.PARTLY}
)
# A question of either kind declines nothing: 冻好还是不冻好.
_UNDECIDED: Final = frozenset({Freezing.WANTED_PERHAPS, Freezing.ASKED_ABOUT})
_PATIENCE: Final = "utter_theft_take_time"
# A wish in the form of a question hears one of the latter two.
_CALLS_FOR_YES: Final = (
    *("utter_theft_ask_freeze", "utter_theft_can_freeze", "utter_theft_can_freeze_by_code"),
)
_NAMES_BUTTON: Final = "utter_theft_ask_freeze_otherwise"
# In how many messages before this one a question at home may have been spoken of.
_ASKED_AT_HOME: Final = 4
# In how many it was told what the own people advise.
_ADVISED: Final = 2
_DOUBTS: Final = (Act.ASKS, Act.REFUSES, Act.WAITS, Act.STOPS, Act.NEGATES, Act.NO_SUCCESS)


def wish_of(turn: Turn) -> Freezing | None:
    """What the message says of a freeze; in a dialect as well, whose no counts before a yes that
    the signs alone would spell.
    """
    asked = theft_question(turn.text)
    if asked in _OF_STATE:  # 没冻吧, 别给我解冻
        return Freezing.ASKED_ABOUT
    if closes(turn.text):  # of an account in danger most likely this, to be confirmed
        return Freezing.WANTED_PERHAPS
    said, meant = freezing_in(turn.text), freezing_in(_meant(turn))
    return meant if said is None or meant in {Freezing.REFUSED, Freezing.PUT_OFF} else said


def question_of(turn: Turn) -> TheftQuestion | None:
    """What the message asks about the case, in a dialect as well."""
    asked = theft_question(turn.text) or theft_question(_meant(turn))
    if asked is None and asks_whether_done(turn.text):
        return TheftQuestion.FROZEN_ALREADY
    return asked


def asked_of(turn: Turn) -> TheftQuestion | None:
    """What the message asks about the case, or about the freeze that it speaks of."""
    if asks_need(turn.text):
        return TheftQuestion.WHY_FREEZE
    wish = wish_of(turn)
    return question_of(turn) or (_BY_WISH.get(wish) if wish is not None else None)


def _meant(turn: Turn) -> str:
    # Clause by clause: 先不说报警，冻结我账户 refuses no freeze.
    parts = clauses(turn.folded)
    return ",".join(plain(part).text.replace(BREAK, " ") for part in parts)


def is_for_people(turn: Turn) -> bool:
    """Whether a human is wanted, who is called at once."""
    if turn.intent == "complaint":  # 你们赔不赔, 你们看着办 and 听听家人的意见 sound like one
        told = leaves_open(turn.text) or asks_at_home(turn.text)
        told |= speaks_of_complaint(turn.text) is Spoken.THREATENED  # 不赔就去投诉你们
        return question_of(turn) is None and not told
    if turn.intent != "human_agent" or leaves_queue(turn):
        return False
    if doubts_people(turn.text) or leaves_people(turn.text):
        return False
    return turn.does(Act.REQUESTS) or question_of(turn) is not TheftQuestion.DURATION


def leaves_queue(turn: Turn) -> bool:
    """Whether the message speaks of the queue, or wants no human, which declines no freeze."""
    left = wish_of_queue(turn.text) is Wish.LEAVE and names_people(turn.text)
    return left or speaks_of_queue(turn.text)


def consents(turn: Turn) -> bool | None:
    """Whether the message agrees to the freeze, or declines it; None when it does neither clearly.

    A question, a condition or a doubt is no consent, whatever stands beside it.
    """
    if (given := turn.entity(BUTTON)) is not None:
        return given == NOW
    if leaves_open(turn.text):
        return None
    wish = wish_of(turn)
    if wish is Freezing.REFUSED:
        return False
    if wish is Freezing.WANTED:
        doubted = turn.does(Act.STOPS, Act.WAITS) and not is_resigned(turn.text)
        doubted |= wishes_nothing(turn.text)
        if freezes_first(turn.text):  # 再说 sounds like later
            doubted = wishes_nothing(turn.text)
        elif not insists(turn.text):  # 不冻不行 sounds like a no
            doubted |= turn.does(Act.REFUSES, Act.NEGATES)
        return None if doubted else True
    if wish is not None or lifts(turn.text) or turn.slot("journey_put_off"):
        return None  # after 您慢慢考虑 no question stands: only the freeze by its name is agreed to
    return _agrees_without_name(turn)


def _agrees_without_name(turn: Turn) -> bool | None:
    if _follows_advice(turn):
        return True
    if _only_reacts(turn):
        return None
    if hedges(turn.text):
        return None  # 嗯好像也行
    if agrees(turn.text) or agrees(_meant(turn)) or urges(turn.text):
        return True
    if turn.has("negates") or turn.does(*_DOUBTS):
        return None
    # 知道了 and 收到 sound like a yes, and are none.
    agreed = turn.does(Act.AGREES) and turn.intent in {"affirm", _WISH}
    agreed = agreed and is_yes_alone(plain(turn.folded).text)
    return True if agreed or wants_stopped(turn.text) else None


def _follows_advice(turn: Turn) -> bool:
    """Whether the message leaves it to the own people, who advised the freeze just before."""
    if not follows_advice(turn.text):
        return False
    before = (message["text"] or "" for message in islice(turn.earlier(), _ADVISED))
    advised = next(filter(passes_advice_on, before), None)
    return advised is not None and asks_to_freeze(advised)


def _only_reacts(turn: Turn) -> bool:
    """Whether words that sound like a yes answer something else, or nothing."""
    if hesitates(turn.text) or question_of(turn) is not None:
        return True
    if agrees_to_nothing(turn.text) or turn.thanks_for_answer or closes_talk(turn.text):
        return True
    if only_thanks(turn.text) and not turn.said_before("utter_theft_ask_freeze"):
        return True  # 行 谢谢 behind other words says goodbye
    if takes_note(turn.text) or feels_informed(turn.text) or only_hears_answer(turn):
        return True
    return only_hears(turn.text) and turn.said_before(_PATIENCE)


def only_hears_answer(turn: Turn) -> bool:
    """Whether 好的, 嗯 or 快点 may as well be said to the answer of a question, beside which the
    freeze was asked about again in few words, or to a text that only names the button.
    """
    nods = only_hears(turn.text) or only_hears(_meant(turn))
    if nods and turn.said_before(_NAMES_BUTTON):
        return True
    if not (nods or urges(turn.text)) or turn.said_before(*_CALLS_FOR_YES):
        return False
    return turn.follows_question or turn.said_before(*ANSWERS)


def takes_back(turn: Turn) -> bool:
    """Whether the customer says that it was no theft after all."""
    if is_doubtful(turn.text):  # 不是被盗吧
        return False
    return turn.negates_any("account_stolen") and not reports_emergency(turn.text)


def wonders(turn: Turn) -> bool:
    """Whether the customer only wonders if it was a theft: 应该不是被盗吧."""
    denied = turn.negates_any("account_stolen") and is_doubtful(turn.text)
    return denied and not reports_emergency(turn.text)


def nothing_was_taken(turn: Turn) -> bool:
    """Whether the customer says that they gave it away willingly, or that their own people did,
    whom they asked first: 她说是她还的货款.
    """
    return nothing_taken(turn.text) or family_did_it(turn)


def family_did_it(turn: Turn) -> bool:
    """Whether the customer says that their own people paid it, whom they asked or supposed."""
    if family_claims(turn.text) or finds_family(turn.text):
        return True
    if turn.does(Act.ASKS):
        return False
    before = [message["text"] or "" for message in islice(turn.earlier(), _ASKED_AT_HOME)]
    if confirms_family(turn.text) and any(map(suspects_family, before)):
        return True
    paid = says_who_paid(turn.text) or family_claims_transfer(turn.text)
    return paid and any(map(asks_at_home, before))


def denies(turn: Turn) -> bool:
    """Whether the matter is named to say that nothing was stolen, or that nothing shall be done."""
    if turn.negates_any(turn.intent) or explains_away(turn.text):
        return True
    return denies_theft(turn.text) and not reports_emergency(turn.text)


def refuses(turn: Turn) -> bool:
    """Whether the customer wants no more of it; 没用 only says that it did not help, and 不是我转的
    tells what happened.
    """
    if turn.does(Act.ASKS, Act.WAITS) or reports_emergency(turn.text):
        return False
    undecided = doubts(turn) and not turn.negates_any(_WISH)
    if undecided or wants_to_go_on(turn.text) or was_misread(turn):
        return False
    if disowns(turn.text) or question_of(turn) is not None or leaves_queue(turn):
        return False
    if reserve_in(turn.text) is Reserve.ONLY_ASKED:  # 先别发验证码，我就想问问情况
        return False
    if leaves_open(turn.text) or wish_of(turn) in _UNDECIDED:
        return False
    # 不敢转 and 我儿子也不知道 say no to something else.
    if turn.text and not declines(plain(turn.folded).text):
        return False
    if turn.intent == "cancel" or turn.does(Act.STOPS):
        return True
    return turn.intent == "deny" and not turn.has("says_not_helped")


def waits(turn: Turn) -> bool:
    """Whether a moment is asked for before anything is frozen: 等一下先别冻."""
    return turn.entity(BUTTON) is None and asks_for_a_moment(turn.text)


def doubts(turn: Turn) -> bool:
    """Whether the customer is undecided (万一我搞错了呢, 我不确定), which is neither yes nor no."""
    return hesitates(turn.text) or turn.has("is_unsure")


def was_misread(turn: Turn) -> bool:
    """Whether the bot has misread the customer (我不是问这个), which refuses nothing."""
    return turn.has("rejects_reading") and not was_a_mistake(turn.text)


def answer(turn: Turn) -> bool:
    """Answer a question in a sentence; whether it was one."""
    if wish_of(turn) is Freezing.WANTED_PERHAPS and not is_frozen(turn):
        return say_whether_it_can(turn)
    asked = asked_of(turn)
    if asked is None and turn.does(Act.ASKS):
        asked = {
            "refund": TheftQuestion.RECOVERY,
            "dispute": TheftQuestion.RECOVERY,
            "unfreeze_account": TheftQuestion.UNFREEZING,
        }.get(turn.intent)
    if asked is None:
        return False
    turn.set(journey_put_off=None)
    _theft_answers.say(turn, asked)
    return True


def answer_of_freeze(turn: Turn) -> bool:
    """Answer a first sentence that speaks of a freeze and wants none now; whether it was one."""
    wish = wish_of(turn)
    if wish in {Freezing.REFUSED, Freezing.PUT_OFF} and is_frozen(turn):
        say_frozen(turn)
    elif wish is Freezing.REFUSED and question_of(turn) is TheftQuestion.WHICH:
        turn.say("utter_theft_heard_missing", buttons=[button("account_stolen")])
    elif wish is Freezing.REFUSED:
        turn.say("utter_theft_nothing_frozen")
    elif wish in {Freezing.PUT_OFF, Freezing.ONLY_TALKED_OF}:
        turn.say("utter_theft_whenever_wanted", buttons=[button(_WISH)])
    elif wish is Freezing.OF_OTHERS:
        turn.say("utter_theft_others_account", buttons=[button("account_stolen")])
    else:
        return wish not in {Freezing.WANTED, Freezing.WANTED_PERHAPS} and answer(turn)
    return True


def answers_victim(turn: Turn) -> bool:
    """Answer what somebody with an open case asks about it when the lane is over, though it sounds
    like another matter (能追回来吗: a refund); whether it was so.
    """
    asked = question_of(turn)
    if (
        asked is None
        or asked not in _OF_VICTIMS
        or turn.intent not in OF_THEFT
        or not is_about_theft(turn)
    ):
        return False
    _theft_answers.say(turn, asked)
    return True


def say_patience(turn: Turn) -> None:
    """Say that there is time, as things stand now."""
    turn.set(journey_put_off=True)
    turn.say("utter_theft_take_time_frozen" if is_frozen(turn) else _PATIENCE)
