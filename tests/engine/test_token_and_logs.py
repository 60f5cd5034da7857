"""Shared tokens and log lines."""

from __future__ import annotations

import json
import logging

import pytest
import structlog
from pydantic import SecretStr

from kefu import logs
from kefu.engine.shared_token import SharedToken


def test_a_token_opens_to_its_bearer() -> None:
    token = SharedToken(SecretStr("秘密"))
    assert token.matches("秘密")
    assert token.matches_header("Bearer 秘密")
    assert token.matches_header("bearer  秘密")
    for wrong in (None, "", "秘", "Bearer", "Bearer ", "Basic 秘密", "秘密"):
        assert not token.matches_header(wrong)


def test_without_a_token_nobody_gets_in() -> None:
    token = SharedToken(SecretStr(""))
    assert not token.matches(None)
    assert not token.matches("")
    assert not token.matches_header("Bearer ")


def test_lines_are_json_without_the_words_of_an_exception(
    capsys: pytest.CaptureFixture[str],
) -> None:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        logs.configure("debug")
        structlog.get_logger("a").debug("below info", text="西瓜")
        logging.getLogger("rasa.b").debug("西瓜")
        try:
            raise ValueError("西瓜")
        except ValueError:
            logging.getLogger("rasa.b").exception("failed")
            structlog.get_logger("a").error("failed too", turn_id="t", exc_info=True)
    finally:
        structlog.reset_defaults()
        logging.captureWarnings(False)
        root.handlers[:] = handlers
        root.setLevel(level)
    written = capsys.readouterr().err
    assert "西瓜" not in written
    first, second = (json.loads(line) for line in written.splitlines())
    assert (first["event"], first["logger"], first["error"]) == ("failed", "rasa.b", "ValueError")
    assert (second["event"], second["turn_id"], second["level"]) == ("failed too", "t", "error")
    assert "test_token_and_logs.py" in second["trace"][-1]
