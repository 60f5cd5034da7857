"""The sets for how a sentence is said, its matters and its wrapping: read, measured, shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kefu.evaluation.listening import JudgedListener, ListeningReport, listen, listening_as_json
from kefu.evaluation.manners import measure_manners, read_said
from kefu.evaluation.matters import measure_matters, read_several
from kefu.evaluation.rows import by_act, heard
from kefu.evaluation.utterances import BadFile, Utterance
from kefu.evaluation.wrappings import DRAWS, measure_wrapped, read_wrappings, wrap
from kefu.nlu.acts import Act, Aspect, Manner
from kefu.nlu.parser import Parser

SAID = """acts\tnegated\taspects\ttext
asks\t\tcost|possibility\t要給錢嗎
agrees|agrees,requests\t\t\t好就這麼辦
refuses,negates\tfreeze_account\t\t可別凍我的號
tells\t\t\t卡在家裡
"""
SEVERAL = """intents\tkind\ttext
refund,fee_query|dispute\tline\t退錢\\n怎麼扣了手續費
balance_query,bind_card\tblank\t查餘額 綁卡
"""
WRAPPINGS = "before\tafter\n您吃了嗎，\t\n\t\\n多謝您嘞\nhi \t 拜拜\n"
UTTERANCES = [
    Utterance("錢退到哪了", "refund"),
    Utterance("卡綁不上也退不了款", "refund", tags=frozenset(["two"])),
    Utterance("您好啊", "greeting"),
]


def written(folder: Path, content: str) -> Path:
    path = folder / "set.tsv"
    path.write_text(content, encoding="utf-8")
    return path


def told(answers: dict[str, Manner]) -> Callable[[str], Manner]:
    return lambda text: answers.get(text, Manner(frozenset({Act.TELLS})))


def test_a_fair_reading_of_the_manner_is_right(tmp_path: Path) -> None:
    said = read_said(written(tmp_path, SAID))
    figures = measure_manners(
        said,
        told(
            {
                "要給錢嗎": Manner(frozenset({Act.ASKS}), (), frozenset({Aspect.POSSIBILITY})),
                # Facts beside another act are neither demanded nor wrong.
                "好就這麼辦": Manner(frozenset({Act.AGREES, Act.REQUESTS, Act.TELLS})),
                "可別凍我的號": Manner(frozenset({Act.REFUSES, Act.NEGATES}), ("freeze_account",)),
            }
        ),
    )
    assert (figures.count, figures.exact, figures.aspects) == (4, 1.0, 1.0)
    assert not figures.false_consent
    assert {(act.precision, act.recall) for act in figures.acts} == {(1.0, 1.0)}
    assert {act.name: act.support for act in figures.acts}["requests"] == 1


def test_wrong_manners_are_told(tmp_path: Path) -> None:
    figures = measure_manners(
        read_said(written(tmp_path, SAID)),
        told(
            {
                "要給錢嗎": Manner(frozenset({Act.AGREES}), (), frozenset({Aspect.TIME})),
                "好就這麼辦": Manner(frozenset({Act.AGREES})),
                "可別凍我的號": Manner(frozenset({Act.REFUSES, Act.NEGATES}), ("refund",)),
            }
        ),
    )
    assert [said.text for said, _ in figures.wrong] == ["要給錢嗎", "可別凍我的號"]
    assert (figures.exact, figures.aspects) == (0.5, 0.0)
    assert figures.false_consent == ("要給錢嗎",)
    consent = next(act for act in figures.acts if act.name == "agrees")
    assert (consent.support, consent.precision, consent.recall) == (1, 0.5, 1.0)


def test_all_matters_count_and_single_ones_taken_for_several(tmp_path: Path) -> None:
    found = {
        "退錢\n怎麼扣了手續費": ["dispute", "refund", "complaint"],
        "查餘額 綁卡": ["bind_card"],
        "錢退到哪了": ["refund", "dispute"],
        "卡綁不上也退不了款": ["bind_card", "refund"],
        "您好啊": ["greeting"],
    }
    several = read_several(written(tmp_path, SEVERAL))
    figures = measure_matters(several, UTTERANCES, lambda text: found[text])
    assert [(kind.name, kind.found) for kind in figures.kinds] == [("line", 1), ("blank", 0)]
    assert figures.all_found == 0.5
    assert [item.text for item, _ in figures.missed] == ["查餘額 綁卡"]
    # The one that has two matters itself is none of the single ones.
    assert (figures.single, figures.false_seconds) == (2, 0.5)


def test_sentences_of_a_matter_are_wrapped_the_same_every_time(tmp_path: Path) -> None:
    wrappings = read_wrappings(written(tmp_path, WRAPPINGS))
    assert wrappings[1].around("退款") == "退款\n多謝您嘞"
    assert wrap(UTTERANCES, wrappings) == wrap(UTTERANCES, wrappings)
    [(_, wrapped), _] = wrap(UTTERANCES, wrappings)
    assert {item.text for item in wrapped} == {
        "您吃了嗎，錢退到哪了",
        "錢退到哪了\n多謝您嘞",
        "hi 錢退到哪了 拜拜",
    }

    figures = measure_wrapped(
        UTTERANCES, wrappings, lambda text: "greeting" if text.startswith("hi") else "refund"
    )
    assert (figures.count, figures.plain) == (2, 1.0)
    assert figures.wrapped == pytest.approx(1 - 1 / DRAWS)
    assert {lost[1:] for lost in figures.lost} == {("refund", "greeting")}


@pytest.mark.parametrize(
    ("read", "content"),
    [
        (read_said, "asks\t\t\n"),
        (read_said, "shouts\t\t\t喂\n"),
        (read_said, "asks\t\tsmell\t香嗎\n"),
        (read_several, "refund\tline\t退錢\n"),
        (read_several, "refund,dispute\t\t退錢\n"),
        (read_wrappings, "\t\n"),
        (read_wrappings, "您好\n"),
    ],
)
def test_lines_that_judge_nothing_are_refused(
    tmp_path: Path, read: Callable[[Path], object], content: str
) -> None:
    with pytest.raises(BadFile, match=r"第 1 行|没有句子"):
        read(written(tmp_path, content))


def test_the_trained_model_is_asked_and_all_figures_are_shown(
    tmp_path: Path, trained_model: Path
) -> None:
    listener = JudgedListener(
        tuple(read_said(written(tmp_path, SAID))),
        tuple(read_several(written(tmp_path, SEVERAL))),
        tuple(read_wrappings(written(tmp_path, WRAPPINGS))),
    )
    listening: ListeningReport = listen(listener, UTTERANCES, Parser.load(trained_model))
    rows = {row[0]: row[1:] for row in heard(listening)}
    assert rows["acts exactly right"][0] == "4"
    assert rows["several matters, all found"][0] == "2"
    assert rows["one matter taken for several"][0] == "2"
    assert rows["intent, wrapped"][0] == str(2 * DRAWS)
    assert [row[0] for row in by_act(listening)] == [act.value for act in Act]
    figures = listening_as_json(listening)
    assert set(figures) == {"manner", "matters", "wrapped"}
    assert figures["wrapped"]["plain"] == listening.wrapped.plain
