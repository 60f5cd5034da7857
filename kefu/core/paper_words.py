"""Which paper a question about the real-name check is about, and whose: a passport, the papers of
Hong Kong, Macau and Taiwan, a minor's, or one that has run out. It must not know the dialogue.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from kefu.core.folding import fold_with_places, squeezed
from kefu.core.restriction_words import names_expired_paper


class PaperQuestion(StrEnum):
    """What of the real-name check is not the common case."""

    TAIWAN = "taiwan"
    HK_MACAO = "hk_macao"
    PASSPORT = "passport"
    MINOR = "minor"
    EXPIRED = "expired"


_TAIWAN: Final = re.compile("台胞证|台湾|台籍|(?<![一-龥])台证")
_HK_MACAO: Final = re.compile("港澳(?!台湾?同)|回乡[证卡]|香港|澳门|(?<![a-z])hkid|来往内地")
_PASSPORT: Final = re.compile(
    "护照|外国[人籍]|外籍|老外|永居|(?<![a-z])(?:passport|foreigner)", re.IGNORECASE
)
_MINOR: Final = re.compile(
    "未成年|未满(?:18|十八|16|十六)|不满(?:18|十八|16|十六)|没(?:满)?(?:18|十八|16|十六|成年)|小孩|小学|初中|监护人|户口(?:本|簿).*(?:孩|娃|儿|女)"
    r"|(?<!\d)(?:[3-9]|1[0-7])(?:周)?岁|(?:十[一二三四五六七]|[五六七八九十])(?:周)?岁|(?:孩子|娃|儿子|女儿|弟弟|妹妹)[^,.，。]{0,8}(?:实名|认证|开户|注册|能用)"
)
_OWN: Final = re.compile(
    "我(?:现在|目前|到底|是不是|有没有|的账户|账号)*(?:已经?)?(?:实名|认证)(?:认证)?(?:过|好)?(?:了)?(?:吗|没|么|没有|成功了?吗)"
    "|我的?(?:账户|账号)?(?:的)?(?:实名|认证|证件|身份证|护照)(?:认证|信息|资料)?(?:现在|目前)?(?:的)?(?:是)?(?:什么)?(?:状态|情况|到什么时候|有效期|有没有效|还有效|过期了?[吗没]|到期了?[吗没]|通过了?[吗没])"
    "|(?:证件|身份证|护照|实名)[^,.，。]{0,6}(?:什么时候|哪天|几号|多久)(?:才|会|要)?(?:到期|过期|失效)|(?:用|拿)的?(?:什么|哪个|哪张)证件?(?:实名|认证)"
)
_OF_OTHERS: Final = re.compile(
    "(?:我?(?:妈|爸|老公|老婆|儿子|女儿|孩子|小孩|朋友|爷爷|奶奶|父亲|母亲|同事|弟|妹|哥|姐|家人)|别人|他|她)"
)
_ORDER: Final = (
    (PaperQuestion.TAIWAN, _TAIWAN),
    (PaperQuestion.HK_MACAO, _HK_MACAO),
    (PaperQuestion.PASSPORT, _PASSPORT),
    (PaperQuestion.MINOR, _MINOR),
)


def paper_question(text: str) -> PaperQuestion | None:
    """What the text asks about that the common explanation does not answer."""
    said = fold_with_places(text).text
    for question, words in _ORDER:
        if words.search(said):
            return question
    return PaperQuestion.EXPIRED if names_expired_paper(text) else None


def asks_of_own_paper(text: str) -> bool:
    """Whether it is asked how the own check stands: 我实名了吗, 我的证件什么时候到期."""
    return _OWN.search(squeezed(text)) is not None


def is_about_others(text: str) -> bool:
    """Whether somebody else's paper is spoken of: 我儿子能实名吗."""
    return _OF_OTHERS.search(fold_with_places(text).text) is not None
