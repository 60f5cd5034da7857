"""A theft, a lost phone or a code that nobody asked for, said so that the classifier heard no
matter in it: read from the words, for a missed theft costs everything.

Comes after the fallback. Where the classifier heard a matter, it knows better, but for a payment
that the customer knows nothing of: it sounds like any other trouble with one.
"""

from __future__ import annotations

from typing import Any, Final, Self

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, INTENT_RANKING_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from kefu.core.freeze_words import Freezing, freezing_in
from kefu.core.hearsay_words import hearsay_in
from kefu.core.strange_payment_words import disowns_payment, is_ordinary
from kefu.core.theft_words import (
    finds_money_gone,
    got_unasked_code,
    only_supposes,
    reports_loss,
    reports_theft,
)
from kefu.nlu.component import Component
from kefu.nlu.keys import DOUBT, INTENTS

THEFT: Final = "account_stolen"
_WISH: Final = "freeze_account"
_ADVICE: Final = "security_advice"
_DISPUTE: Final = "dispute"
_LIKELY: Final = 2
_OF_THEFT: Final = frozenset({THEFT, _WISH})
# Answers to questions (不是我转的) stay what they are: their journey hears the words as well.
_NO_MATTER: Final = frozenset(
    {"greeting", "goodbye", "thanks", "insult", "bot_challenge", "complaint", "out_of_scope"}
)
# As which a payment may be told of that the customer never made.
_OF_PAYMENTS: Final = frozenset(
    {
        *(_DISPUTE, "transaction_failed", "transaction_history", "deposit_not_arrived"),
        *("balance_query", "refund", "phishing_report", *_NO_MATTER),
    }
)
# A code that came unasked sounds like one that did not come.
_OF_CODES: Final = frozenset(
    {*_NO_MATTER, "verification_code_not_received", "two_factor", "inform"}
)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class EmergencyWords(Component, IntentClassifier):
    """Sets the intent of an emergency; of a theft only where the classifier is not surer than
    ``sure`` that it is none of ours.
    """

    def __init__(self, sure: float) -> None:
        """A probability: QQ号被盗 is surely out of scope."""
        self._sure = sure

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Higher hears more."""
        return {"sure": 0.9}

    @classmethod
    def configured(cls, config: dict[str, Any]) -> Self:
        """With the limit of the configuration."""
        return cls(config["sure"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Read live messages; what is classified otherwise stays in the ranking."""
        for message in messages:
            heard, text = message.get(INTENT) or {}, message.get(TEXT) or ""
            if heard.get("name") in _OF_THEFT:
                continue
            if _wants_a_freeze(heard, text):
                found_name = _WISH
            elif self._is_emergency(heard, text) or _is_likely(message, text):
                found_name = THEFT
            elif heard.get("name") in _NO_MATTER and hearsay_in(text) is not None:
                found_name = _ADVICE
            else:
                continue
            found = {"name": found_name, "confidence": self._sure}
            ranking = [c for c in message.get(INTENT_RANKING_KEY) or [] if c["name"] != found_name]
            message.set(DOUBT, [])
            message.set(INTENT, found, add_to_output=True)
            message.set(INTENT_RANKING_KEY, [dict(found), *ranking], add_to_output=True)
            if not (message.get(INTENTS) or [])[1:]:  # what else was told waits
                message.set(INTENTS, [{**found, "start": 0, "end": len(text)}], add_to_output=True)
        return messages

    def _is_emergency(self, heard: dict[str, Any], text: str) -> bool:
        name = heard.get("name")
        if not only_supposes(text):
            if name in _OF_PAYMENTS and disowns_payment(text):
                return True
            if name == _DISPUTE and reports_theft(text) and not is_ordinary(text):
                return True
        if name in _OF_CODES and got_unasked_code(text):
            return True
        if name not in _NO_MATTER:
            return False
        if reports_loss(text):
            return True
        surely_other = name == "out_of_scope" and float(heard.get("confidence", 0.0)) >= self._sure
        return (not surely_other or finds_money_gone(text)) and reports_theft(text)


def _is_likely(message: Message, text: str) -> bool:
    """Whether a theft is one of several readings, and the words report one."""
    likely = {candidate["name"] for candidate in (message.get(DOUBT) or [])[:_LIKELY]}
    if THEFT not in likely or only_supposes(text) or hearsay_in(text) is not None:
        return False
    return reports_theft(text) or (_DISPUTE in likely and not is_ordinary(text))


def _wants_a_freeze(heard: dict[str, Any], text: str) -> bool:
    """那还是冻吧 sounds like its opposite."""
    return heard.get("name") == "unfreeze_account" and freezing_in(text) is Freezing.WANTED
