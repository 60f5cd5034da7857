"""``python -m tests.store.writing DATABASE WALLET CONVERSATION…``: many threads accept messages and
tell each when it is accepted, until the process is killed.
"""

from __future__ import annotations

import os
import sys
import threading

from kefu.bootstrap import build
from kefu.services.units import in_unit
from kefu.settings import Settings

WRITERS = 12


def main(database: str, wallet: str, *conversations: str) -> None:
    kefu = build(Settings(database_url=database, wallet_database_url=wallet))

    def write(name: int) -> None:
        for n in range(10_000):
            place, client_id = conversations[n % len(conversations)], f"{name}-{n}"
            accepted = in_unit(
                kefu.database, kefu.chat.acceptance.accept_text, place, client_id, "你好"
            )
            os.write(1, f"{place} {client_id} {accepted.seq}\n".encode())

    for name in range(WRITERS):
        threading.Thread(target=write, args=(name,), daemon=True).start()
    threading.Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
