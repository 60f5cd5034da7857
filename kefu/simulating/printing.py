"""Prints how customers fared: a line for each, and the whole talk where something went wrong."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from kefu.simulating.line import HeardReply
from kefu.simulating.player import PlayedOutcome

_WHO = 10  # columns for who speaks


def show(outcome: PlayedOutcome, console: Console) -> None:
    """One customer's line; after a failure what was said, and what differs."""
    good = outcome.is_solved and not outcome.wrong
    mark, style = ("✓", "green") if good else ("✗", "red")
    facts = f"{len(outcome.turns)} 轮（最少 {outcome.customer.shortest}）"
    facts += "，转人工" if outcome.was_handed_over else ""
    facts += "，放弃" if outcome.gave_up else ""
    line = Text.assemble((f"{mark} {outcome.customer.name}", style), (f"  {facts}", "dim"))
    console.print(line, soft_wrap=True, highlight=False)
    if good:
        return
    for turn in outcome.turns:
        _line(console, "customer", Text(turn.deed, "bold"))
        _show_heard(turn.heard, console)
    for text in (missing.text for missing in outcome.missing):
        console.print(f"  ✗ {text}", style="red", markup=False, highlight=False, soft_wrap=True)
    for text in outcome.wrong:
        told = f"  ✗✗ {text}"
        console.print(told, style="bold red", markup=False, highlight=False, soft_wrap=True)
    console.print()


def show_all(outcomes: list[PlayedOutcome], solved: float, console: Console) -> None:
    """The sum of it."""
    count = len(outcomes)
    reached = [outcome for outcome in outcomes if outcome.is_solved]
    turns = sum(len(outcome.turns) for outcome in reached)
    shortest = sum(outcome.customer.shortest for outcome in reached) or 1
    handed = sum(outcome.was_handed_over for outcome in outcomes)
    wrong = sum(len(outcome.wrong) for outcome in outcomes)
    seconds = sum(outcome.seconds for outcome in outcomes)
    console.print(
        f"{len(reached)}/{count} 位客户达成目标（{solved:.1%}）；"
        f"轮数为最少的 {turns / shortest:.2f} 倍；"
        f"转人工 {handed}；错误操作 {wrong}；用时 {seconds:.0f} 秒",
        highlight=False,
        soft_wrap=True,
    )


def _show_heard(heard: HeardReply, console: Console) -> None:
    for text in heard.texts:
        _line(console, "bot", Text(text, "cyan"))
    if heard.input is not None:
        _line(console, "", Text(f"🔒 {heard.input.label}：{heard.input.hint}", "magenta"))
    if heard.choices:
        _line(console, "", Text(" ".join(f"[{c['title']}]" for c in heard.choices), "blue"))
    if heard.refused is not None:
        _line(console, "", Text(f"refused: {heard.refused}", "red"))
    if not heard.is_answered:
        _line(console, "", Text("no answer", "red"))


def _line(console: Console, who: str, what: Text) -> None:
    lines = what.split("\n")
    for n, line in enumerate(lines):
        lead = (f"{who if n == 0 else '':>{_WHO}}  ", "dim")
        console.print(Text.assemble(lead, line), soft_wrap=True, highlight=False)
