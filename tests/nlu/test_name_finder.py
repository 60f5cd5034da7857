"""Names from lists in folded texts."""

from __future__ import annotations

import pytest

from kefu.nlu.name_finder import NameFinder

FINDER = NameFinder(
    {
        "merchant": {"美团": "meituan", "美团外卖": "waimai", "Apple Store": "apple"},
        "method": {"apple": "apple pay", "外卖红包": "coupon"},
    }
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("我在美团买的", [(2, 4, "merchant", "meituan")]),
        # the longest counts, wherever it begins
        ("美团外卖", [(0, 4, "merchant", "waimai")]),
        ("apple store", [(0, 11, "merchant", "apple")]),
        # of two of four letters the first; what it leaves is free for others
        ("美团外卖红包", [(0, 4, "merchant", "waimai")]),
        ("外卖红包美团", [(0, 4, "method", "coupon"), (4, 6, "merchant", "meituan")]),
        # one blank inside does not matter, two are too many
        ("美 团 外 卖", [(0, 7, "merchant", "waimai")]),
        ("applestore", [(0, 10, "merchant", "apple")]),
        ("美  团", []),
        (" apple ", [(1, 6, "method", "apple pay")]),
        ("", []),
    ],
)
def test_names(text: str, found: list[tuple[int, int, str, str]]) -> None:
    spans = FINDER.find(text)
    assert [(span.start, span.end, span.kind, span.value) for span in spans] == found


def test_a_list_may_be_written_in_any_width_and_script() -> None:
    [span] = NameFinder({"merchant": {"ＫＦＣ 餐廳": "kfc"}}).find("kfc餐厅")
    assert span.value == "kfc"
