"""Every channel that kefu ships: one row each."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import ValidationError

from kefu.adapters import WrongSetting
from kefu.gateway.channels.base import Channel, Starts
from kefu.gateway.channels.console import Console
from kefu.gateway.channels.web.channel import Web
from kefu.settings import Settings

CHANNELS: tuple[type[Channel], ...] = (
    Web,
    Console,
)


def make_channels(settings: Settings, known: Iterable[type[Channel]] = CHANNELS) -> list[Channel]:
    """The channels that are there with these settings.

    Raises WrongSetting, whose text says what is wrong in `KEFU_CHANNELS`.
    """
    kinds = {kind.name: kind for kind in known}
    for name in settings.channels:
        if name not in kinds:
            raise WrongSetting(f"KEFU_CHANNELS: no channel {name!r}; known: {', '.join(kinds)}")
        if kinds[name].starts is Starts.DEVELOPMENT and not settings.is_development:
            raise WrongSetting(f"KEFU_CHANNELS: {name} exists in development only")
    return [_made(kind, settings) for kind in kinds.values() if _is_there(kind, settings)]


def _is_there(kind: type[Channel], settings: Settings) -> bool:
    if kind.starts is Starts.DEVELOPMENT:
        return settings.is_development
    return kind.starts is Starts.ALWAYS or kind.name in settings.channels


def _made(kind: type[Channel], settings: Settings) -> Channel:
    try:
        return kind(kind.Settings.model_validate(settings.channels.get(kind.name, {})))
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
            for fault in error.errors(include_input=False, include_url=False)
        )
        raise WrongSetting(f"KEFU_CHANNELS: {kind.name}: {faults}") from None
