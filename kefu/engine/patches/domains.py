"""What follows from the domain alone is found out once, instead of with every message.

Whether the domain says anything, which slots words can fill, which actions Rasa brings, and which
words an action has when there is no choice. Where there is one, what was said last is not said
again. It must not know a domain.
"""

# ruff: noqa: SLF001 - Rasa offers no public way to what is needed here

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from typing import Any

from rasa.core.actions import action
from rasa.core.actions.action import Action, ActionExtractSlots
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
from rasa.shared.constants import RESPONSE_CONDITION
from rasa.shared.core.constants import MAPPING_TYPE, SlotMappingType
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, Event
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

_Variant = dict[str, Any]
_CHANNEL = "channel"
_said: ContextVar[str | None] = ContextVar("said", default=None)


def apply() -> None:
    """Apply the repairs."""
    compare_with_one_empty_domain()
    action.default_actions = _made_once(action.default_actions)
    ActionExtractSlots.run = _only_where_words_fill_slots(ActionExtractSlots.run)
    TemplatedNaturalLanguageGenerator._random_response_for = _without_a_choice(
        TemplatedNaturalLanguageGenerator._random_response_for
    )
    TemplatedNaturalLanguageGenerator.generate = _knowing_what_was_said(
        TemplatedNaturalLanguageGenerator.generate
    )


def compare_with_one_empty_domain() -> None:
    """Make one empty domain to compare with, instead of one for each message."""
    empty: dict[str, Any] = Domain.empty().as_dict()

    def is_empty(self: Domain) -> bool:
        return bool(self.as_dict() == empty)

    Domain.is_empty = is_empty


def _made_once(original: Callable[..., list[Action]]) -> Callable[..., list[Action]]:
    """Make Rasa's own actions once for each action server; they keep nothing of a conversation."""
    made: list[tuple[EndpointConfig | None, list[Action]]] = []

    def default_actions(action_endpoint: EndpointConfig | None = None) -> list[Action]:
        for endpoint, actions in made:
            if endpoint is action_endpoint:
                return list(actions)
        # whoever has more than a few loads one model after the other
        made[:] = [*made[-4:], (action_endpoint, original(action_endpoint))]
        return list(made[-1][1])

    return default_actions


def _only_where_words_fill_slots(
    original: Callable[..., Awaitable[list[Event]]],
) -> Callable[..., Awaitable[list[Event]]]:
    """Look through the mappings only if one of them can fill a slot."""

    async def run(
        self: ActionExtractSlots,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        if _fills_slots(domain):
            return await original(self, output_channel, nlg, tracker, domain)
        validated: list[Event] = await self._execute_validation_action(
            [], output_channel, nlg, tracker, domain
        )
        return validated

    return run


def _fills_slots(domain: Domain) -> bool:
    """Whether a slot is filled by anything but custom actions that set it by themselves."""
    remembered: tuple[Any, bool] | None = getattr(domain, "_kefu_fills_slots", None)
    if remembered is None or remembered[0] is not domain.slots:
        custom = str(SlotMappingType.CUSTOM)
        answer = any(
            mapping.get(MAPPING_TYPE) != custom or mapping.get("action")
            for slot in domain.slots
            for mapping in slot.mappings
        )
        domain._kefu_fills_slots = remembered = (domain.slots, answer)
    return remembered[1]


def _without_a_choice(
    original: Callable[..., _Variant | None],
) -> Callable[..., _Variant | None]:
    """Draw no lot among one: numpy takes longer for it than all else that is done with words."""

    def random_response_for(
        self: TemplatedNaturalLanguageGenerator,
        utter_action: str,
        output_channel: str,
        filled_slots: dict[str, Any],
    ) -> _Variant | None:
        variants = self.responses.get(utter_action, ())
        if len(variants) == 1 and not {RESPONSE_CONDITION, _CHANNEL} & variants[0].keys():
            only: _Variant = variants[0]
            return only
        drawn = original(self, utter_action, output_channel, filled_slots)
        said = _said.get()
        if drawn is None or said is None or drawn.get("text") != said:
            return drawn
        others = [
            v
            for v in variants
            if v.get("text") != said and not {RESPONSE_CONDITION, _CHANNEL} & v.keys()
        ]
        return others[0] if others else drawn

    return random_response_for


def _knowing_what_was_said(
    original: Callable[..., Awaitable[_Variant | None]],
) -> Callable[..., Awaitable[_Variant | None]]:
    """Let the words be chosen with those in mind that the same response had the last time."""

    async def generate(
        self: TemplatedNaturalLanguageGenerator,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> _Variant | None:
        if len(self.responses.get(utter_action, ())) < 2:
            return await original(self, utter_action, tracker, output_channel, **kwargs)
        token = _said.set(_last_words(tracker, utter_action))
        try:
            return await original(self, utter_action, tracker, output_channel, **kwargs)
        finally:
            _said.reset(token)

    return generate


def _last_words(tracker: DialogueStateTracker, utter_action: str) -> str | None:
    for event in reversed(tracker.events):
        if isinstance(event, BotUttered) and event.metadata.get("utter_action") == utter_action:
            words: str | None = event.text
            return words
    return None
