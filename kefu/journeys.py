"""`kefu journeys`: what the journeys declare, for the terminal and as `docs/journeys.md`.

It must not know a journey; whatever is declared in `actions/` is shown.
"""

from __future__ import annotations

import importlib
import pkgutil

from rich.table import Table

import actions
from actions._steps import Asked, Chosen, Confirmed, Declaration, Step, Verified, declarations

_HEAD = """# Journeys

A journey is a class in `actions/<topic>.py` that declares its form, the intents that begin it and
its steps; `kefu journeys` lists them. This page is made by
`make generate` and checked against the code. How a step is walked
stands in `actions/_journey.py`.

An oval is a beginning or an end, a box is asked in a secure input or in words, a diamond wants
consent before an effect. At any step the customer may ask something else, cancel, or ask for a
human. Up to three interrupted journeys are offered again, the newest first.
"""


def journeys() -> tuple[Declaration, ...]:
    """All journeys, by form."""
    for module in pkgutil.iter_modules(actions.__path__):
        importlib.import_module(f"actions.{module.name}")
    return declarations()


def table() -> Table:
    """The journeys for a terminal."""
    shown = Table("form", "title", "begun by", "steps", show_lines=True)
    for journey in journeys():
        steps = "\n".join(_named(step) for step in journey.steps)
        shown.add_row(journey.form, journey.title, "\n".join(journey.begun_by), steps)
    return shown


def markdown() -> str:
    """The page: a diagram (Mermaid) a journey."""
    return "\n".join([_HEAD, *(_section(journey) for journey in journeys())])


def _named(step: Step) -> str:
    match step:
        case Verified(purpose=purpose, unless=level):
            known = "" if level is None else f", unless {level.name.lower()}"
            return f"Verified: code for {purpose.value}{known}"
        case Asked(slot=slot):
            return f"Asked: {slot}"
        case Chosen(slot=slot):
            return f"Chosen: {slot}"
        case Confirmed(slot=slot):
            return f"Confirmed: {slot}"


def _section(journey: Declaration) -> str:
    lines = [f"## {journey.title} (`{journey.form}`)", "", "```mermaid", "flowchart TD"]
    lines.append(f'  start(["{"<br>".join(journey.begun_by)}"])')
    before = "start"
    for number, step in enumerate(journey.steps, 1):
        here, name = f"step{number}", _named(step)
        effect = isinstance(step, Confirmed)
        lines.append(f'  {here}{{"{name}"}}' if effect else f'  {here}["{name}"]')
        lines.append(f"  {before} --> {here}")
        if effect:
            lines.append(f"  {here} -- no --> done")
        before = here
    lines += ['  done(["outcome told"])', f"  {before} --> done", "```", ""]
    lines += ["| asked for | what an agent reads meanwhile |", "| --- | --- |"]
    lines += [f"| `{slot}` | {pending} |" for slot, pending in journey.asks.items()]
    return "\n".join([*lines, ""])
