"""Words beside a number that tell whose it is, and the last sign of an identity number in words. It
must not know what makes a number right.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import OPAQUE

BEFORE_PHONE: Final = re.compile(
    r"(?:手机|电话|行动|联络|联系|号码|打给|打我|line)[^\d。\n]{0,8}$", re.IGNORECASE
)
OF_NO_PERSON: Final = re.compile(r"客服|服务|热线|订单|单号|编号|商户|店|金额|余额|费")
BEFORE_HONG_KONG: Final = re.compile(r"(?:香港|港)的?(?:手机|电话|号码|号)[^\d。\n费]{0,6}$")
LAST_X: Final = re.compile(rf"[^\w{OPAQUE}]{{0,3}}([Xx]|叉|[艾爱埃]克斯)(?![A-Za-z0-9])")
