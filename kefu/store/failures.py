"""What a database's errors mean to a caller."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DataError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from kefu.core.errors import Invalid, Unavailable


@contextmanager
def translated() -> Iterator[None]:
    """What the driver cannot help becomes `Unavailable`, a value that no column can hold
    `Invalid`.
    """
    try:
        yield
    except (OperationalError, InterfaceError, PoolTimeout, sqlite3.OperationalError) as error:
        raise Unavailable("database_unavailable") from error
    except (DataError, UnicodeEncodeError) as error:  # too long, a NUL, half a character
        raise Invalid("invalid_value") from error
