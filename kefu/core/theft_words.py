"""The words by which a customer reports a theft.

Only for when the dialogue engine cannot listen; it knows better.

Errs towards hearing a report: a needless case costs an agent a minute,
a missed one costs the customer their money.
"""

from __future__ import annotations

import re

from kefu.core.folding import fold_with_places

_REPORT = re.compile(
    r"被[盗偷骗]|盗(?:刷|用|号|转)|诈骗"
    r"|(?:不是|非)(?:我|本人)(?:自己)?(?:转|付|操作|买|消费|支付|弄)"
    r"|(?:钱|余额)[^,。.]{0,4}(?:不见了|没了|被转)"
    r"|[账帐][户号][^,。.]{0,4}被(?:人|别人)"
    r"|陌生(?:人|设备|地点)[^,。.]{0,4}登"
)
_QUESTION = re.compile("防止|预防|防范|避免|怎么防|会不会|万一")


def reports_theft(text: str) -> bool:
    """Whether the text reports that money or an account was stolen
    (and does not only ask how to prevent it).
    """
    folded = fold_with_places(text).text
    return _REPORT.search(folded) is not None and _QUESTION.search(folded) is None
