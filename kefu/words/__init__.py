"""The Chinese words of `data/phrases`, found by their codes. It must not know who says them."""
