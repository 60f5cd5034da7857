"""Which wallet and providers an installation uses: ours by name, its own by ``module:factory``.

A factory is called with the settings and the clock and returns the adapter. Only `bootstrap` asks;
it must not know what the adapters are used for.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any

from kefu.core.clock import Clock
from kefu.core.errors import KefuError, OperatorError
from kefu.core.notification import Notification
from kefu.core.verification import CodeChannel
from kefu.notify.development import DevelopmentOutbox
from kefu.notify.missing import MissingProvider
from kefu.services.ports import MessageSender, WalletBackend
from kefu.services.ports.wallet import TOPICS
from kefu.settings import Settings
from kefu.store.database import make_engine
from kefu.wallet.sql import SqlWallet

Factory = Callable[[Settings, Clock], Any]


class WrongSetting(OperatorError):
    """A setting names no adapter that can be used; the text says which and why."""


def _sql(settings: Settings, clock: Clock) -> WalletBackend:
    return SqlWallet(make_engine(settings.wallet_database), clock)


def _outbox(settings: Settings, clock: Clock) -> MessageSender:
    if not settings.is_development:  # it keeps codes in clear
        raise WrongSetting("KEFU_SMS 和 KEFU_EMAIL 在生产环境不能用 outbox")
    return DevelopmentOutbox(make_engine(settings.wallet_database), clock)


def _none(_settings: Settings, _clock: Clock) -> MessageSender:
    return MissingProvider()


_WALLETS: Mapping[str, Factory] = {"sql": _sql}
_SENDERS: Mapping[str, Factory] = {"outbox": _outbox, "none": _none}


def wallet(settings: Settings, clock: Clock) -> WalletBackend:
    """The wallet that `KEFU_WALLET` names. Raises WrongSetting."""
    made = _made("KEFU_WALLET", settings.wallet, _WALLETS, settings, clock)
    checked: WalletBackend = _checked("KEFU_WALLET", made, WalletBackend)
    _check_topics(checked)
    return checked


def _check_topics(wallet: WalletBackend) -> None:
    """What an adapter says that it offers it has."""
    for capability in sorted(getattr(wallet, "capabilities", None) or ()):
        _checked(f"KEFU_WALLET：{capability}", wallet, TOPICS[capability])


def sender(settings: Settings, clock: Clock) -> MessageSender:
    """What brings texts to phones (`KEFU_SMS`) and to mailboxes (`KEFU_EMAIL`).

    Raises WrongSetting.
    """
    senders: dict[CodeChannel, MessageSender] = {}
    for channel, name, value in (
        (CodeChannel.SMS, "KEFU_SMS", settings.sms_sender),
        (CodeChannel.EMAIL, "KEFU_EMAIL", settings.email_sender),
    ):
        made = _made(name, value, _SENDERS, settings, clock)
        senders[channel] = _checked(name, made, MessageSender)
    return SenderByChannel(senders)


class SenderByChannel:
    """`MessageSender` that leaves each channel to its own."""

    def __init__(self, senders: Mapping[CodeChannel, MessageSender]) -> None:
        self._senders = senders

    def send(
        self, notification: Notification, destination: str, text: str, code: str | None
    ) -> None:
        """Send over the notification's channel. Raises Unavailable as the provider does."""
        self._senders[notification.channel].send(notification, destination, text, code)


def _made(
    name: str, value: str, known: Mapping[str, Factory], settings: Settings, clock: Clock
) -> Any:
    factory = known.get(value) or _imported(name, value, known)
    try:
        return factory(settings, clock)
    except (KefuError, OperatorError):
        raise
    except Exception as error:
        raise WrongSetting(f"{name}={value}：创建失败（{type(error).__name__}）") from error


def _imported(name: str, value: str, known: Mapping[str, Factory]) -> Factory:
    module, _, attribute = value.partition(":")
    if not module or not attribute:
        raise WrongSetting(f"{name}={value}：应为 {'、'.join(known)} 或 模块:工厂函数")
    try:
        factory = getattr(importlib.import_module(module), attribute)
    except ImportError as error:
        raise WrongSetting(f"{name}={value}：无法导入模块 {module}（{error.msg}）") from error
    except AttributeError as error:
        raise WrongSetting(f"{name}={value}：模块 {module} 里没有 {attribute}") from error
    if not callable(factory):
        raise WrongSetting(f"{name}={value}：{attribute} 不是工厂函数")
    found: Factory = factory
    return found


def _checked(name: str, made: Any, port: Any) -> Any:
    wanted = {method for method in vars(port) if not method.startswith("_")}
    missing = sorted(method for method in wanted if not callable(getattr(made, method, None)))
    if missing:
        raise WrongSetting(f"{name}：{type(made).__name__} 缺少 {'、'.join(missing)}")
    return made
