"""Steps that several dialogues in Python take."""

from __future__ import annotations

from kefu.conversing.talk import Talk


async def gives_code(talk: Talk, address: str) -> str:
    """Read the newest code on the phone or in the mailbox and fill it in."""
    return await talk.gives((await talk.codes(address))[0])
