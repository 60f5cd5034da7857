"""What every command shares: the application, its two consoles, and how failures are told."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from pydantic import ValidationError
from rich.console import Console

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
def reported() -> Iterator[None]:
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


def silence_libraries() -> None:
    """Rasa's libraries warn of their own future when they are loaded, and undo filters."""
    logging.captureWarnings(True)
