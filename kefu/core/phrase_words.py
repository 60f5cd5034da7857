"""Tells words that are a password themselves (a line of a poem) from words about a password."""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import OPAQUE

_SIGN: Final = r"[\u4e00-\u9fff]"
# How sentences about a password go on: 密码是 被改了, 密码是 之前设的.
_ABOUT_IT: Final = re.compile(
    r"[咪畀唔冇乜咩]|点(?:样|哪|解)|[零〇一二三四五六七八九幺两]{4}|不|被|错|[上下后前][面头边]|对[的了吗啊]|正确|什么|啥|多少|[几哪谁怎否没无]|我(?!爱|想|恨|要|喜欢|是|的祖国)|你(?!是|好美)|他|她|它|别人|自己|系统|之前|以前|原来|刚|昨|今[天年早晚]|上[个次周]|在|用|必须|应该|需要|要[不多求]|可以|能|一样"
    r"|新|旧|老[的了公婆]|同|另|忘|输|改|设|空|由|默认|初始|客服|银行|手机|生日|您|知道|会|记|去年|当年|老伴|老板|身份|结婚|流水|稳|了|安|随|大家|全家|所有|一个|一串|统|列|只|都|最|这|那[个样]|两|数字|字母|大写|小写|纯|[六八\d]位|[真假][的吗]|有|经|通过|因|为|朋友|家人|孩子|儿子|女儿|爸|妈|微信|支付|登[录陆]|短信|人脸|指纹|保密|隐私|秘密|重要|简单|复杂|正常|过期|泄|暴露|第一"
)
_SPEAKS_OF_SERVICE: Final = re.compile(
    r"密码|口令|验证码|登[录陆]|账[号户]|客服|人工|忘[记了]|怎么|什么|为啥|错误|输入|手机|短信|银行|收到|收不|不对|不行|不[了上到]|失败|重置|修改|提示|锁|被盗|骗|系统|自动|默认|位数|数字|字母|多少|无法|可以|能不能|要不要|是不是|有没有|没问题|没错|稍等|等一?[等下]|想一?[想下]|找一?[找下]|改过|变了|换了|泄露|安全|简单|复杂|随便|告诉|发给|设置|转账|付款|退款|余额|哪|边度|[唔咗咩冇嘅]|[吗呢么]$|[的了过]$"
)
_CLAUSE: Final = re.compile(rf"[^,\uff0c。;\uff1b!\uff01?\uff1f\n{OPAQUE}]{{1,64}}")
_LONGEST_LINE: Final = 16
_LONGEST: Final = 8  # clauses of a poem


def is_phrase(said: str) -> bool:
    """Whether a text of Chinese signs says nothing about accounts, passwords or itself."""
    signs = re.findall(_SIGN, said)
    return (
        4 <= len(signs) <= _LONGEST_LINE
        and len(signs) * 4 >= len(said.strip()) * 3
        and not re.search(r"[?\uff1f]", said)
        and not _ABOUT_IT.match(said.strip())
        and not _SPEAKS_OF_SERVICE.search(said.strip().rstrip("。.!,\uff01\uff0c吧啊哦呀"))
    )


def phrase_end(text: str, start: int) -> int | None:
    """Where a phrase that begins at `start` ends, with the clauses of its length that follow;
    None when there is none.
    """
    clause = _CLAUSE.match(text, start)
    if clause is None or not is_phrase(clause.group()):
        return None
    end = clause.end()
    if text.startswith(("?", "\uff1f", OPAQUE), end):
        return None
    for _ in range(_LONGEST):
        following = _CLAUSE.match(text, end + 1)
        if (
            following is None
            or len(following.group()) != len(clause.group())
            or not is_phrase(following.group())
        ):
            break
        end = following.end()
    return end
