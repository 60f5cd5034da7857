"""Every kind of expectation can fail, says so on its line, and unnamed changes do not pass."""

from __future__ import annotations

import asyncio
import io
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from kefu.cli import app
from kefu.conversing.player import Performance, play
from kefu.conversing.printing import show
from kefu.conversing.reading import read
from kefu.conversing.stage import Stage
from tests.trained import trained_model

UNLOCKING = """\
- name: A code unlocks the account
  given: {customer: 13800000002}
  turns:
    - says: 我的账户被锁定了
    - says: 13800000002
    - clicks: 短信
    - gives: {verification_code: the code that arrived}
      expected:
        contains: 已解锁
  afterwards:
    wallet: {13800000002: {status: active, lock_reason: null}}
"""
TRANSACTION = """\
- name: A failed payment is explained
  given: {customer: 13800000004, logged_in: true}
  turns:
    - says: 美团外卖付款200没成功
      expected:
        EXPECTED
"""
THEFT = """\
- name: A theft gets its case
  turns:
    - says: 账户被盗了
    - says: 转人工
  afterwards:
    tickets: [{kind: theft_case, priority: urgent}]
    handoff: {reason: theft, group: security, priority: urgent}
"""


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """One stage for all; its model is loaded once."""
    return Stage(trained_model(), tmp_path_factory.mktemp("stage"))


def played(stage: Stage, folder: Path, text: str) -> Performance:
    path = folder / "file.yml"
    path.write_text(text, encoding="utf-8")
    (script,) = read(path)
    return asyncio.run(play(stage, script))


@pytest.mark.parametrize("text", [UNLOCKING, THEFT])
def test_what_is_as_expected_passes(stage: Stage, tmp_path: Path, text: str) -> None:
    performance = played(stage, tmp_path, text)
    assert performance.differences == []
    assert performance.passed


def test_a_change_that_is_not_named_does_not_pass(stage: Stage, tmp_path: Path) -> None:
    named = "    wallet: {13800000002: {status: active, lock_reason: null}}\n"
    text = UNLOCKING.replace("  afterwards:\n", "").replace(named, "")
    performance = played(stage, tmp_path, text)
    assert [d.text.partition(" is not named")[0] for d in performance.differences] == [
        "wallet of 13800000002: status",
        "wallet of 13800000002: lock_reason",
    ]


def test_a_ticket_and_a_handoff_that_are_not_named_do_not_pass(
    stage: Stage, tmp_path: Path
) -> None:
    performance = played(stage, tmp_path, THEFT.partition("  afterwards")[0])
    assert [d.text.partition(":")[0] for d in performance.differences] == [
        "a ticket that was not expected",
        "handed over, not expected",
    ]


def test_what_only_a_turn_names_is_to_be_named_in_the_end_too(stage: Stage, tmp_path: Path) -> None:
    text = """\
- name: Somebody asks for people
  turns:
    - says: 转人工
      expected: {handoff: {reason: customer_request}}
"""
    (difference,) = played(stage, tmp_path, text).differences
    assert "not expected: customer_request" in difference.text
    assert "name it in `afterwards`" in difference.text
    named = f"{text}  afterwards: {{handoff: {{reason: customer_request}}}}\n"
    assert played(stage, tmp_path, named).differences == []
    null = f"{text}  afterwards: {{handoff: null}}\n"
    (difference,) = played(stage, tmp_path, null).differences
    assert "afterwards" not in difference.text


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("status: active", "status: frozen", 11, "status should be frozen, but is active"),
        (
            "status: active",
            "status: active, balance_fen: changed",
            11,
            "balance_fen has not changed",
        ),
        ("13800000002: {st", "13900000002: {st", 11, "no demo customer"),
        ("contains", "lacks", 9, "is said: 已解锁"),
        ("clicks: 短信", "clicks: 信鸽", 6, "信鸽 is not offered"),
        ("the code that arrived", "a wrong code", 8, "refused should be none, but is wrong_code"),
        ("clicks: 短信", "passes: 1 minute", 7, "no input for verification_code"),
    ],
)
def test_the_line_that_differs_is_told(
    stage: Stage, tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    performance = played(stage, tmp_path, UNLOCKING.replace(old, new))
    first = performance.differences[0]
    assert words in first.text
    assert first.line == line


@pytest.mark.parametrize(
    "expected",
    [
        "responses: [utter_transaction_start]",
        "choices: [转人工]",
        "offers: 立即冻结",
        "cards: []",
        "cards: [{kind: transaction, counterparty: 滴滴出行}]",
        "secure_input: verification_code",
        "inputs: 1",
        "refused: wrong_code",
        "owner: queued",
        "form: transaction_form",
        "asks: transaction_choice",
        "intent: greeting",
        "account: null",
        "wallet: {13800000004: {status: frozen}}",
        "tickets: [{kind: theft_case}]",
        "handoff: {reason: theft}",
        "codes: {13800000004: 1}",
    ],
)
def test_each_expectation_can_fail(stage: Stage, tmp_path: Path, expected: str) -> None:
    performance = played(stage, tmp_path, TRANSACTION.replace("EXPECTED", expected))
    assert {difference.line for difference in performance.differences} == {6}


def test_what_is_shown_has_the_conversation_and_the_difference(
    stage: Stage, tmp_path: Path
) -> None:
    performance = played(stage, tmp_path, TRANSACTION.replace("EXPECTED", "contains: 网络超时"))
    text = io.StringIO()
    show(performance, Console(file=text, color_system=None))
    for words in (
        "customer  美团外卖付款200没成功",
        "utter_transaction_reason_insufficient_balance",
        "[看其他失败的交易]",
        "✗ line 6: is not said: 网络超时",
    ):
        assert words in text.getvalue()


def test_the_world_is_as_given(stage: Stage, tmp_path: Path) -> None:
    text = """\
- name: The wallet is as given
  given:
    customer: 13800000001
    logged_in: true
    clock: 2026-03-02 12:00
    wallet: {13800000001: {status: locked, lock_reason: dormant}}
  turns:
    - says: 我的账户被锁定了
    - clicks: 短信
    - gives: {verification_code: the code that arrived}
      expected: {contains: 长时间没有使用}
  afterwards:
    wallet: {13800000001: {status: active, lock_reason: null}}
"""
    assert played(stage, tmp_path, text).differences == []


@pytest.mark.parametrize(("expected", "code"), [("余额不足", 0), ("网络超时", 1)])
def test_the_command_plays_a_file(tmp_path: Path, expected: str, code: int) -> None:
    path = tmp_path / "file.yml"
    path.write_text(TRANSACTION.replace("EXPECTED", f"contains: {expected}"), encoding="utf-8")
    result = CliRunner().invoke(app, ["converse", str(path)])
    assert result.exit_code == code
    assert "A failed payment is explained" in result.output


def test_the_command_says_when_there_is_no_model(tmp_path: Path) -> None:
    path = tmp_path / "file.yml"
    path.write_text(THEFT, encoding="utf-8")
    result = CliRunner().invoke(
        app, ["converse", str(path), "--model", str(tmp_path / "none.tar.gz")]
    )
    assert result.exit_code == 1
    assert "kefu train" in result.output
