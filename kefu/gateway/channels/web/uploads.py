"""Reading a picture out of a multipart body: held in memory, never on the disk, within a size and
a time. It must not know whose it is, nor look into it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing
from typing import Final

from fastapi import Request
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser

from kefu.core.attachment import MAX_BYTES
from kefu.core.errors import Invalid
from kefu.gateway.guard import MAX_BODY

LONGEST_SILENCE: Final = 15.0
"""Between two parts of a body; how long a whole one may take is the connection's."""

Received = Callable[[int], None]


class _InMemory(MultiPartParser):
    # A picture may show anything, and none is private before it was made anew and given a name.
    spool_max_size = MAX_BYTES + MAX_BODY


async def read_picture(request: Request, received: Received) -> bytes:
    """The one file of the body, called `file`; `received` is told of each part and may refuse it.

    Raises Invalid, ClientDisconnect, and what `received` raises.
    """
    if request.headers.get("content-type", "").partition(";")[0].lower() != "multipart/form-data":
        raise Invalid("malformed_upload")
    try:
        async with aclosing(_parts(request, received)) as parts:
            form = await _InMemory(request.headers, parts, max_files=1, max_fields=0).parse()
    except TimeoutError:
        raise Invalid("malformed_upload.slow") from None
    except MultiPartException as error:
        raise Invalid("malformed_upload") from error
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise Invalid("file_missing")
        return await file.read()
    finally:
        await form.close()


async def _parts(request: Request, received: Received) -> AsyncGenerator[bytes, None]:
    async with aclosing(request.stream()) as stream:
        while True:
            async with asyncio.timeout(LONGEST_SILENCE):
                part = await anext(stream, None)
            if part is None:
                return
            received(len(part))
            yield part
