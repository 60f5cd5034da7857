"""Files of the built front end over HTTP, compressed by the build: `x.js.br` and `x.js.gz` lie
beside `x.js` (frontend/prepared.ts). It must not know what is in them.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers
from starlette.responses import FileResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles

# The one that makes it smallest first.
ENDINGS: Final[Mapping[str, str]] = {"br": ".br", "gzip": ".gz"}


def file_response(path: Path, request: Headers, cache_control: str) -> Response:
    """The file, as small as the client takes it; 304 when the client has it. Raises
    FileNotFoundError.
    """
    plain = path.stat()
    headers = {"Cache-Control": cache_control, "Vary": "Accept-Encoding"}
    response = FileResponse(path, headers=headers, stat_result=plain)
    taken = accepted(request.get("accept-encoding", ""))
    for coding in [coding for coding in ENDINGS if coding in taken]:
        smaller = path.with_name(path.name + ENDINGS[coding])
        if (stat := _stat(smaller)) is not None and stat.st_mtime >= plain.st_mtime:
            headers["Content-Encoding"] = coding
            kind = response.media_type
            response = FileResponse(smaller, headers=headers, media_type=kind, stat_result=stat)
            break
    if _STATIC.is_not_modified(response.headers, request):
        return NotModifiedResponse(response.headers)
    return response


_STATIC: Final = StaticFiles(check_dir=False)


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def accepted(header: str) -> set[str]:
    """The codings of ENDINGS that an `Accept-Encoding` takes (RFC 9110, 12.5.3)."""
    weights: dict[str, bool] = {}
    for item in header.lower().split(","):
        coding, *parameters = (part.strip() for part in item.split(";"))
        weights[coding] = all(_weighs(parameter) for parameter in parameters)
    others = weights.get("*", False)
    return {coding for coding in ENDINGS if weights.get(coding, others)}


def _weighs(parameter: str) -> bool:
    """Whether this is not a weight of zero; one that cannot be read counts as zero."""
    name, _, value = parameter.partition("=")
    try:
        return name.strip() != "q" or float(value) > 0
    except ValueError:
        return False
