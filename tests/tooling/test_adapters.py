"""A wallet and providers are chosen by a setting; what cannot be used is named at once."""

from __future__ import annotations

import importlib
import re
from datetime import timedelta
from pathlib import Path

import pytest

from kefu import adapters
from kefu.adapters import WrongSetting
from kefu.bootstrap import build
from kefu.core.account import Account
from kefu.core.capability import Capability
from kefu.core.clock import utc_now
from kefu.core.notification import Notification
from kefu.core.verification import CodeChannel
from kefu.doctor import examine
from kefu.settings import ROOT, Settings
from kefu.wallet.sql import SqlWallet


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A company's module, to be written by the test."""
    monkeypatch.syspath_prepend(tmp_path)
    return tmp_path / f"own_{tmp_path.name.replace('-', '_')}.py"


def chosen(tmp_path: Path, **values: str) -> Settings:
    return Settings(data_dir=tmp_path, **values)  # type: ignore[arg-type]


def test_development_has_the_demo_wallet_and_the_outbox(tmp_path: Path) -> None:
    settings = chosen(tmp_path)
    assert isinstance(adapters.wallet(settings, utc_now), SqlWallet)
    assert (settings.sms_sender, settings.email_sender) == ("outbox", "outbox")


def test_the_example_of_the_contributors_guide_is_a_wallet(own: Path, tmp_path: Path) -> None:
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(.*?)```", guide, re.DOTALL)
    assert example is not None
    own.write_text(example[1], encoding="utf-8")
    kefu = build(chosen(tmp_path, wallet=f"{own.stem}:make"))
    found = kefu.wallet.find_account(phone="13900000001")
    assert isinstance(found, Account)
    assert kefu.wallet.find_account(phone="13900000002") is None
    assert kefu.wallet.freeze(found.id, key="k").status == "frozen"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("mysql", "sql 或 模块:工厂函数"),
        ("no_such_module:make", "无法导入模块 no_such_module"),
        ("json:make", "没有 make"),
        ("json:__name__", "不是工厂函数"),
        ("types:SimpleNamespace", "创建失败"),
        ("{own}:make", "缺少 find_account、"),
    ],
)
def test_what_is_no_wallet_is_named(own: Path, tmp_path: Path, value: str, told: str) -> None:
    own.write_text("def make(settings, clock):\n    return object()\n")
    settings = chosen(tmp_path, wallet=value.format(own=own.stem))
    with pytest.raises(WrongSetting, match="KEFU_WALLET") as error:
        build(settings)
    assert told in str(error.value)


def test_doctor_names_what_cannot_be_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KEFU_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("KEFU_WALLET", "no_such_module:make")
    monkeypatch.setenv("KEFU_SMS", "pigeon")
    found = {finding.what: finding for finding in examine()}
    assert not found["钱包系统"].good
    assert "no_such_module" in found["钱包系统"].state
    assert not found["短信和邮件"].good
    assert "KEFU_SMS=pigeon" in found["短信和邮件"].state


def test_doctor_lists_what_the_wallet_offers(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEFU_DATA_DIR", str(tmp_path))
    assert "可访问，支持退款进度、申请退款、限额、手续费、" in _wallet_state()
    assert "不支持" not in _wallet_state()

    monkeypatch.setenv("KEFU_WALLET_WITHOUT", "fees,closure")
    assert _wallet_state().endswith("；不支持手续费、注销")

    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    example = re.search(r"```python\n(.*?)```", guide, re.DOTALL)
    assert example is not None
    own.write_text(example[1], encoding="utf-8")
    monkeypatch.setenv("KEFU_WALLET", f"{own.stem}:make")
    assert "可访问，不支持退款进度、申请退款、限额、" in _wallet_state()


def _wallet_state() -> str:
    return next(finding.state for finding in examine() if finding.what == "钱包系统")


def test_a_topic_that_is_taken_away_is_not_offered(tmp_path: Path) -> None:
    kefu = build(chosen(tmp_path, wallet_without="fees"))
    assert kefu.wallet.offers(Capability.LIMITS)
    assert not kefu.wallet.offers(Capability.FEES)


def test_each_channel_has_its_own_provider(own: Path, tmp_path: Path) -> None:
    own.write_text(
        "sent = []\n"
        "class Sender:\n"
        "    def __init__(self, name): self.name = name\n"
        "    def send(self, notification, destination, text, code):\n"
        "        sent.append((self.name, destination))\n"
        "def sms(settings, clock): return Sender('sms')\n"
        "def email(settings, clock): return Sender('email')\n"
    )
    settings = chosen(tmp_path, sms=f"{own.stem}:sms", email=f"{own.stem}:email")
    sender = adapters.sender(settings, utc_now)
    for channel, to in ((CodeChannel.EMAIL, "a@example.com"), (CodeChannel.SMS, "13900000001")):
        sender.send(_notification(channel), to, "text", None)
    module = importlib.import_module(own.stem)
    assert module.sent == [("email", "a@example.com"), ("sms", "13900000001")]


def test_the_outbox_is_refused_outside_development_however_it_was_chosen(tmp_path: Path) -> None:
    production = chosen(tmp_path).model_copy(
        update={"env": "prod", "is_development": False, "sms": "outbox"}
    )
    with pytest.raises(WrongSetting, match="outbox"):
        build(production)


def _notification(channel: CodeChannel) -> Notification:
    now = utc_now()
    return Notification(
        id="n1",
        channel=channel,
        purpose="unlock",
        content_cipher="",
        created_at=now,
        due_at=now,
        expires_at=now + timedelta(minutes=5),
    )
