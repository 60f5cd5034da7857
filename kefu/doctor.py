"""`kefu doctor`: looks at the settings and every dependency, and says what to do."""

from __future__ import annotations

import os
import sys
from base64 import b64decode
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kefu import adapters, private_files
from kefu.core.capability import Capability
from kefu.core.clock import utc_now
from kefu.core.errors import Invalid, KefuError, Unavailable
from kefu.deployment.record import DeployedModels
from kefu.gateway.channels.registry import make_channels
from kefu.pictures.side_process import SidePictures
from kefu.services.ports import WalletBackend
from kefu.services.ports.wallet import offered_by
from kefu.settings import ROOT, Settings
from kefu.store.database import SqlDatabase, make_engine
from kefu.store.migrate import is_current, is_older
from kefu.training import model_path
from kefu.words.terms import term

PREFIX = "KEFU_"
_SMALLEST_PNG = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing looked at; `remedy` when it is not good."""

    what: str
    good: bool
    state: str
    remedy: str = ""


def examine() -> list[Diagnosis]:
    """Look at everything; raises only when the settings themselves are invalid."""
    settings = Settings()
    return [
        Diagnosis("运行模式", True, f"{settings.env.value}({settings.brand})"),
        _variables(),
        _python(),
        _database(settings),
        _wallet(settings),
        _senders(settings),
        _channels(settings),
        _model(settings),
        _front_end(settings),
        _writable(settings.data_dir),
        _pictures(),
    ]


def _variables() -> Diagnosis:
    """A misspelt variable would change nothing, and nobody would know."""
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields}
    given = {name for name in os.environ if name.startswith(PREFIX)}
    unknown = sorted(name for name in given - known if not name.startswith(f"{PREFIX}TEST_"))
    if not unknown:
        return Diagnosis("环境变量", True, f"{len(given)} 个以 {PREFIX} 开头")
    meant = [*get_close_matches(unknown[0], known, n=1), ""][0]
    remedy = f"{unknown[0]} 是否应为 {meant}？" if meant else "检查拼写，或删除"
    return Diagnosis("环境变量", False, f"不认识 {'、'.join(unknown)}", remedy)


def _python() -> Diagnosis:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return Diagnosis("Python", version in {"3.11", "3.12"}, version, "请使用 Python 3.11 或 3.12")


def _database(settings: Settings) -> Diagnosis:
    shown = settings.database.split("@")[-1]
    try:
        SqlDatabase(make_engine(settings.database)).ping()
        if not is_current(settings.database):
            return _old_database(settings, shown)
    except KefuError:
        return Diagnosis(
            "数据库", False, f"{shown} 无法连接", "检查 KEFU_DATABASE_URL 和数据库服务"
        )
    return Diagnosis("数据库", True, shown)


def _old_database(settings: Settings, shown: str) -> Diagnosis:
    """In development `serve` makes and migrates the file; elsewhere somebody decides when."""
    is_file = settings.database.startswith("sqlite")
    if settings.is_development and is_file and is_older(settings.database):
        return Diagnosis("数据库", True, f"{shown}，kefu serve 启动时会建好最新结构")
    return Diagnosis("数据库", False, f"{shown} 结构不是最新", "运行 kefu migrate")


def _wallet(settings: Settings) -> Diagnosis:
    try:
        wallet = adapters.wallet(settings, utc_now)
        wallet.ping()
    except adapters.WrongSetting as error:
        return Diagnosis("钱包系统", False, str(error), "检查 KEFU_WALLET")
    except KefuError:
        remedy = "KEFU_WALLET_DATABASE_URL" if settings.wallet == "sql" else "KEFU_WALLET"
        return Diagnosis("钱包系统", False, f"{settings.wallet} 无法访问", f"检查 {remedy}")
    return Diagnosis("钱包系统", True, f"{settings.wallet} 可访问，{_topics(wallet, settings)}")


def _topics(wallet: WalletBackend, settings: Settings) -> str:
    """Which topics the wallet offers, and which not."""
    offered = offered_by(wallet) - settings.wallet_without
    told = []
    for word, capabilities in (
        ("支持", [topic for topic in Capability if topic in offered]),
        ("不支持", [topic for topic in Capability if topic not in offered]),
    ):
        if capabilities:
            told.append(word + "、".join(map(term, capabilities)))
    return "；".join(told)


def _senders(settings: Settings) -> Diagnosis:
    shown = f"短信 {settings.sms_sender}，邮件 {settings.email_sender}"
    try:
        adapters.sender(settings, utc_now)
    except adapters.WrongSetting as error:
        return Diagnosis("短信和邮件", False, str(error), "检查 KEFU_SMS 和 KEFU_EMAIL")
    if settings.sms_sender == "none" and settings.email_sender == "none":
        return Diagnosis(
            "短信和邮件", False, f"{shown}：发不出验证码", "设置 KEFU_SMS 或 KEFU_EMAIL"
        )
    return Diagnosis("短信和邮件", True, shown)


def _channels(settings: Settings) -> Diagnosis:
    try:
        names = [channel.name for channel in make_channels(settings)]
    except adapters.WrongSetting as error:
        return Diagnosis("渠道", False, str(error), "检查 KEFU_CHANNELS")
    return Diagnosis("渠道", True, "、".join(names))


def _model(settings: Settings) -> Diagnosis:
    path = model_path(ROOT, settings.models_dir)
    if deployed := DeployedModels(settings.data_dir).in_use(path):
        return Diagnosis("模型", True, f"{deployed.name}（已部署）")
    if path.exists():
        return Diagnosis("模型", True, path.name)
    return Diagnosis("模型", False, "没有与当前数据一致的模型", "运行 kefu train")


def _front_end(settings: Settings) -> Diagnosis:
    built = (settings.static_dir / "chat" / "index.html").exists()
    return Diagnosis("前端", built, "已构建" if built else "未构建", "运行 make serve，会自动构建")


def _writable(folder: Path) -> Diagnosis:
    try:
        private_files.make_folder(folder)
        probe = folder / ".doctor"
        probe.write_text("")
        probe.unlink()
    except OSError as error:
        return Diagnosis(
            "数据目录", False, f"{folder} 不可写({error.strerror})", "检查 KEFU_DATA_DIR 的权限"
        )
    return Diagnosis("数据目录", True, str(folder))


def _pictures() -> Diagnosis:
    """What decodes pictures is started without an environment, which not every Python can do."""
    try:
        SidePictures().made_anew(b64decode(_SMALLEST_PNG))
    except (Invalid, Unavailable):
        return Diagnosis(
            "图片",
            False,
            "解码图片的进程无法工作，客户发不了图片",
            "请使用不依赖 LD_LIBRARY_PATH 等环境变量的 Python",
        )
    return Diagnosis("图片", True, "在单独的进程里解码")
