"""The mapped table cuts every text as jieba does."""

from __future__ import annotations

from pathlib import Path

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rasa.shared.nlu.constants import TEXT

from kefu.evaluation.training_data import read_examples
from kefu.evaluation.utterances import read_utterances
from kefu.nlu.normalise import normalise
from kefu.nlu.word_table import MappedTokenizer, WordTable
from kefu.settings import ROOT

Cutters = tuple[jieba.Tokenizer, MappedTokenizer]


@pytest.fixture(scope="module")
def cutters(tmp_path_factory: pytest.TempPathFactory) -> Cutters:
    """jieba with the project's words, and the table made of it."""
    plain = jieba.Tokenizer()
    with (ROOT / "data/nlu/dictionary.txt").open("rb") as words:
        plain.load_userdict(words)
    folder = tmp_path_factory.mktemp("words")
    WordTable.save(plain.FREQ, plain.total, folder)
    return plain, MappedTokenizer(WordTable(folder))


def test_every_word_has_its_frequency(cutters: Cutters) -> None:
    plain, mapped = cutters
    assert len(plain.FREQ) > 400_000
    assert all(mapped.FREQ.get(word) == frequency for word, frequency in plain.FREQ.items())
    assert mapped.FREQ.get("完全没有这个词") == 0
    assert mapped.FREQ.get("") == 0


def test_training_sentences_and_the_development_set_are_cut_alike(cutters: Cutters) -> None:
    plain, mapped = cutters
    texts = [example.get(TEXT) for example in read_examples(ROOT / "data/nlu")]
    texts += [utterance.text for utterance in read_utterances(Path(__file__).parent / "dev.tsv")]
    assert len(texts) > 10_000
    for text in sorted({normalise(text) for text in texts}):
        assert list(mapped.cut(text)) == list(plain.cut(text))


@given(text=st.text() | st.text(alphabet="我的钱包余额宝付款失败了a1 ,。\U00020000", max_size=40))
def test_any_text_is_cut_alike(cutters: Cutters, text: str) -> None:
    plain, mapped = cutters
    assert list(mapped.cut(text)) == list(plain.cut(text))


def test_there_must_be_a_table(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        WordTable(tmp_path)
