"""The model: trained, asked, judged, and timed."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from kefu.cli.console import app, err, out, reported, silence_libraries


@app.command()
def train(
    force: Annotated[
        bool, typer.Option("--force", help="Train even when nothing changed.")
    ] = False,
) -> None:
    """Train the model, if data, configuration or NLU code changed since the last time."""
    from kefu.serve import ensure_model
    from kefu.settings import Settings

    with reported():
        out.print(str(ensure_model(Settings(), out, force=force)), highlight=False)


@app.command()
def parse(
    model: Annotated[
        Path | None, typer.Option(help="A trained model; default: the present one.")
    ] = None,
) -> None:
    """Understand one utterance a line from stdin; write one JSON line each, in order."""
    silence_libraries()
    from tarfile import TarError

    from kefu.core.english.heard_words import in_chinese
    from kefu.nlu.parser import NoModelError, Parser
    from kefu.settings import ROOT, Settings
    from kefu.training import model_path

    with reported():
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
        lines = (in_chinese(line.rstrip("\n")) for line in stdin)
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
    seeds: Annotated[
        int,
        typer.Option(
            min=0,
            max=20,
            help="Also train so often with other seeds; tell the figures' means and spread.",
        ),
    ] = 0,
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
    silence_libraries()
    from kefu.evaluation.command import Contest, Evaluator, publish
    from kefu.serve import ensure_model
    from kefu.settings import ROOT, Settings

    with reported():
        if model and (stock or timing or seeds):
            raise typer.BadParameter("--model goes with none of --stock, --timing and --seeds")
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
                task, present, contest=contest, is_timed=timing or stock, seeds=seeds
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
            help="Only this part: latency, load, turns, start, memory, idle, pictures, parse or"
            " limits. May be repeated."
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
    silence_libraries()
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
    with reported():
        plan = Plan(parts, tuple(databases), quick, trains_stock=stock)
        results = Bench(plan, Settings(), err).run()
        for path in publish(results, plan, out, json_file):
            err.print(f"已写入 {path}", style="dim")
