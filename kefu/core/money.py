"""Money: integer fen inside, ¥1,234.56 outside."""

from __future__ import annotations

from decimal import Decimal

MAX_FEN = 10**15  # ten trillion yuan: more digits are a slip or an attack


def format_fen(fen: int) -> str:
    """Amount in fen as shown to customers: ``123456`` → ``¥1,234.56``."""
    sign = "-" if fen < 0 else ""
    return f"{sign}¥{abs(fen) // 100:,}.{abs(fen) % 100:02d}"


def plain_yuan(fen: int) -> str:
    """Amount in fen as customers write it: ``123450`` → ``1234.5``, ``100000`` → ``1000``."""
    yuan, rest = divmod(fen, 100)
    return f"{yuan}.{rest:02d}".rstrip("0") if rest else str(yuan)


def parse_yuan(text: str) -> int:
    """Decimal yuan such as ``200.00`` to fen. Raises ValueError when it is no amount."""
    try:
        fen = Decimal(text) * 100
    except ArithmeticError as error:
        raise ValueError(f"not an amount: {text!r}") from error
    if not fen.is_finite() or abs(fen) > MAX_FEN or fen != fen.to_integral_value():
        raise ValueError(f"not a whole number of fen: {text!r}")
    return int(fen)
