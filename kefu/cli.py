"""The command line. Every command says on stderr what went wrong, without a traceback: exit 1; bad
usage: exit 2.
"""

from __future__ import annotations

import io
import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console

from kefu.core.agent import Role
from kefu.core.errors import KefuError, OperatorError
from kefu.words.problems import sentence

app = typer.Typer(
    help="kefu:数字钱包的智能客服。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
agent_app = typer.Typer(help="坐席账号。", no_args_is_help=True)
app.add_typer(agent_app, name="agent")
out = Console()
err = Console(stderr=True)


@contextmanager
def _reported() -> Iterator[None]:
    """Turn what was foreseen into one line on stderr and exit code 1."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except KefuError as error:
        err.print(sentence(error), style="red")
        raise typer.Exit(1) from None
    except OperatorError as error:
        err.print(str(error), style="red")
        raise typer.Exit(1) from None
    except SQLAlchemyError as error:
        err.print(f"数据库错误：{type(error).__name__}，请运行 kefu doctor 检查", style="red")
        raise typer.Exit(1) from None
    except ValidationError as error:
        for problem in error.errors():
            name = "_".join(str(part) for part in problem["loc"]).upper()
            err.print(f"{f'KEFU_{name}: ' if name else ''}{problem['msg']}", style="red")
        raise typer.Exit(1) from None


def _silence_libraries() -> None:
    """Rasa's libraries warn of their own future when they are loaded, and undo filters."""
    logging.captureWarnings(True)


@app.command()
def serve() -> None:
    """Start everything on this machine and keep it running; Ctrl-C stops it."""
    from kefu.serve import serve as run
    from kefu.settings import Settings

    with _reported():
        run(Settings(), out)


@app.command()
def train(
    force: Annotated[
        bool, typer.Option("--force", help="Train even when nothing changed.")
    ] = False,
) -> None:
    """Train the model, if data, configuration or NLU code changed since the last time."""
    from kefu.serve import ensure_model
    from kefu.settings import Settings

    with _reported():
        out.print(str(ensure_model(Settings(), out, force=force)), highlight=False)


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
    with _reported():
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
def parse(
    model: Annotated[
        Path | None, typer.Option(help="A trained model; default: the present one.")
    ] = None,
) -> None:
    """Understand one utterance a line from stdin; write one JSON line each, in order."""
    _silence_libraries()
    from tarfile import TarError

    from kefu.nlu.parser import NoModelError, Parser
    from kefu.settings import ROOT, Settings
    from kefu.training import model_path

    with _reported():
        path = model or model_path(ROOT, Settings().models_dir)
        if not path.exists():
            err.print(f"没有模型 {path}，请先运行 kefu train", style="red")
            raise typer.Exit(1)
        try:
            parser = Parser.load(path)
        except (NoModelError, TarError):
            err.print(f"{path} 不是训练好的模型，请先运行 kefu train", style="red")
            raise typer.Exit(1) from None
        # A byte that is no UTF-8 spoils its character, not the line and not those after it.
        stdin = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", errors="replace")
        lines = (line.rstrip("\n") for line in stdin)
        # A pipe is read in batches; a person gets each answer at once.
        parsed = map(parser.parse, lines) if sys.stdin.isatty() else parser.parse_all(lines)
        for answer in parsed:
            print(json.dumps(answer, ensure_ascii=False))


@app.command("eval")
def evaluate(
    file: Annotated[
        Path | None,
        typer.Option(
            help="Lines of intent<TAB>text[<TAB>also accepted, with commas[<TAB>tags]]; "
            "default: the development set."
        ),
    ] = None,
    model: Annotated[
        Path | None, typer.Option(help="A trained model; default: the present one.")
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(help="Write a Markdown report; default with no --file: docs/nlu-report.md."),
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write all figures as JSON.")
    ] = None,
    duplicates: Annotated[
        bool, typer.Option("--duplicates", help="Only list near-duplicates in the training data.")
    ] = False,
    timing: Annotated[
        bool, typer.Option("--timing", help="Also time a training on all data.")
    ] = False,
    stock: Annotated[
        bool,
        typer.Option(
            "--stock", help="Train stock Rasa too, where there are no stored figures of it (hours)."
        ),
    ] = False,
    sample: Annotated[int, typer.Option(min=100, help="Sentences to compare on.")] = 2500,
    epochs: Annotated[int, typer.Option(min=1, help="How long stock trains.")] = 100,
) -> None:
    """Measure how well messages are understood; with no --file, write the report as well."""
    _silence_libraries()
    from kefu.evaluation.command import Contest, Evaluator, publish
    from kefu.serve import ensure_model
    from kefu.settings import ROOT, Settings

    with _reported():
        if model and (stock or timing):
            raise typer.BadParameter("--model goes with neither --stock nor --timing")
        settings = Settings()
        evaluator = Evaluator(ROOT, settings.data_dir / "log", err.print)
        if duplicates:
            for line in evaluator.near_pairs():
                print(line)
            return
        task = evaluator.task(file)
        if model is not None:
            evaluation = evaluator.examine(task, model)
        else:
            contest = Contest(sample, epochs, is_run=stock) if stock or file is None else None
            present = ensure_model(settings, err)
            evaluation = evaluator.evaluate(
                task, present, contest=contest, is_timed=timing or stock
            )
            report = report or (ROOT / "docs" / "nlu-report.md" if file is None else None)
        for path in publish(evaluation, out, report, json_file):
            err.print(f"已写入 {path}", style="dim")


@app.command()
def bench(
    quick: Annotated[
        bool, typer.Option("--quick", help="Ours only, few repeats: less than two minutes.")
    ] = False,
    only: Annotated[
        list[str] | None,
        typer.Option(
            help="Only this part: latency, load, turns, start, memory, idle, parse or limits."
            " May be repeated."
        ),
    ] = None,
    database: Annotated[
        list[str] | None,
        typer.Option(help="sqlite or postgresql; default: both, with --quick sqlite."),
    ] = None,
    stock: Annotated[
        bool,
        typer.Option("--stock", help="Train stock Rasa where there is no model (twenty minutes)."),
    ] = False,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write all figures as JSON.")
    ] = None,
) -> None:
    """Measure what a message costs through the whole stack (docs/performance.md)."""
    _silence_libraries()
    from bench.stack.command import Bench, Plan, publish
    from bench.stack.ours import Database, Part
    from kefu.settings import Settings

    try:
        parts = frozenset(Part(name) for name in only or Part)
        databases = [Database(name) for name in database or []]
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None
    if not databases:
        databases = [Database.SQLITE] if quick else list(Database)
    with _reported():
        plan = Plan(parts, tuple(databases), quick, trains_stock=stock)
        results = Bench(plan, Settings(), err).run()
        for path in publish(results, plan, out, json_file):
            err.print(f"已写入 {path}", style="dim")


