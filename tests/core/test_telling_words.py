"""Words that tell of a matter and want nothing, beside those that want it dealt with."""

from __future__ import annotations

import pytest

from kefu.core.consent_words import agrees_to_nothing, only_takes_in
from kefu.core.ordinal_words import names_none
from kefu.core.reserve_words import Reserve, reserve_in
from kefu.core.telling_words import only_tells
from kefu.core.waiting_words import wants_none_filed


@pytest.mark.parametrize(
    "text",
    [
        *("去年号也锁过一次，客服几分钟就解了", "以前被冻过，后来就恢复了"),
        *("钱包锁了这事我知道，手贱输错的", "我晓得账户停着，是我自己申请停的"),
        *("我女儿正在帮我弄呢", "卖家已经给我退了", "不用你们介入，店家答应给我处理"),
        *("等双十一过了再说吧", "先放着，到时候再看"),
        *("要是哪天密码忘了也能找回", "万一以后号被锁了也不怕"),
        *("我爷爷老忘密码", "我妈动不动就把自己锁外面"),
        *("我老婆开玩笑说要冻我的卡", "闹着玩的，别当真"),
        *("你们退款比别家快多了", "必须表扬一下，改密码真顺"),
        *("房租押金被房东扣着呢", "要不是电话占线我才不来排队"),
    ],
)
def test_only_told(text: str) -> None:
    assert only_tells(text)
    assert reserve_in(text) is Reserve.TOLD


@pytest.mark.parametrize(
    "text",
    [
        *("去年锁过，今天又锁了", "以前被冻过，这次怎么办", "上次客服就给解了，帮我也解一下"),
        *("我知道锁了，怎么解", "不知道密码了", "我知道密码不对，能不能重置"),
        *("卖家说退我了，没到账", "商家不给退", "店家答应退，一直没退"),
        *("你再说一遍怎么解锁", "万一密码忘了怎么办", "我妈密码忘了，请帮她重置"),
        *("密码忘了", "账号锁了", "我要退款", "提现没到", "是我自己输错锁的"),
        *("之前申请的退款到了吗", "上次充的到了，这次没到", "商家退了一半"),
    ],
)
def test_still_wanted(text: str) -> None:
    assert not only_tells(text)


@pytest.mark.parametrize(
    "text",
    [
        *("哦，是这样", "噢原来是这么个情况", "嗯…确实有点吓人", "啊，这么麻烦啊", "原来如此！"),
        *(
            "难怪",
            "怪不得呢",
            "哇好快",
            "吓死我了",
            "哦，要那么久啊",
            "天呐太可怕了",
            "噢，是这么回事呀",
        ),
    ],
)
def test_an_impression_agrees_to_nothing(text: str) -> None:
    assert only_takes_in(text)
    assert agrees_to_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "是",
            "是的",
            "对",
            "好",
            "嗯",
            "快",
            "快点冻",
            "就这样办吧",
            "好，就这么办",
            "确实不是我转的",
        ),
        *("都不是我", "第一笔确实是我", "可以", "挺快的，冻吧", "是我自己转的", "太可怕了，赶紧冻"),
    ],
)
def test_an_answer_is_no_impression(text: str) -> None:
    assert not only_takes_in(text)


@pytest.mark.parametrize(
    "text",
    [
        *("两千块没到，我不想开工单", "先别给我提交，查查就行", "光查一下，别报上去", "不用建单子"),
        *("别给我开单，说说原因", "先不登记", "不要提交工单，我只问原因"),
    ],
)
def test_no_ticket_is_wanted(text: str) -> None:
    assert wants_none_filed(text)


@pytest.mark.parametrize(
    "text",
    [
        "两千块没到，帮我开工单",
        "没有工单号",
        "怎么提交工单",
        "工单提交了吗",
        "不到账就提交工单",
        "不知道单号",
    ],
)
def test_nothing_is_said_against_a_ticket(text: str) -> None:
    assert not wants_none_filed(text)


@pytest.mark.parametrize(
    "text", ["都不是", "没有", "没看到我那笔", "不是这几个", "另外一笔", "没有我说的那笔"]
)
def test_none_of_those_shown(text: str) -> None:
    assert names_none(text)


@pytest.mark.parametrize(
    "text", ["银行扣没扣我还没看", "没关系", "我没填错，只是好奇", "第一笔", "没到", "不急"]
)
def test_nothing_is_said_of_those_shown(text: str) -> None:
    assert not names_none(text)
