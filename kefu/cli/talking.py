"""Talking to the bot, and the dialogues that it must hold."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kefu.cli.console import app, out, reported, silence_libraries


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

    with reported():
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
    silence_libraries()
    from kefu.conversing.command import converse as run
    from kefu.settings import ROOT, Settings
    from kefu.training import model_path

    with reported():
        if not run(files, name, model or model_path(ROOT, Settings().models_dir), out):
            raise typer.Exit(1)


@app.command()
def simulate(
    only: Annotated[
        list[str] | None,
        typer.Option(help="Only customers with this in their name. May be repeated."),
    ] = None,
    customers: Annotated[
        Path | None, typer.Option(help="Folder of customers; default: tests/simulation/customers.")
    ] = None,
    url: Annotated[
        str | None,
        typer.Option(help="A kefu in development mode, which is reset; default: one of its own."),
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed plays the same customers.")] = 1,
    at_least: Annotated[
        float, typer.Option(min=0, max=1, help="Share of customers who must reach their goal.")
    ] = 0.95,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write everything, talks too, as JSON.")
    ] = None,
) -> None:
    """Play simulated customers (docs/simulation.md); exit 1 when too few reach their goal or
    anything happens that nobody wanted.
    """
    silence_libraries()
    from bench.stack.servers import own_or
    from kefu.simulating import command

    with reported():
        chosen = command.chosen(customers or command.CUSTOMERS, only or [])
        with own_or(url) as address:
            report = command.simulate(address, chosen, seed, out)
        if json_file is not None:
            command.write(report, json_file)
        if report.solved < at_least or report.has_wrong_effects:
            raise typer.Exit(1)
