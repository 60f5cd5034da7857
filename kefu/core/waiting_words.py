"""What somebody who waits for a human, or talks to one, may want of the machine all the same:
a freeze, or out of the queue.

Only plain requests count; everything else is for the human.
"""

from __future__ import annotations

import re

from kefu.core.folding import fold_with_places

_FREEZE = re.compile("冻结")
_NO_REQUEST = re.compile(
    r"解冻|不(?:用|要|想|能|是)?冻|别(?:给我)?冻|先不|什么|怎么|多久|会不会|吗|了没|了么|[?\uff1f]"
)
_LEAVES = re.compile(
    r"取消(?:排队|转人工|人工)|(?:不用|不要|不需要|不想)(?:再)?(?:转?人工|排队|等)了?|(?:不|别)排(?:队)?了"
)


def asks_to_freeze(text: str) -> bool:
    """Whether the text asks for the account to be frozen now."""
    folded = fold_with_places(text).text
    return len(text) <= 40 and bool(_FREEZE.search(folded)) and not _NO_REQUEST.search(folded)


def leaves_queue(text: str) -> bool:
    """Whether the text says that no human is wanted any more."""
    return len(text) <= 20 and bool(_LEAVES.search(fold_with_places(text).text))