@app.command()
def chat(
    url: Annotated[
        str | None,
        typer.Option(help="A running kefu; default: at KEFU_PORT of this machine."),
    ] = None,
    phone: Annotated[str | None, typer.Option(help="Log in as this demo customer.")] = None,
    name: Annotated[
        str | None, typer.Option(help="Go on with the conversation of the terminal of this name.")
    ] = None,
) -> None:
    """Talk to a kefu that runs on this machine in development mode, over the channel `console`."""
    from kefu.settings import Settings
    from kefu.terminal_chat import TerminalChat

    with _reported():
        TerminalChat(url or Settings().local_url, out, name=name).run(phone)


@app.command(name="journeys")
def show_journeys(
    markdown: Annotated[
        bool, typer.Option("--markdown", help="The page docs/journeys.md instead of a table.")
    ] = False,
) -> None:
    """List the journeys: what begins each, and its steps."""
    from kefu import journeys

    if markdown:
        sys.stdout.write(journeys.markdown())
    else:
        out.print(journeys.table())


@app.command()
def converse(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Dialogue tests.")],
    name: Annotated[str, typer.Option(help="Only dialogues with this in their name.")] = "",
    model: Annotated[
        Path | None, typer.Option(help="A trained model; default: the present one.")
    ] = None,
) -> None:
    """Play dialogue tests (docs/dialogue-tests.md) and print them; exit 1 when one differs."""
    _silence_libraries()
    from kefu.conversing.command import converse as run
    from kefu.settings import ROOT, Settings
    from kefu.training import model_path

    with _reported():
        if not run(files, name, model or model_path(ROOT, Settings().models_dir), out):
            raise typer.Exit(1)


@app.command()
def migrate() -> None:
    """Bring the database to the newest schema; data is kept."""
    from kefu.settings import Settings
    from kefu.store.migrate import upgrade

    with _reported():
        upgrade(Settings().database)


@app.command()
def seed() -> None:
    """Make the demo customers and agents where they are missing (development only)."""
    from kefu.bootstrap import build
    from kefu.serve import seed as run
    from kefu.settings import Settings

    with _reported():
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

    with _reported():
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

    with _reported():
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

    with _reported():
        findings = examine()
        for finding in findings:
            mark = "[green]✓[/]" if finding.good else "[red]✗[/]"
            out.print(f"{mark} {finding.what}:{finding.state}", highlight=False)
            if not finding.good:
                out.print(f"  → {finding.remedy}", highlight=False)
        if not all(finding.good for finding in findings):
            raise typer.Exit(1)


def main() -> None:
    """Entry point of the `kefu` command."""
    try:
        app()
    except BrokenPipeError:  # the reader of a pipe has seen enough
        sys.stderr.close()


if __name__ == "__main__":
    main()
