"""The words by which a customer reports a theft.

Only for when the dialogue engine cannot listen; it knows better.

Errs towards hearing a report: a needless case costs an agent a minute,
a missed one costs the customer their money.
"""

from __future__ import annotations

import re

_REPORT = re.compile(
    r"被[盗盜偷骗騙]|[盗盜](?:刷|用|号|號|转|轉)|[诈詐][骗騙]"
    r"|(?:不是|非)(?:我|本人)(?:自己)?(?:转|轉|付|操作|买|買|消费|消費|支付|弄)"
    r"|(?:钱|錢|余额|餘額)[^,。,.]{0,4}(?:不[见見]了|没了|沒了|被[转轉])"
    r"|[账帐帳][户号戶號][^,。,.]{0,4}被(?:人|别人|別人)"
    r"|陌生(?:人|设备|設備|地点|地點)[^,。,.]{0,4}登"
)
_QUESTION = re.compile(r"防止|预防|預防|防范|防範|避免|怎么防|怎麼防|会不会|會不會|万一|萬一")


def reports_theft(text: str) -> bool:
    """Whether the text reports that money or an account was stolen
    (and does not only ask how to prevent it).
    """
    return _REPORT.search(text) is not None and _QUESTION.search(text) is None
