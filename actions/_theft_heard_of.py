"""What is answered to a theft that is none of the customer's now: another's, a past one, one that
nearly happened or might, one elsewhere. Nothing is opened, and the way in stands beside it.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

from actions import _theft_lane
from actions._kefu import read, topics
from actions._theft_state import is_frozen
from actions._topics import button
from actions._turn import Turn
from kefu.core.card_loss_words import asks_of_wallet, finds_card, loses_card, settles_card
from kefu.core.conversation import Assurance
from kefu.core.freeze_words import Freezing, freezing_in, is_for_another, scolds_freeze
from kefu.core.frozen_words import lifts, speaks_of_lifting
from kefu.core.hearsay_words import (
    Hearsay,
    asks_to_prevent,
    asks_what_would_be_done,
    breaks_off,
    hearsay_in,
)
from kefu.core.not_robbed_words import NotRobbed, elsewhere_in, not_robbed_in
from kefu.core.recovery_swindle_words import offers_recovery
from kefu.core.relatives_theft_words import (
    Beside,
    names_no_account,
    names_own_account,
    robs_another,
    said_beside,
)
from kefu.core.swindler_words import quotes_caller
from kefu.core.taking_back_words import (
    denies_another,
    finds_nothing_missing,
    takes_report_back,
)
from kefu.core.theft_words import reports_emergency
from kefu.core.vanished_words import tells_vanished
from kefu.nlu.acts import Act

_STOLEN: Final = "account_stolen"
_WISH: Final = "freeze_account"
_RELATIVES: Final = "utter_theft_heard_relative"
# For how many messages a relative's theft is what 她的号 speaks of.
_LATELY: Final = 6
_WAYS_ON: Final = {
    NotRobbed.OF_US: (_STOLEN, "human_agent"),
    NotRobbed.ELSEWHERE: (_WISH, _STOLEN),
    NotRobbed.CARD: (_WISH, _STOLEN),
    NotRobbed.FAMILY: ("refund", _WISH, "human_agent"),
    NotRobbed.FAMILY_PASSWORD: ("forgot_password", _WISH, "human_agent"),
    NotRobbed.MORE_MONEY: (_WISH, "human_agent"),
    NotRobbed.MISSING: (_STOLEN, _WISH, "human_agent"),
    NotRobbed.CHARGE: ("dispute", _STOLEN, "human_agent"),
}
_UNREAL: Final = (Hearsay.FEARED, Hearsay.SUPPOSED, Hearsay.SIGHED)
_OF_CARD: Final = (
    *("utter_theft_card_lost", "utter_theft_card_settled", "utter_theft_card_and_wallet"),
)
# As which matters the loss of a card is heard.
_SOUNDS_LOST: Final = frozenset(
    {
        *("out_of_scope", "inform", "security_advice", "freeze_account", "account_stolen"),
        *("bind_card", "withdraw_issue", "deny", "affirm", "complaint", "ticket_status"),
    }
)
_NO_MATTER: Final = frozenset({"out_of_scope", "inform", "security_advice"})
_OF_THEFT: Final = frozenset({_STOLEN, _WISH})
# Have answers of their own wherever the text is understood as anything else.
_ANSWERED: Final = frozenset(NotRobbed) - {NotRobbed.CHARGE, NotRobbed.FAMILY_PASSWORD}


def answer(turn: Turn) -> bool:
    """Answer it in a sentence; whether it was one."""
    if turn.negates_any(_STOLEN):
        return False
    if (heard := hearsay_in(turn.text)) is not None:
        perhaps = heard in {Hearsay.NEARLY, Hearsay.FEARED}
        way_in = [_WISH, _STOLEN] if perhaps else [_STOLEN]
        turn.say(f"utter_theft_heard_{heard}", buttons=[button(intent) for intent in way_in])
        return True
    what = not_robbed_in(turn.text)
    if what is None or what is NotRobbed.MISSING:
        return False
    _say(turn, what)
    return True


def answer_of_relatives(turn: Turn) -> bool:
    """Answer a theft from a relative's or friend's account, or the wish to freeze it, told by
    somebody whose own account a case would strike; whether it was one.
    """
    if turn.text.startswith("/"):  # a button that names the customer's own
        return False
    heard = robs_another(turn.text) or (turn.intent == _WISH and is_for_another(turn.text))
    if turn.said_before(_RELATIVES):  # 那快冻结啊
        wishes = turn.intent == _WISH and not names_own_account(turn.text)
        heard |= wishes
    if _told_of_relatives(turn):  # 转了有四万六
        heard |= names_no_account(turn.text)
    if not heard:
        return False
    turn.say(_RELATIVES, buttons=[button(_STOLEN), button("human_agent")])
    return True


def answer_beside_relatives(turn: Turn) -> bool:
    """Answer what is said next of a relative's theft, whatever matter it sounds like; whether it
    was so. The account of the conversation is left alone.
    """
    if turn.text.startswith("/") or not _told_of_relatives(turn) or not is_known(turn):
        return False
    number = turn.entity("phone_number", "email") is not None
    said = said_beside(turn.text, number=number)
    if said is None:
        return False
    response = _RELATIVES if said is Beside.FREEZE else f"utter_theft_relative_{said}"
    turn.say(response, buttons=[button(_STOLEN), button("human_agent")])
    return True


def answer_of_talk(turn: Turn) -> bool:
    """Answer what others keep saying of a freeze, which sounds like unfreezing as well; whether it
    was so.
    """
    if freezing_in(turn.text) is not Freezing.ONLY_TALKED_OF:
        return False
    return _theft_lane.answer_of_freeze(turn)


def meant(turn: Turn) -> str | None:
    """The matter of words that sound like another one: a caller's 转人工 that is only quoted, a no
    to the theft beside the wish to unfreeze, a scolded freeze of an account that is open.
    """
    if turn.intent == "human_agent" and quotes_caller(turn.text):
        return "phishing_report"
    if turn.intent == _STOLEN and lifts(turn.text):
        denied = denies_another(turn.text) and not reports_emergency(turn.text)
        return "unfreeze_account" if denied else None
    if turn.intent != "unfreeze_account" or speaks_of_lifting(turn.text):
        return None
    if not scolds_freeze(turn.text) or is_frozen(turn) is not False:
        return None
    return _STOLEN if reports_emergency(turn.text) else _WISH


def _told_of_relatives(turn: Turn) -> bool:
    return any(robs_another(message["text"] or "") for message in islice(turn.earlier(), _LATELY))


def is_known(turn: Turn) -> bool:
    """Whether the conversation is about one account, which a freeze would strike."""
    level = read(topics().verification.level, turn.conversation_id)
    return level >= Assurance.CHANNEL_BOUND


def _answer_of_card(turn: Turn) -> bool:
    """Say what to do about a bank card that is lost, found or blocked by now; whether it was so."""
    if turn.text.startswith("/") or reports_emergency(turn.text):
        return False
    spoken_of = turn.said_before(*_OF_CARD)
    if spoken_of and finds_card(turn.text):
        turn.say("utter_theft_card_found")
        return True
    if spoken_of and asks_of_wallet(turn.text):
        what = "and_wallet"
    elif spoken_of and settles_card(turn.text):
        what = "settled"
    elif loses_card(turn.text) and (turn.intent in _SOUNDS_LOST or turn.doubt):
        what = "settled" if settles_card(turn.text) else "lost"
    else:
        return False
    turn.say(f"utter_theft_card_{what}", buttons=[button(i) for i in ("unbind_card", _STOLEN)])
    return True


def answer_of_no_matter(turn: Turn) -> bool:
    """Answer it where the words were understood as no matter at all; whether it was so."""
    if _answer_of_card(turn):
        return True
    answered = (f"utter_theft_heard_{what}" for what in (*NotRobbed, *_UNREAL))
    if turn.said_before(*answered) and _needs_nothing(turn):
        turn.say("utter_theft_nothing_here")
        return True
    if turn.intent == _WISH and hearsay_in(turn.text) is Hearsay.FEARED:
        return answer(turn)
    if _saw_through_it(turn) or _only_warns(turn):
        ways = (_WISH, _STOLEN, "phishing_report")
        turn.say("utter_theft_heard_nearly", buttons=[button(intent) for intent in ways])
        return True
    is_matter = turn.intent not in _NO_MATTER and not turn.doubt
    if not is_matter and freezing_in(turn.text) is Freezing.REFUSED:
        return _theft_lane.answer_of_freeze(turn)
    what = None if is_matter else not_robbed_in(turn.text)
    if what not in _ANSWERED or what is None or turn.negates_any(_STOLEN):
        return False
    if asks_to_prevent(turn.text):
        return False
    _say(turn, what)
    return True


def _saw_through_it(turn: Turn) -> bool:
    """Whether nothing came of a swindle that was told of just before: 我直接挂了, 反正钱没少."""
    if not (breaks_off(turn.text) or finds_nothing_missing(turn.text)):
        return False
    before = islice(turn.earlier(), _LATELY)
    return any(hearsay_in(message["text"] or "") is Hearsay.NEARLY for message in before)


def _only_warns(turn: Turn) -> bool:
    """Whether a swindle that came to nothing is only told of, and no report of it is asked for."""
    if turn.intent != "phishing_report" or turn.does(Act.REQUESTS, Act.ASKS):
        return False
    return hearsay_in(turn.text) is Hearsay.NEARLY and not turn.negates_any(_STOLEN)


def _needs_nothing(turn: Turn) -> bool:
    return turn.negates_any(_STOLEN) or takes_report_back(turn.text)


def answer_of_recovery(turn: Turn) -> bool:
    """Warn of who offers to get money back for a fee, where no theft is reported with it; whether
    it was told of.
    """
    if not offers_recovery(turn.text) or reports_emergency(turn.text):
        return False
    ways = (_STOLEN, "phishing_report", "human_agent")
    turn.say("utter_theft_recovery_swindle", buttons=[button(intent) for intent in ways])
    return True


def named(turn: Turn) -> str | None:
    """The theft that is told in anger or of a single payment, whatever matter it sounds like:
    谁动了我的钱.
    """
    if turn.text.startswith("/") or turn.intent in _OF_THEFT or turn.negates_any(_STOLEN):
        return None
    if hearsay_in(turn.text) is not None or freezing_in(turn.text) is not None:
        return None
    return _STOLEN if tells_vanished(turn.text) else None


def say_elsewhere(turn: Turn) -> None:
    """Say what to do about the other account that the message names, if any."""
    if (what := elsewhere_in(turn.text)) is not None:
        _say(turn, what)


def _say(turn: Turn, what: NotRobbed) -> None:
    turn.say(f"utter_theft_heard_{what}", buttons=[button(intent) for intent in _WAYS_ON[what]])


def answer_what_would_be(turn: Turn) -> bool:
    """Answer whoever asks for advice on what is done about a theft (被盗了你们赔吗), which may be
    theirs; whether it was so.
    """
    heard = hearsay_in(turn.text)
    if heard in {Hearsay.OTHERS, Hearsay.SUPPOSED} and not asks_what_would_be_done(turn.text):
        return False
    if heard is not None:
        return answer(turn)
    if not reports_emergency(turn.text) or asks_to_prevent(turn.text):
        return False
    turn.say(f"utter_theft_heard_{Hearsay.SUPPOSED}", buttons=[button(_STOLEN), button(_WISH)])
    return True
