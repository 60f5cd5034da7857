"""The words by which somebody speaks of an account that is frozen, rather than of freezing it.

It must not know the dialogue.
"""

from __future__ import annotations

import re
from typing import Final

from kefu.core.folding import fold_with_places, squeezed

_UNUSABLE: Final = re.compile(
    "(?:账户|帐户|账号|帐号|钱包|号|怎么|现在|突然|都|也|已经|^)(?:怎么|为什么|为啥|咋|突然|现在|就|都|也|又|已经|会)*(?:用不了|不能用|没法用|付不了|付不出|转不了|转不出|提不了|登不上|登不进|不能付|不能转|被限制|被停)(?:钱|款|账)?"
)


def finds_unusable(text: str) -> bool:
    """Whether the text says that the account cannot be used: 我账户怎么用不了了."""
    return _UNUSABLE.search(squeezed(text)) is not None


_LIFTING: Final = re.compile(
    "解(?!决|释)|恢复|放开|取消|撤销|还原|还我|用不了|不能用|能用|[被遭]冻|冻了我|登"
)


_LIFTS: Final = re.compile("(?<![不了理谅缓])解(?!决|释|说)|恢复|放开|还原")


def lifts(text: str) -> bool:
    """Whether the text wants something opened again, which agrees to no freeze: 那解开吧."""
    return _LIFTS.search(fold_with_places(text).text) is not None


def speaks_of_lifting(text: str) -> bool:
    """Whether the text speaks of an end of the freeze, or of being struck by one."""
    plain = fold_with_places(text).text
    return _LIFTING.search(plain) is not None or "冻" not in plain
