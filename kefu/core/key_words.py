"""Finds what opens a wallet of its own: seed words, private keys, key files.

It knows nothing of passwords and codes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from kefu.core.folding import OPAQUE, Span

_LISTS: Final = Path(__file__).with_name("bip39")
_LENGTHS: Final = (12, 15, 18, 21, 24)
KEY_WORD: Final = (
    r"(?:助记[词语码]|恢复[词语]|种子[词语]|备份[词语]|私钥|(?<![a-z])(?:seed\s?(?:phrase|words?)?|recovery\s?(?:phrase|words?)"
    r"|mnemonic(?:\s?phrase)?|private\s?key|secret\s?key|priv\s?key|zhujici|siyao)(?![a-z]))"
)
# 助记词 …: whatever follows in ASCII.
_NAMED: Final = re.compile(
    rf"{KEY_WORD}[^!-~{OPAQUE}]{{0,6}}(?:(?:is|[:=])\s{{0,2}})?"
    r"((?!https?:)[!-~]{3,128}(?:\s{1,3}[!-~]{1,32}){0,60})",
    re.IGNORECASE,
)
_CHINESE_SIGN: Final = r"[\u4e00-\u9fff]"
_NAMED_CHINESE: Final = re.compile(
    rf"{KEY_WORD}[^\n]{{0,6}}?[是为:\uff1a\s]\s{{0,2}}({_CHINESE_SIGN}(?:[\s,\uff0c、.]{{0,2}}{_CHINESE_SIGN}){{11,23}})",
    re.IGNORECASE,
)
_HASH: Final = re.compile(
    r"(?:哈希|散列|hash|txid|tx|交易|订单|区块|block|sha-?256|md5|签名|摘要|校验|地址|公钥)\W{0,3}(?:值|id|号|码)?\W{0,3}(?:是|为)?\W{0,3}$",
    re.IGNORECASE,
)
_BASE58: Final = "[1-9A-HJ-NP-Za-km-z]"
_BARE: Final = re.compile(
    r"(?<![0-9a-z])(?:"
    r"(?P<hex>(?:0x)?[0-9a-f]{64}|(?:0x)?(?=[0-9 \n:-]{0,40}[a-f])[0-9a-f]{4,32}(?:[ \n:-][0-9a-f]{4,32}){1,15})"
    rf"|[5KLc9]{_BASE58}{{50,51}}|6P{_BASE58}{{56}}|[xyztuv]pr[vr]{_BASE58}{{40,112}}|(?P<long>{_BASE58}{{86,88}})"
    r"|nsec1[0-9a-z]{58})(?![0-9a-z])",
    re.IGNORECASE,
)
_PEM: Final = re.compile(
    r"-{3,5}\s?BEGIN [A-Z ]{0,20}PRIVATE KEY\s?-{0,5}.*?(?:-{3,5}\s?END [A-Z ]{0,20}PRIVATE KEY\s?-{0,5}|$)",
    re.DOTALL,
)
_KEY_FILE: Final = re.compile(r"\"(?:ciphertext|cipherparams|kdfparams|kdf)\"", re.IGNORECASE)
_WORD: Final = re.compile(r"[A-Za-z]+")
_MANY_WORDS: Final = re.compile(r"(?:[A-Za-z]{3,8}[^A-Za-z]{1,8}){5}")
_LONG_TOKEN: Final = re.compile(r"[0-9A-Za-z]{32}|(?:[0-9A-Fa-f]{4,32}[ \n:-]){4}")
_SHORTEST_KEY: Final = 40
_SPEAKS_OF_ONE: Final = re.compile(r"[词语钥码]|seed|mnemon|key|recov|zhujici|siyao", re.IGNORECASE)
_KEY_WORD: Final = re.compile(KEY_WORD, re.IGNORECASE)
_MIXED: Final = re.compile(r"\d[!-~]*[A-Za-z]|[A-Za-z][!-~]*\d")
_FAR: Final = re.compile(r"[\u3400-\u9fff。\uff01]|[^\n]{9,}")
_SPACED_SIGNS: Final = re.compile(
    rf"(?<![\u4e00-\u9fff]){_CHINESE_SIGN}(?:(?:[\s,\uff0c、.·|/-]|\d{{1,2}}[.、)]){{1,6}}{_CHINESE_SIGN}(?![\u4e00-\u9fff])){{11,23}}"
)
_ONLY_SIGNS: Final = re.compile(rf"\s*({_CHINESE_SIGN}{{12,24}})\s*")
_OF_WALLETS: Final = re.compile(
    r"账[户号]|什么|怎么|借[钱款]|贷|刷[脸卡]|微信|钱包|被盗|余额|提现|银行|支付|转账|退款|密码|登[录陆]|手机|验证|客服|充值|红包|零钱|订单|交易|绑定|解绑|冻结|身份|"
    r"认证|实名|商户|失败|成功|显示|提示|异常|无法|人工|收款|付款|扣款|到账|短信|查询|修改|重置|申请|投诉|帮忙|谢谢|您好|你好|问题|今天|昨天|时间|金额|资金|安全|系统|页面|软件|下载|更新"
)
# Of 2048; words by lot have 1024. Hardly anybody writes a sentence with blanks between its signs.
_MEAN_RANK: Final = 620
_SPACED_RANK: Final = 480
_TOLERANCE: Final = 12  # one word in so many may be misspelt


@cache
def _english() -> frozenset[str]:
    """The words, and the four letters that stand for each."""
    words = _read("english")
    return frozenset(words) | {word[:4] for word in words}


@cache
def _chinese() -> dict[str, int]:
    return {sign: number for number, sign in enumerate(_read("chinese"))}


def _read(language: str) -> list[str]:
    lines = (_LISTS / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if not line.startswith("#")]


def find_keys(text: str) -> Iterator[Span]:
    """Where keys stand in the folded text; spans may overlap."""
    if _SPEAKS_OF_ONE.search(text):
        for match in _NAMED.finditer(text):
            if is_key(match.group(1)):
                yield match.span(1)
        for match in _NAMED_CHINESE.finditer(text):
            if _are_words_by_lot(re.findall(_CHINESE_SIGN, match.group(1)), _SPACED_RANK):
                yield match.span(1)
    if len(text) < _LENGTHS[0]:
        return
    if len(text) >= _SHORTEST_KEY:
        yield from _bare_keys(text)
        yield from _english_seeds(text)
    yield from _chinese_seeds(text)


def _bare_keys(text: str) -> Iterator[Span]:
    """Keys that need no word for them."""
    if _LONG_TOKEN.search(text):
        for match in _BARE.finditer(text):
            labelled = _HASH.search(text, max(0, match.start() - 16), match.start())
            if _is_bare_key(match) and not labelled:
                yield match.span()
    if "PRIVATE KEY" in text:
        for match in _PEM.finditer(text):
            yield match.span()
    if "{" in text and _KEY_FILE.search(text):
        yield text.index("{"), text.rfind("}") + 1 or len(text)


def is_key(said: str) -> bool:
    """Whether what follows the word for a key is one, or seed words."""
    tokens = said.split()
    if any(len(token) >= 16 or (len(token) >= 8 and _MIXED.search(token)) for token in tokens):
        return True
    if len(re.findall(_CHINESE_SIGN, said)) in _LENGTHS:
        return True
    words = _WORD.findall(said)
    known = sum(word.lower() in _english() for word in words)
    return known >= 3 and known * 2 >= len(words)


def _is_bare_key(match: re.Match[str]) -> bool:
    if match.group("hex") is None:
        key = match.group()
        return (any(map(str.isdigit, key)) and key != key.lower() and key != key.upper()) or key[
            :5
        ].lower() == "nsec1"
    digits = re.sub(r"^0x|[ \n:-]", "", match.group("hex").lower())
    return len(digits) == 64 and len(set(digits)) > 1


def _english_seeds(text: str) -> Iterator[Span]:
    """Twelve words or more of the list one after the other, with at most one in twelve unknown."""
    if not _MANY_WORDS.search(text):
        return
    words = list(_WORD.finditer(text))
    named = [match.span() for match in _KEY_WORD.finditer(text)]
    known = [
        word.group().lower() in _english()
        and not any(start <= word.start() < end for start, end in named)
        for word in words
    ]
    first = 0
    while first < len(words):
        if not known[first]:
            first += 1
            continue
        last, unknown = first, 0
        end = first + 1
        while end < len(words) and not _FAR.search(text, words[end - 1].end(), words[end].start()):
            if known[end]:
                last = end
            else:
                unknown += 1
                if unknown * _TOLERANCE > end - first + 1 and unknown > 1:
                    break
            end += 1
        if last - first + 1 >= _LENGTHS[0]:
            yield words[first].start(), words[last].end()
            first = last + 1
        else:
            first += 1


def _chinese_seeds(text: str) -> Iterator[Span]:
    """Signs of the list one by one, or nothing but them with the right check bits."""
    for match in _SPACED_SIGNS.finditer(text):
        signs = re.findall(_CHINESE_SIGN, match.group())
        if len(signs) in _LENGTHS and _are_words_by_lot(signs, _SPACED_RANK):
            yield match.span()
    if (only := _ONLY_SIGNS.fullmatch(text)) is not None:
        signs = list(only.group(1))
        if (
            len(signs) in _LENGTHS
            and _are_words_by_lot(signs, _MEAN_RANK)
            and _has_check_bits(signs)
        ):
            yield only.span(1)


def _are_words_by_lot(signs: list[str], mean_rank: int) -> bool:
    """Whether signs are drawn from the list, no sentence: the list begins with the commonest signs,
    and sentences are made of them.
    """
    ranks = [_chinese()[sign] for sign in signs if sign in _chinese()]
    return (
        len(signs) - len(ranks) <= len(signs) // _TOLERANCE
        and sum(ranks) >= mean_rank * len(ranks)
        and not _OF_WALLETS.search("".join(signs))
    )


def _has_check_bits(signs: list[str]) -> bool:
    """As BIP-39 asks: the last bits are the first of the hash of the others."""
    numbers = [_chinese().get(sign) for sign in signs]
    bits = "".join(f"{number:011b}" for number in numbers if number is not None)
    entropy, check = len(signs) * 32 // 3, len(signs) // 3
    if len(bits) != entropy + check:
        return False
    hashed = hashlib.sha256(int(bits[:entropy], 2).to_bytes(entropy // 8, "big")).digest()
    return f"{hashed[0]:08b}"[:check] == bits[entropy:]
