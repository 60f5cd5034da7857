"""Settings come from the environment, and unsafe ones never get a production process started."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pydantic import ValidationError

from kefu.core.capability import Capability
from kefu.settings import ActionsIn, Environment, Settings

SAFE = {
    "KEFU_ENV": "prod",
    "KEFU_SECRET": "s" * 32,
    "KEFU_IDENTITY_KEYS": '{"default": "' + "k" * 32 + '"}',
    "KEFU_ENGINE_TOKEN": "e" * 32,
    "KEFU_ACTIONS": "http",
    "KEFU_ACTIONS_TOKEN": "a" * 32,
    "KEFU_WALLET": "our_bank.wallet:make",
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in os.environ:
        if name.startswith("KEFU_"):
            monkeypatch.delenv(name)
    return monkeypatch


def load(environment: pytest.MonkeyPatch, **values: str | None) -> Settings:
    for name, value in values.items():
        if value is None:
            environment.delenv(name, raising=False)
        else:
            environment.setenv(name, value)
    return Settings()


def test_nothing_set_is_development_on_loopback(environment: pytest.MonkeyPatch) -> None:
    settings = load(environment)

    assert settings.is_development
    assert settings.host == "127.0.0.1"
    assert settings.database.startswith("sqlite:///")
    assert settings.identity_secrets.keys() == {"default"}


def test_safe_production_settings_are_taken(environment: pytest.MonkeyPatch) -> None:
    settings = load(environment, **SAFE, KEFU_HOST="0.0.0.0")

    assert settings.env is Environment.PRODUCTION
    assert not settings.is_development


@pytest.mark.parametrize(
    ("name", "value", "named"),
    [
        ("KEFU_WALLET", None, "KEFU_WALLET"),
        ("KEFU_WALLET", "sql", "KEFU_ALLOW_DEMO_WALLET"),
        ("KEFU_SMS", "outbox", "KEFU_SMS"),
        ("KEFU_EMAIL", "outbox", "KEFU_EMAIL"),
        ("KEFU_SECRET", None, "KEFU_SECRET"),
        ("KEFU_SECRET", "development-only-secret-never-use-it-in-production", "KEFU_SECRET"),
        ("KEFU_SECRET", "s" * 31, "KEFU_SECRET"),
        ("KEFU_IDENTITY_KEYS", None, "KEFU_IDENTITY_KEYS"),
        ("KEFU_IDENTITY_KEYS", "{}", "KEFU_IDENTITY_KEYS"),
        ("KEFU_IDENTITY_KEYS", '{"default": "short"}', "KEFU_IDENTITY_KEYS"),
        ("KEFU_ENGINE_TOKEN", None, "KEFU_ENGINE_TOKEN"),
        ("KEFU_ENGINE_TOKEN", "e" * 31, "KEFU_ENGINE_TOKEN"),
        ("KEFU_ACTIONS_TOKEN", "", "KEFU_ACTIONS_TOKEN"),
        ("KEFU_ALLOWED_ORIGINS", '["*"]', "KEFU_ALLOWED_ORIGINS"),
    ],
)
def test_an_unsafe_value_is_refused_by_name(
    environment: pytest.MonkeyPatch, name: str, value: str | None, named: str
) -> None:
    with pytest.raises(ValidationError) as error:
        load(environment, **{**SAFE, name: value})

    assert named in str(error.value)


def test_actions_in_the_engine_need_no_token(environment: pytest.MonkeyPatch) -> None:
    settings = load(environment, **SAFE | {"KEFU_ACTIONS": "inline", "KEFU_ACTIONS_TOKEN": ""})
    assert settings.actions is ActionsIn.INLINE


def test_several_engines(environment: pytest.MonkeyPatch) -> None:
    settings = load(environment, KEFU_ENGINE_URL="http://one:5005/, https://two:5005,")

    assert settings.engine_urls == ["http://one:5005", "https://two:5005"]


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.5", "kefu.example.com", ""])
def test_development_binds_nothing_but_loopback(environment: pytest.MonkeyPatch, host: str) -> None:
    with pytest.raises(ValidationError, match="loopback"):
        load(environment, KEFU_HOST=host)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KEFU_ENV", "staging"),
        ("KEFU_PORT", "65536"),
        ("KEFU_PORT", "http"),
        ("KEFU_ENGINE_PORT", "65536"),
        ("KEFU_ACTIONS_PORT", "http"),
        ("KEFU_ENGINE_TIMEOUT", "0"),
        ("KEFU_ENGINE_URL", ""),
        ("KEFU_ENGINE_URL", "http://one:5005, two:5005"),
        ("KEFU_ENGINE_WORKERS", "-1"),
        ("KEFU_ENGINE_TURNS", "0"),
        ("KEFU_MOST_WAITING", "0"),
        ("KEFU_REPLY_LIMIT", "0"),
        ("KEFU_ACTIONS_TIMEOUT", "0"),
        ("KEFU_ACTIONS", "elsewhere"),
        ("KEFU_IDENTITY_ALGORITHM", "none"),
        ("KEFU_TRUSTED_PROXIES", "-1"),
        ("KEFU_LOG_LEVEL", "chatty"),
    ],
)
def test_a_value_off_the_list(environment: pytest.MonkeyPatch, name: str, value: str) -> None:
    with pytest.raises(ValidationError):
        load(environment, **{name: value})


def test_no_secret_is_ever_printed(environment: pytest.MonkeyPatch, tmp_path: Path) -> None:
    secret = "very-secret-value-of-32-characters!!"
    settings = load(
        environment, **{**SAFE, "KEFU_SECRET": secret, "KEFU_ENGINE_TOKEN": secret + "e"}
    )
    assert secret not in repr(settings)
    assert secret not in settings.model_dump_json()

    with pytest.raises(ValidationError) as error:
        load(
            environment,
            KEFU_ACTIONS="http",
            KEFU_SECRET=secret,
            KEFU_ACTIONS_TOKEN="short-but-secret",
        )
    assert "short-but-secret" not in str(error.value)
    assert secret not in str(error.value)


def test_a_poorer_wallet_may_be_tried_in_development_alone(
    environment: pytest.MonkeyPatch,
) -> None:
    assert load(environment).wallet_without == frozenset()
    tried = load(environment, KEFU_WALLET_WITHOUT="fees, agreements,")
    assert tried.wallet_without == {Capability.FEES, Capability.AGREEMENTS}

    with pytest.raises(ValidationError, match="'fee' is no topic of the wallet; there are refund_"):
        load(environment, KEFU_WALLET_WITHOUT="fees,fee")
    with pytest.raises(ValidationError, match="KEFU_WALLET_WITHOUT tries a poorer"):
        load(environment, **SAFE, KEFU_WALLET_WITHOUT="fees")
