"""Files of dialogues: what is wrong is told with its file and line, and placeholders are filled."""

from __future__ import annotations

from pathlib import Path

import pytest

from kefu.conversing.reading import BadDialogue, read
from kefu.conversing.schema import Given

GOOD = """\
- name: A greeting is answered
  turns:
    - says: 你好
      expected: {contains: 您好}
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "file.yml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("contains", "contians", 4, "turns.0.expected.contians"),
        ("says: 你好", "says: 你好\n      clicks: 转人工", 3, "a turn does one of"),
        ("A greeting is answered", "greeting", 1, "a sentence of three words or more"),
        ("contains: 您好", "owner: nobody", 4, "turns.0.expected.owner"),
        ("says: 你好", "says: no", 3, "turns.0.says"),
        ("says: 你好", "says: <who>", 1, "nothing says what <who> stands for"),
        ("says: 你好", "says: 你好\n      says: 再见", 4, "says stands here twice"),
        ("says: 你好", "passes: a while", 3, "61 seconds"),
        ("  turns:", "  given: {logged_in: true}\n  turns:", 2, "needs a customer"),
        ("  turns:", "  for_each: [{a: 1}, {a: 1}]\n  turns:", 2, "no two alike"),
        ("says: 你好", "says: [", 5, "not valid YAML"),
        (GOOD, GOOD + GOOD, 5, "another dialogue has this name"),
        (GOOD, "name: x", 1, "a list"),
    ],
)
def test_a_fault_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, words: str
) -> None:
    path = written(tmp_path, GOOD.replace(old, new))
    with pytest.raises(BadDialogue) as caught:
        read(path)
    assert f"{path}:{line}: " in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "- &a\n  name: *a\n",
        "- &a [*a]\n",
        "&a\n- *a\n",
        "- name: A greeting is answered\n  turns: &a\n    - says: *a\n",
        "- &a\n  name: A greeting is <n>\n  for_each: [{n: 1}]\n  turns: [*a]\n",
        "- " + "[" * 3000 + "]" * 3000,
    ],
)
def test_what_holds_itself_or_has_no_bottom_is_told(tmp_path: Path, text: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(BadDialogue) as caught:
        read(path)
    assert str(caught.value).startswith(f"{path}:1: ")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadDialogue, match=r"none\.yml"):
        read(tmp_path / "none.yml")


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD + GOOD.replace("A greeting", "Another").replace("says", "say"))
    with pytest.raises(BadDialogue) as caught:
        read(written(tmp_path, path.read_text().replace("contains", "contians")))
    assert [f"{path}:{n}" in str(caught.value) for n in (4, 7, 8)] == [True, True, True]


def test_each_row_is_a_dialogue_with_its_values_filled_in(tmp_path: Path) -> None:
    text = """\
- name: Each number is heard
  given: {customer: <phone>, clock: 2026-03-02 12:00}
  for_each:
    - {phone: 13800000001, n: 1}
    - {phone: 13800000002, n: 2}
  turns:
    - says: 第<n>笔,<transaction 喜茶>
  afterwards: {wallet: {<phone>: {status: active}}}
"""
    first, second = read(written(tmp_path, text))
    assert second.title == "Each number is heard [13800000002]"
    assert second.dialogue.turns[0].says == "第2笔,<transaction 喜茶>"
    assert second.dialogue.afterwards.wallet == {"13800000002": {"status": "active"}}
    assert isinstance(first.dialogue.given, Given)
    assert second.line("turns", 0, "says") == 7
