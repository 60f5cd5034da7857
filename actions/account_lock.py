"""账户锁定 and 解冻: a code first, then unlocked at once or handed to a human,
by the wallet's recorded reason.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from actions import _held, _verification
from actions._handoff import hand_off
from actions._helps import Help
from actions._journey import Journey
from actions._kefu import call, read, topics
from actions._past import TrackerEvent
from actions._steps import Verified
from actions._topics import button
from actions._turn import Turn
from kefu.core.account import Account, AccountStatus
from kefu.core.handoff import Fact, FactKey, HandoffReason
from kefu.core.lock_words import names_lock
from kefu.core.others_lock_words import locks_others
from kefu.core.privacy import mask_phone
from kefu.core.restriction_words import names_authority
from kefu.core.verification import Purpose
from kefu.nlu.acts import Act, Aspect
from kefu.services.account_lock import UnlockOutcome
from kefu.words.terms import term
from kefu.words.texts import texts

_FOR_HUMANS = {
    UnlockOutcome.NEEDS_HUMAN: HandoffReason.STRONG_VERIFICATION,
    UnlockOutcome.FROZEN: HandoffReason.POLICY,
    UnlockOutcome.RISK_CONTROL: HandoffReason.STRONG_VERIFICATION,
}

_BY_WHICH_WAY: Final = frozenset({Aspect.PROCEDURE, Aspect.POSSIBILITY})


class AccountLockJourney(Journey):
    """Unlocks where a code is enough; a freeze is never lifted by the bot, and neither is a
    restriction, which is told to its holder.
    """

    form = "account_lock_form"
    title = "解除账户限制"
    begun_by = ("account_locked", "unfreeze_account")
    looks_up = False
    steps = (Verified(Purpose.UNLOCK, when=lambda turn: _told_at_once(turn) is None),)
    helps = (
        Help("utter_account_lock_about_cost", about=frozenset({Aspect.COST})),
        Help("utter_account_lock_about_need", about=frozenset({Aspect.NEED})),
        Help("utter_account_lock_about_time", about=frozenset({Aspect.TIME})),
        Help("utter_account_lock_about_consequence", about=frozenset({Aspect.CONSEQUENCE})),
        Help("utter_account_lock_about_procedure", about=_BY_WHICH_WAY),
        Help("utter_account_lock_about_status", about=frozenset({Aspect.STATUS}), begins=False),
        Help("utter_account_lock_about_reason", about=frozenset({Aspect.REASON}), begins=False),
        Help("utter_account_lock_about_procedure", begins=False),
    )
    about = MappingProxyType(dict.fromkeys(begun_by, "utter_account_lock_about"))

    def is_unwanted(self, turn: Turn) -> bool:
        """Both intents are one matter: which of them is said no to makes no difference."""
        return super().is_unwanted(turn) or turn.negates_any(*self.begun_by)

    def answer_instead(self, turn: Turn) -> bool:
        """What a freeze does can be explained to anybody."""
        if (account := _told_at_once(turn)) is not None and not turn.asks_about(Aspect.COST):
            _held.tell(turn, account)
            return True
        known = read(topics().verification.is_identified, turn.conversation_id)
        if known and locks_others(turn.text):
            turn.say("utter_account_lock_others", buttons=[button("account_locked")])
            return True
        if self._only_sounds_like_it(turn):
            turn.say("utter_account_lock_unclear", buttons=list(map(button, self.begun_by)))
            return True
        if turn.does(Act.ASKS) and names_authority(turn.text) and not turn.does(Act.REQUESTS):
            turn.say("utter_account_lock_about_authority", buttons=[button(turn.intent)])
            return True
        if _only_asks_how_it_stands(turn) and _has_one_way(turn):
            turn.say("utter_account_lock_about_reason", buttons=[button(turn.intent)])
            return True
        asks_of_freezing = turn.does(Act.ASKS) and turn.negates_any("freeze_account")
        if not asks_of_freezing and not turn.has("asks_what_freezing_does"):
            return super().answer_instead(turn)
        turn.say("utter_theft_answer_freeze_effect", buttons=[button("freeze_account")])
        return True

    def _only_sounds_like_it(self, turn: Turn) -> bool:
        """Whether the words, and no offer taken up or button, were read as this matter, and hold
        none of its own.
        """
        read_so = turn.ranking[:1] and turn.ranking[0] in self.begun_by and not turn.matters[1:]
        return bool(read_so and turn.text) and not names_lock(turn.text)

    def begin(self, turn: Turn) -> None:
        """Say what is going to happen; take an account that was named at once."""
        if turn.has("asks_for_status"):
            turn.say("utter_account_lock_status_start")
        elif turn.intent == "unfreeze_account":
            turn.say("utter_account_lock_unfreeze_start")
        else:
            turn.say("utter_account_lock_start")
        _verification.hear(turn)

    def resume(self, turn: Turn) -> None:
        """Say it again: nothing but the verification is remembered."""
        self.begin(turn)

    def finish(self, turn: Turn) -> list[TrackerEvent] | None:
        """Unlock and tell; or tell why not, and give it to a human where one can do more."""
        if (account := _told_at_once(turn)) is not None:
            _held.tell(turn, account)
            return None
        outcome, account = call(
            topics().account_lock.unlock, turn.conversation_id, key=f"unlock/{turn.id}"
        )
        words = {"account": mask_phone(account.phone), "reason": _reason(account)}
        response = f"utter_account_lock_{outcome}"
        if outcome not in _FOR_HUMANS:
            turn.say(response, words)
            return None
        return hand_off(
            turn,
            _FOR_HUMANS[outcome],
            response,
            words,
            facts=[_recorded(account)],
            pending=texts().desk.pending_lock,
        )


def _told_at_once(turn: Turn) -> Account | None:
    """The account of a known customer about which nobody here can do anything, by code or not."""
    account = _held.held(turn)
    return account if account is not None and _held.is_for_others(account) else None


def _only_asks_how_it_stands(turn: Turn) -> bool:
    """Whether the reason or the state is asked for, and nothing to be done."""
    asks = turn.does(Act.ASKS) and turn.asks_about(Aspect.REASON, Aspect.STATUS)
    return asks and not turn.does(Act.REQUESTS, Act.NO_SUCCESS) and not turn.has("asks_for_help")


def _has_one_way(turn: Turn) -> bool:
    """Whether a code would be sent at once, with nothing asked before."""
    known = read(topics().verification.is_identified, turn.conversation_id)
    return known and len(_verification.ways_of(turn)) == 1


def _reason(account: Account) -> str:
    return term(account.lock_reason) if account.lock_reason else texts().matters.no_lock_reason


def _recorded(account: Account) -> Fact:
    """What the wallet recorded, for the agent."""
    if account.restriction is not None:
        return Fact(FactKey.LOCK_REASON, term(account.restriction.kind))
    if account.status is AccountStatus.FROZEN:
        return Fact(FactKey.ACCOUNT_STATUS, term(account.status))
    return Fact(FactKey.LOCK_REASON, _reason(account))
