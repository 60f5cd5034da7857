"""A performance for people: the conversation, and behind it what was not as expected."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from kefu.conversing.player import Difference, Performance, PlayedTurn
from kefu.conversing.talk import BotsMessage

_INDENT = 10
_DEEDS = {"says": "customer", "clicks": "clicks", "gives": "gives", "passes": "time"}
_MARK = "✗ "


def show(performance: Performance, console: Console) -> None:
    """Print who said what, by which response, and in red what differed, with its line."""
    script = performance.script
    mark, style = ("✓", "green") if performance.passed else ("✗", "red")
    console.print(
        Text.assemble(
            (f"{mark} {script.title}", f"bold {style}"), (f"  {script.path}:{script.line()}", "dim")
        ),
        soft_wrap=True,
    )
    for step in performance.steps:
        _show_step(step, console)
    if performance.at_the_end:
        _line(console, "end", Text("after the last turn", "dim"))
        _show_differences(performance.at_the_end, console)
    console.print()


def _show_step(step: PlayedTurn, console: Console) -> None:
    _line(console, _DEEDS.get(step.deed, step.deed), Text(step.words, "bold"))
    for utterance in step.heard:
        _line(console, utterance.sender, _utterance(utterance))
    _show_differences(step.differences, console)


def _utterance(utterance: BotsMessage) -> Text:
    words = Text(utterance.text, "cyan" if utterance.sender == "bot" else "yellow")
    if utterance.input_kind:
        return Text.assemble((f"🔒 {utterance.input_kind}: ", "magenta"), words)
    if utterance.response:
        words.append(f"  {utterance.response}", "dim")
    if utterance.card:
        words.append(f"\n▤ {utterance.card['kind']}", "magenta")
    if utterance.choices:
        words.append("\n" + " ".join(f"[{title}]" for title in utterance.choices), "blue")
    return words


def _show_differences(differences: list[Difference], console: Console) -> None:
    for difference in differences:
        text = Text(f"{_MARK}line {difference.line}: {difference.text}", "bold red")
        console.print(text, highlight=False, soft_wrap=True)


def _line(console: Console, who: str, what: Text) -> None:
    who = f"{who:>{_INDENT}}  "
    first, *others = what.split("\n")
    console.print(Text.assemble((who, "dim"), first), highlight=False, soft_wrap=True)
    for line in others:
        console.print(Text.assemble(" " * len(who), line), highlight=False, soft_wrap=True)
