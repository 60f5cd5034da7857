"""What is wanted with the second step of logging in: judged sentences."""

from __future__ import annotations

import pytest

from kefu.core.two_factor_words import Switch, switch_in

JUDGED = {
    Switch.ON: """
        帮我打开双重验证
        我要开两步验证
        启用二次认证
        麻烦把二次验证给我开一下
        開啟二次驗證
        想给账号加上二次验证
        能不能帮我开二次验证
        能帮我开通双因素认证吗
        两步验证帮我整上
    """,
    Switch.OFF: """
        关掉双重认证
        把两步验证关了吧
        我不想用二次验证了
        帮我停用二次校验
        每次都要二次验证好烦，取消它
        二次验证去掉
        能帮我关闭二次验证吗
    """,
    Switch.STATE: """
        二次验证开了没
        我的两步验证是开着的吗
        双重验证现在是什么状态
        查一下二次验证开没开
        我有没有开二次验证
        我开通过双重认证没有
    """,
    Switch.HOW: """
        怎么打开二次验证
        二次验证在哪里关
        关闭两步验证会有什么影响
        要不要开二次验证
        开了双重认证以后还要输密码吗
    """,
    None: """
        二次验证是什么
        二次验证安全吗
        别关二次验证
        不要开二次验证
        不开两步验证行吗
        我没说要关闭两步验证
        二次验证关不了
        二次验证的码收不到
        谁把我的二次验证关了
        我的二次验证被别人关了
        开通指纹支付
        关闭刷脸
        关掉免密支付
        打开蓝牙
        二维码验证打不开
        关闭账户
        再次验证一下
    """,
}
ROWS = [
    (line.strip(), wish) for wish, lines in JUDGED.items() for line in lines.strip().splitlines()
]


@pytest.mark.parametrize(("said", "wish"), ROWS, ids=[row[0] for row in ROWS])
def test_what_is_wanted(said: str, wish: Switch | None) -> None:
    assert switch_in(said) is wish
