"""Alters sentences as customers would: a wrong character of the same sound, one lost,
two swapped, a synonym.

The label stays. The same sentences give the same alterations.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from pypinyin import lazy_pinyin

from bench.classifiers.sentences import Sentences

_SYNONYMS = (
    ("怎么", "咋", "如何", "怎样"),
    ("为什么", "为啥", "怎么", "咋"),
    ("什么", "啥"),
    ("没有", "没"),
    ("不能", "不可以", "无法", "没法"),
    ("忘记", "忘了", "不记得"),
    ("账户", "账号", "帐号", "户头"),
    ("转账", "转钱", "打款", "汇款"),
    ("提现", "取现", "提款"),
    ("充值", "充钱"),
    ("手机号", "手机号码", "电话号码", "手机"),
    ("银行卡", "卡", "储蓄卡"),
    ("到账", "到", "收到"),
    ("修改", "改", "更改", "变更"),
    ("注销", "销户", "删除"),
    ("查询", "查", "查看", "看"),
)


def alter(lesson: Sentences, ways: Sequence[str], share: float) -> Sentences:
    """Altered copies of a share (0..1) of the sentences, each in one of the ways."""
    chance = random.Random(0)
    homophones = _homophones(lesson.texts)
    texts, labels = [], []
    for text, label in zip(lesson.texts, lesson.labels, strict=True):
        if chance.random() < share and len(text) > 3:
            altered = _altered(text, chance.choice(ways), homophones, chance)
            if altered != text:
                texts.append(altered)
                labels.append(label)
    return Sentences(texts, labels)


def _altered(
    text: str, way: str, homophones: Mapping[str, Sequence[str]], chance: random.Random
) -> str:
    place = chance.randrange(len(text) - 1)
    head, character, follower, tail = (
        text[:place],
        text[place],
        text[place + 1],
        text[place + 2 :],
    )
    if way == "homophone":
        return head + chance.choice(homophones.get(character, character)) + follower + tail
    if way == "deletion":
        return head + follower + tail
    if way == "swap":
        return head + follower + character + tail
    return _with_synonym(text, chance)


def _with_synonym(text: str, chance: random.Random) -> str:
    known = [(word, group) for group in _SYNONYMS for word in group if word in text]
    if not known:
        return text
    word, group = chance.choice(known)
    return text.replace(word, chance.choice([other for other in group if other != word]), 1)


def _homophones(texts: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Characters of the same toneless sound that the texts use, by character;
    commoner ones oftener.
    """
    counts = Counter(
        character for text in texts for character in text if "\u4e00" <= character <= "\u9fff"
    )
    sounds = {character: lazy_pinyin(character)[0] for character in counts}
    groups: dict[str, list[str]] = defaultdict(list)
    for character, sound in sounds.items():
        groups[sound].append(character)
    return {character: groups[sound] for character, sound in sounds.items()}
