"""What `kefu serve` prepares before the processes start, and which processes there are."""

from __future__ import annotations

import asyncio
import fcntl
import secrets
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from kefu import private_files
from kefu.bootstrap import build
from kefu.core.agent import Role
from kefu.core.errors import Conflict, OperatorError
from kefu.deployment.control import Control
from kefu.deployment.record import DeployedModels
from kefu.deployment.rollout import Rollout
from kefu.fleet import Fleet
from kefu.services.staff import StaffService
from kefu.settings import ROOT, ActionsIn, Settings
from kefu.store.migrate import upgrade
from kefu.supervisor import Service, Supervisor, child_environment
from kefu.training import model_path, train
from kefu.wallet.demo import DemoWallet

DEMO_PASSWORD = "Demo-2026!"
DEMO_AGENTS = [
    ("agent1", "客服小林", Role.AGENT, ["service"]),
    ("agent2", "客服小周", Role.AGENT, ["service"]),
    ("security1", "安全专员小郑", Role.AGENT, ["security", "service"]),
    ("supervisor1", "主管小何", Role.SUPERVISOR, ["service", "security"]),
]


def seed(demo: DemoWallet, staff: StaffService) -> None:
    """Demo customers and demo agents, where they are missing. Development only."""
    demo.create()
    for username, name, role, skills in DEMO_AGENTS:
        try:
            staff.create_agent(username, name, role, skills, DEMO_PASSWORD)
        except Conflict:
            continue


def ensure_model(settings: Settings, console: Console, *, force: bool = False) -> Path:
    """The model of the present data, trained now when there is none. Raises TrainingFailed."""
    path = model_path(ROOT, settings.models_dir)
    if path.exists() and not force:
        return path
    log = settings.data_dir / "log" / "train.log"
    with _progress(console, "正在训练模型（约一分钟，仅在数据变化后）"):
        return train(ROOT, settings.models_dir, log)


@contextmanager
def _progress(console: Console, what: str) -> Iterator[None]:
    """A running clock on a terminal; a line every ten seconds elsewhere."""
    started, done = time.monotonic(), threading.Event()

    def report() -> None:
        while not done.wait(10):
            console.print(f"{what} … {time.monotonic() - started:.0f} 秒", style="dim")

    if console.is_terminal:
        with console.status(what):
            yield
    else:
        console.print(f"{what} …")
        reporter = threading.Thread(target=report, daemon=True)
        reporter.start()
        try:
            yield
        finally:
            done.set()
            reporter.join()
    console.print(f"✓ 模型就绪({time.monotonic() - started:.0f} 秒)")


def serve(settings: Settings, console: Console) -> None:
    """Prepare everything, run until stopped. Raises KefuError, OperatorError."""
    private_files.begin()
    private_files.make_folder(settings.data_dir)
    private_files.tighten_all(settings.data_dir, besides=["attachments"])
    _check_port(settings)
    with _alone(settings.data_dir):
        _serve(settings, console)


def _serve(settings: Settings, console: Console) -> None:
    upgrade(settings.database)
    kefu = build(settings)
    if kefu.demo is not None:
        seed(kefu.demo, kefu.desk.staff)
    console.print("✓ 数据库就绪")
    models = DeployedModels(settings.data_dir)
    model = models.in_use(model_path(ROOT, settings.models_dir))
    if model is None:
        model = ensure_model(settings, console)
    else:
        console.print(f"✓ 使用已部署的模型 {model.name}")
    asyncio.run(_run(settings, model, models, console))


@contextmanager
def _alone(data_dir: Path) -> Iterator[None]:
    """The folder is this process's; it is let go by itself when the process dies.

    Raises OperatorError when another serve uses it: the two would take each other's engines.
    """
    with (data_dir / "serve.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise OperatorError(
                f"文件夹 {data_dir} 已有一个 kefu serve 在使用：请先停掉它，"
                "或用 KEFU_DATA_DIR 指定另一个文件夹"
            ) from error
        yield


def _check_port(settings: Settings) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            raise OperatorError(
                f"端口 {settings.port} 已被占用，请换一个：make serve PORT=8100"
            ) from error


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


async def _run(settings: Settings, model: Path, models: DeployedModels, console: Console) -> None:
    actions = _free_port()
    engine_token = settings.engine_token.get_secret_value() or secrets.token_urlsafe(32)
    actions_token = settings.actions_token.get_secret_value() or secrets.token_urlsafe(32)
    size = settings.engine_workers + (settings.engine_spare and settings.engine_workers > 0)
    roster = settings.data_dir / "engines"
    fleet = Fleet(size, model, engine_token, roster, _free_port)
    engines = fleet.begin()
    env = child_environment(
        {
            **({"KEFU_ENGINE_ROSTER": str(roster)} if engines else {}),
            "KEFU_ENGINE_TOKEN": engine_token,
            "KEFU_ACTIONS_PORT": str(actions),
            "KEFU_ACTIONS_URL": f"http://127.0.0.1:{actions}",
            "KEFU_ACTIONS_TOKEN": actions_token,
            "KEFU_DATABASE_URL": settings.database,
            "KEFU_WALLET_DATABASE_URL": settings.wallet_database,
        }
    )
    url = settings.local_url
    services = [
        *_action_server(settings, actions),
        *engines,
        # Customers come in when there is an engine to answer them: nobody is given to people for
        # having been early.
        Service("gateway", "kefu.gateway.server", f"{url}/readyz", waits=True),
    ]
    logs = settings.data_dir / "log"
    started = time.monotonic()
    console.print("正在启动 …")

    def say(line: str) -> None:
        console.print(line, style="yellow")

    supervisor = Supervisor(services, env, logs, say)
    control = Control(settings.data_dir, Rollout(settings, models, fleet, supervisor).deploy)

    async def ready() -> None:
        await control.start()
        console.print(f"✓ 全部就绪({time.monotonic() - started:.0f} 秒)\n")
        _print_addresses(settings, url, logs, console.print)

    try:
        await supervisor.run(ready)
    finally:
        await control.stop()
    console.print("已全部停止。")


def _action_server(settings: Settings, port: int) -> list[Service]:
    """The process for actions, where they are not to run in the engines."""
    if settings.actions is ActionsIn.INLINE:
        return []
    return [Service("actions", "kefu.engine.action_server", f"http://127.0.0.1:{port}/health")]


def _print_addresses(settings: Settings, url: str, logs: Path, say: Callable[[str], None]) -> None:
    say(f"  官网与客服挂件   {url}/")
    say(f"  客服对话页       {url}/chat")
    say(f"  坐席工作台       {url}/desk")
    if settings.is_development:
        say(f"  演示短信与邮件   {url}/dev/outbox")
        say(f"  演示坐席账号     agent1 / security1 / supervisor1，密码 {DEMO_PASSWORD}")
    say(f"  日志             {logs}")
    say("\n按 Ctrl-C 停止。")
