"""`kefu journeys`: what the journeys declare, for the terminal and as `docs/journeys.md`.

It must not know a journey; whatever is declared in `actions/` is shown.
"""

from __future__ import annotations

import importlib
import pkgutil

from rich.table import Table

import actions
from actions._helps import Help
from actions._steps import Asked, Chosen, Confirmed, Declaration, Step, Verified, declarations

_HEAD = """# Journeys

A journey is a class in `actions/<topic>.py` that declares its form, the intents that begin it and
its steps; `kefu journeys` lists them. This page is made by
`make generate` and checked against the code. How a step is walked
stands in `actions/_journey.py`.

An oval is a beginning or an end, a box is asked in a secure input or in words, a diamond wants
consent before an effect: an act that agrees to that very question, or its button; a question, a
condition, a hesitation or a negation beside it is none. At any step the customer may ask something
else, ask for time, cancel, or ask for a human; what a step can answer in a sentence stands in its
table, by a feature of the words (`kefu/nlu/lexicon.py`) or by what is asked about. A question that
stays unanswered is put otherwise, then another way and a human are offered. Up to three interrupted
journeys are offered again, the newest first.
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
    when = "" if step.when is None else f", if {step.when.__name__.replace('_', ' ').strip()}"
    return _named_alone(step) + when


def _named_alone(step: Step) -> str:
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
    begun_by = "<br>".join(journey.begun_by) or "an answer that needs to know who asks"
    lines.append(f'  start(["{begun_by}"])')
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
    lines += ["| asked for | what an agent reads meanwhile | answered in a sentence |"]
    lines += ["| --- | --- | --- |"]
    lines += [
        f"| `{slot}` | {pending} | {_helps(step.helps_at(slot))} |"
        for step in journey.steps
        for slot, pending in step.asks.items()
    ]
    if journey.helps:
        lines += ["", f"At any step: {_helps(journey.helps)}."]
        firsts = tuple(help_ for help_ in journey.helps if help_.begins)
        lines += ["", f"To a first sentence that only asks: {_helps(firsts)}."]
    return "\n".join([*lines, ""])


def _helps(helps: tuple[Help, ...]) -> str:
    """What is answered, by feature of the words or by what is asked about."""
    named = []
    for known in helps:
        about = known.shown_by or "/".join(sorted(known.about)) or "any question"
        named.append(f"{about} of {', '.join(known.of)}" if known.of else about)
    return ", ".join(dict.fromkeys(named))
