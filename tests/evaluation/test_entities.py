"""Figures of entities, worked out by hand, and the file of examples."""

from __future__ import annotations

from kefu.evaluation.entities import Entity, from_rasa, measure_entities, without_values

AMOUNT = Entity("amount", 2, 5, "200.00")
WRONG_VALUE = AMOUNT._replace(value="2.00")
TIME = Entity("time", 0, 2, "2026-11-21T00:00:00+08:00")
URL = Entity("url", 6, 9, "a.b")


def test_per_kind_and_all_together() -> None:
    meant = [frozenset([AMOUNT, TIME]), frozenset([AMOUNT]), frozenset[Entity]()]
    found = [frozenset([AMOUNT]), frozenset([WRONG_VALUE]), frozenset([URL])]
    counted = {
        figures.kind: (figures.both, figures.only_found, figures.only_meant, figures.f1)
        for figures in measure_entities(meant, found)
    }
    assert counted == {
        "amount": (1, 1, 1, 0.5),
        "time": (0, 0, 1, 0.0),
        "url": (0, 1, 0, 0.0),
        "all": (1, 2, 2, 2 / 6),
    }
    assert list(counted)[-1] == "all"


def test_precision_and_recall() -> None:
    (amount, *_) = measure_entities([frozenset([AMOUNT, TIME])], [frozenset([AMOUNT, URL])])
    assert (amount.precision, amount.recall) == (1.0, 1.0)
    time, url = measure_entities([frozenset([TIME])], [frozenset([URL])])[:2]
    assert (time.precision, time.recall) == (None, 0.0)
    assert (url.precision, url.recall) == (0.0, None)


def test_nothing_meant_and_nothing_found() -> None:
    (whole,) = measure_entities([frozenset()], [frozenset()])
    assert (whole.kind, whole.precision, whole.recall, whole.f1) == ("all", None, None, None)


def test_without_values_only_kind_and_place_count() -> None:
    pair = [without_values([AMOUNT])], [without_values([WRONG_VALUE])]
    assert measure_entities(*pair)[-1].f1 == 1.0


def test_from_rasa_takes_values_as_text() -> None:
    parsed = {"entity": "amount", "start": 2, "end": 5, "value": 200, "extractor": "DIETClassifier"}
    assert from_rasa([parsed]) == {Entity("amount", 2, 5, "200")}
