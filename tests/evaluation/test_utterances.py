"""Files of utterances: what is read, and what is refused with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kefu.evaluation.slices import slices
from kefu.evaluation.utterances import BadFile, Utterance, read_utterances


def read(folder: Path, content: str | bytes) -> list[Utterance]:
    path = folder / "set.tsv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_utterances(path)


def test_two_three_and_four_columns(tmp_path: Path) -> None:
    lines = "greeting\t你好\nrefund\t退钱\tdispute, complaint\nrefund\t退錢\t\ttraditional,typo\n"
    assert read(tmp_path, lines) == [
        Utterance("你好", "greeting"),
        Utterance("退钱", "refund", also=frozenset(["dispute", "complaint"])),
        Utterance("退錢", "refund", tags=frozenset(["traditional", "typo"])),
    ]
    assert read(tmp_path, lines)[1].acceptable == {"refund", "dispute", "complaint"}


@pytest.mark.parametrize(
    "content",
    [
        "intent\ttext\tacceptable\ttags\ngreeting\t你好\n",
        "\ufeffintent\ttext\r\n\r\ngreeting\t你好\r\n",
        "greeting\t你好",
        "\n  \ngreeting\t 你好 \t\t\n",
    ],
)
def test_header_blank_lines_and_line_ends_are_no_matter(tmp_path: Path, content: str) -> None:
    assert read(tmp_path, content) == [Utterance("你好", "greeting")]


def test_only_line_feeds_end_a_line(tmp_path: Path) -> None:
    assert [item.text for item in read(tmp_path, "inform\t一\u2028二\x0b三\n")] == [
        "一\u2028二\x0b三"
    ]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "没有句子"),
        ("intent\ttext\n", "没有句子"),
        ("greeting\t你好\n只有句子\n", "第 2 行"),
        ("greeting\t\n", "第 1 行"),
        ("\t你好\n", "第 1 行"),
        ("greeting\t你好\t\t\t多余\n", "第 1 行"),
        ("greeting\t你好".encode("gb18030"), "UTF-8"),
    ],
)
def test_bad_files_are_refused(tmp_path: Path, content: str | bytes, told: str) -> None:
    with pytest.raises(BadFile, match=told) as caught:
        read(tmp_path, content)
    assert "set.tsv" in str(caught.value)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "none.tsv", tmp_path):
        with pytest.raises(BadFile, match=path.name):
            read_utterances(path)


def test_slices_by_length_script_and_tag() -> None:
    utterances = [
        Utterance("你好", "greeting"),
        Utterance("我" * 41, "inform"),
        Utterance("帳號被鎖了", "account_locked", tags=frozenset(["typo"])),
        Utterance("ＡＰＰ打不开 KYC", "login_problem"),  # width and case are no script
    ]
    assert slices(utterances) == {
        "1-5 characters": [0, 2],
        "6-15 characters": [3],
        "long story (over 40)": [1],
        "tag typo": [2],
        "traditional script": [2],
    }
