"""Sentences with the entities that a careful reader sees in them, and the file that holds them.

A YAML list of ``{text, entities: [{kind, surface, value}]}``: entities stand in the order of the
text and are told by their surface, since Rasa's own markup cannot hold ``[手机号:138****0001]``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from kefu.evaluation.entities import Entity
from kefu.evaluation.utterances import BadFile


@dataclass(frozen=True, slots=True)
class EntityExample:
    """A text and its entities, each as kind, start, end (offsets in the text) and value."""

    text: str
    entities: frozenset[Entity]


class _Mention(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: str
    surface: str
    value: str


class _Example(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: str
    entities: list[_Mention] = []


_EXAMPLES = TypeAdapter(list[_Example])


def read_entity_examples(path: Path) -> list[EntityExample]:
    """Reads a file in its order; times in it are relative to the now that its header tells.

    Raises BadFile for a missing or malformed file, one without any sentence, or a surface that does
    not stand in its text after those before it.
    """
    try:
        examples = _EXAMPLES.validate_python(
            yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        )
    except OSError as error:
        raise BadFile(f"读不了 {path}：{error.strerror}") from None
    except UnicodeDecodeError:
        raise BadFile(f"{path} 不是 UTF-8 编码") from None
    except (yaml.YAMLError, ValidationError) as error:
        raise BadFile(f"{path} 写得不对：{error}") from None
    if not examples:
        raise BadFile(f"{path} 里没有句子")
    return [EntityExample(example.text, _located(path, example)) for example in examples]


def _located(path: Path, example: _Example) -> frozenset[Entity]:
    entities = set[Entity]()
    end = 0
    for mention in example.entities:
        start = example.text.find(mention.surface, end)
        if start < 0 or not mention.surface:
            raise BadFile(f"{path}：“{example.text}”里找不到“{mention.surface}”")
        end = start + len(mention.surface)
        entities.add(Entity(mention.kind, start, end, mention.value))
    return frozenset(entities)
