"""Files of customers: what is wrong in one is told with its place; none repeats training data."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.nlu.constants import TEXT

from kefu.evaluation.duplicates import pairs_between
from kefu.evaluation.training_data import read_examples
from kefu.nlu.normalise import normalise
from kefu.settings import ROOT
from kefu.simulating.command import CUSTOMERS, chosen
from kefu.simulating.reading import BadCustomers, read, read_all
from kefu.simulating.schema import Customer, Writing
from kefu.simulating.speech import words

ONE = """\
- name: somebody
  account: "13800000001"
  openings: [余额怎么没了, 钱呢]
  goal: {}
  shortest: 1
"""


def faults(folder: Path, text: str) -> list[str]:
    path = folder / "some.yml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadCustomers) as error:
        read([path])
    return str(error.value).replace(f"{path}:", "").splitlines()


@pytest.mark.parametrize(
    ("was", "is_now", "told"),
    [
        ("shortest: 1", "shortest: 0", "5: shortest: Input should be greater than or equal to 1"),
        ("goal: {}", "goal: {account: [melted]}", "4: goal.account.0: Input should be 'frozen'"),
        ("goal: {}", "wish: {}", "4: wish: Extra inputs are not permitted"),
        ("[余额怎么没了, 钱呢]", "[钱呢]", "3: openings: List should have at least 2 items"),
        ("goal: {}", "goal: {}\n  goal: {}", "5: goal stands here twice"),
        ("goal: {}", "goal: {}\n  then: [{says: 好, waits: 1}]", "one of: says, clicks, waits"),
        ("goal: {}", "goal: {", "6: not valid YAML"),
        ("- name: somebody", "- name: Some Body", "1: name: String should match pattern"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, was: str, is_now: str, told: str) -> None:
    assert any(told in fault for fault in faults(tmp_path, ONE.replace(was, is_now)))


def test_names_differ(tmp_path: Path) -> None:
    assert faults(tmp_path, ONE + ONE) == ["6: another customer has this name"]


def test_a_folder_without_customers_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadCustomers, match="no file of customers"):
        read_all(tmp_path)


def test_customers_are_chosen_by_parts_of_their_names(tmp_path: Path) -> None:
    text = ONE + ONE.replace("somebody", "else")
    (tmp_path / "some.yml").write_text(text, encoding="utf-8")
    assert [c.name for c in chosen(tmp_path, ["body"])] == ["somebody"]
    assert len(chosen(tmp_path, [])) == 2


@pytest.fixture(scope="module")
def customers() -> list[Customer]:
    return read_all(CUSTOMERS)


@pytest.fixture(scope="module")
def lessons() -> list[str]:
    return [str(example.get(TEXT)) for example in read_examples(ROOT / "data" / "nlu")]


def test_all_kinds_of_people_come(customers: list[Customer]) -> None:
    assert {c.temperament for c in customers} == set(words().temperaments)
    assert {c.habits.writing for c in customers} == set(Writing)
    assert {c.channel for c in customers} == {"web", "app"}


def test_no_opening_is_nearly_a_training_sentence(
    customers: list[Customer], lessons: list[str]
) -> None:
    openings = [opening for customer in customers for opening in customer.openings]
    near = pairs_between(openings, lessons)
    assert [(openings[pair.first], lessons[pair.second]) for pair in near] == []


def test_no_opening_is_one_edit_from_a_training_sentence(
    customers: list[Customer], lessons: list[str]
) -> None:
    openings = [opening for customer in customers for opening in customer.openings]
    known = {form for text in lessons for form in shortened(text)}
    assert [text for text in openings if shortened(text) & known] == []


def shortened(text: str) -> set[str]:
    """The text, and the texts without one of its characters: one edit apart, two share one."""
    plain = normalise(text)
    return {plain, *(plain[:n] + plain[n + 1 :] for n in range(len(plain)))}
