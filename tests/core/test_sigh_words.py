"""Sighs of victims, and what only sounds like one."""

from __future__ import annotations

import pytest

from kefu.core.sigh_words import sighs


@pytest.mark.parametrize(
    "text",
    [
        *("唉，我真是太蠢了", "真烦人", "都怪我贪心", "怎么这么倒霉啊", "气死我了", "我好后悔"),
        *("心里难受死了", "我怎么这么傻", "想哭", "我快瘋了", "我真没用"),
        *(
            "我是不是特别笨",
            "我对不起我老婆",
            "都怪我太相信别人",
            "那可是我妈的养老钱",
            "我攒了三年的",
        ),
    ],
)
def test_a_sigh(text: str) -> None:
    assert sighs(text)


@pytest.mark.parametrize(
    "text",
    [
        *("你们真烦人", "真烦人，快冻", "我真傻，验证码给他了", "你是不是傻", "没用", "好"),
        *("冻结", "客服太蠢了", "唉", "我的钱没了", "他真可恶", "别冻", "烦死了转人工"),
        *("蠢货", "笨死了", "傻子"),
        *("养老钱被转走了", "看病的钱怎么办", "我的积蓄能追回来吗", "工资卡里攒的三千被盗刷"),
    ],
)
def test_what_blames_or_wants_or_tells_is_none(text: str) -> None:
    assert not sighs(text)
