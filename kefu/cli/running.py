"""Running kefu on this machine: its processes, its database, its people, a message's story."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from kefu.cli.console import agent_app, app, err, out, reported
from kefu.core.agent import Role


@app.command()
def serve() -> None:
    """Start everything on this machine and keep it running; Ctrl-C stops it."""
    from kefu.serve import serve as run
    from kefu.settings import Settings

    with reported():
        run(Settings(), out)


@app.command()
def deploy_model(
    model: Annotated[
        Path | None, typer.Argument(help="A trained model; default: that of the present data.")
    ] = None,
    previous: Annotated[
        bool, typer.Option("--previous", help="Back to the model before the last deployment.")
    ] = False,
    test: Annotated[
        Path | None,
        typer.Option(
            help="Lines of intent<TAB>text that it must understand first; "
            "default: data/self-test.tsv, with --previous none."
        ),
    ] = None,
) -> None:
    """Give the running kefu another model: test it, then switch engine by engine, no message lost;
    exit 1, and nothing is changed, when it does not load or understands a sentence otherwise.
    """
    from kefu.deployment import sentences
    from kefu.deployment.control import ask
    from kefu.settings import ROOT, Settings
    from kefu.training import model_path

    if previous and model is not None:
        raise typer.BadParameter("MODEL does not go with --previous")
    with reported():
        settings = Settings()
        test = test or (None if previous else sentences.DEFAULT)
        model = None if previous else model or model_path(ROOT, settings.models_dir)
        if model is not None and not model.is_file():
            err.print(f"没有模型 {model}，请先运行 kefu train", style="red")
            raise typer.Exit(1)
        request = {
            "model": None if model is None else str(model.resolve()),
            "test": None if test is None else str(test.resolve()),
        }
        ask(settings.data_dir, request, lambda line: out.print(line, highlight=False))
        out.print("✓ 完成")


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema; data is kept."""
    from kefu.settings import Settings
    from kefu.store.migrate import upgrade

    with reported():
        upgrade(Settings().database)


@app.command()
def seed() -> None:
    """Make the demo customers and agents where they are missing (development only)."""
    from kefu.bootstrap import build
    from kefu.serve import seed as run
    from kefu.settings import Settings

    with reported():
        settings = Settings()
        if not settings.is_development:
            err.print("只有 KEFU_ENV=dev 才有演示数据", style="red")
            raise typer.Exit(1)
        kefu = build(settings)
        assert kefu.demo is not None
        run(kefu.demo, kefu.desk.staff)


@agent_app.command("create")
def create_agent(
    username: str,
    name: Annotated[str, typer.Option(help="Shown to customers.")],
    role: Role = Role.AGENT,
    skill: Annotated[list[str] | None, typer.Option(help="Skill group; may be repeated.")] = None,
    totp: Annotated[
        bool, typer.Option(help="Demand a one-time code (RFC 6238) at every login.")
    ] = True,
    password: Annotated[
        str, typer.Option(prompt=True, hide_input=True, confirmation_prompt=True)
    ] = "",
) -> None:
    """Make an agent's account; the password is asked for, the authenticator's address printed."""
    from kefu.bootstrap import build
    from kefu.settings import Settings

    with reported():
        kefu = build(Settings())
        kefu.desk.staff.create_agent(username, name, role, skill or ["service"], password)
        if totp:
            out.print(kefu.desk.staff.enrol_totp(username), highlight=False, soft_wrap=True)


@app.command()
def trace(
    asked: Annotated[
        str, typer.Argument(metavar="ID", help="A conversation (cv_…) or a message (cv_…/5).")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="Write the story as JSON.")] = False,
) -> None:
    """Tell from all logs and tables what became of a message: why was this not answered?"""
    from kefu.bootstrap import build
    from kefu.settings import Settings
    from kefu.trace.story import tell

    with reported():
        settings = Settings()
        kefu = build(settings)
        story = tell(kefu.database, settings.data_dir / "log", asked, kefu.clock())
        if as_json:
            print(json.dumps(story.as_json(), ensure_ascii=False, indent=1))
        else:
            print(story.as_text())


@app.command()
def doctor() -> None:
    """Check the settings and everything kefu depends on; say what to do about what is missing."""
    from kefu.doctor import examine

    with reported():
        findings = examine()
        for finding in findings:
            mark = "[green]✓[/]" if finding.good else "[red]✗[/]"
            out.print(f"{mark} {finding.what}:{finding.state}", highlight=False)
            if not finding.good:
                out.print(f"  → {finding.remedy}", highlight=False)
        if not all(finding.good for finding in findings):
            raise typer.Exit(1)
