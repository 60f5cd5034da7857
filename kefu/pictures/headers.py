"""What a picture says of itself, read without decoding anything: its kind, its size, and how often
a JPEG has to be gone through. It must not know Pillow, nor what is done with the picture.
"""

from __future__ import annotations

import re
import struct
from typing import Final, NamedTuple

MOST_SCANS: Final = 32
"""Of a JPEG. Programs write about ten; each one more goes through the whole picture again."""
MOST_SEGMENTS: Final = 1000
_PNG: Final = b"\x89PNG\r\n\x1a\n"
# What libjpeg takes for the next marker: whatever lies before it, in a scan or not, is passed over.
_MARKER: Final = re.compile(rb"\xff+([\x02-\xcf\xd8-\xfe])")
_START_OF_SCAN: Final = 0xDA
_END_OF_IMAGE: Final = 0xD9
_START_OF_IMAGE: Final = 0xD8
# Start of frame; C4, C8 and CC between them are something else.
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class NotAPicture(ValueError):
    """None of the kinds that are taken, or cut off before it says how large it is."""


class TooMuchWork(ValueError):
    """Made to be gone through more often than any program asks for."""


class Header(NamedTuple):
    """Pillow's name of the kind, and the size in pixels."""

    kind: str
    width: int
    height: int


def read(content: bytes) -> Header:
    """What the first bytes tell, or the markers of a JPEG. Raises NotAPicture, TooMuchWork."""
    try:
        if content.startswith(_PNG):
            return _png(content)
        if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
            return _webp(content)
        if content.startswith(b"\xff\xd8\xff"):
            return _jpeg(content)
    except (struct.error, IndexError):
        raise NotAPicture from None
    raise NotAPicture


def _png(content: bytes) -> Header:
    if content[12:16] != b"IHDR":
        raise NotAPicture
    return Header("PNG", *struct.unpack_from(">II", content, 16))


def _webp(content: bytes) -> Header:
    kind = content[12:16]
    if kind == b"VP8X":  # the canvas, on which there may be several frames
        low_width, high_width, low_height, high_height = struct.unpack_from("<HBHB", content, 24)
        return Header(
            "WEBP", (high_width << 16) + low_width + 1, (high_height << 16) + low_height + 1
        )
    if kind == b"VP8L" and content[20] == 0x2F:
        bits = struct.unpack_from("<I", content, 21)[0]
        return Header("WEBP", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if kind == b"VP8 " and content[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", content, 26)
        return Header("WEBP", width & 0x3FFF, height & 0x3FFF)
    raise NotAPicture


def _jpeg(content: bytes) -> Header:
    size: tuple[int, int] | None = None
    place = scans = segments = 0
    while found := _MARKER.search(content, place):
        place, marker = found.end(), found[1][0]
        if marker == _END_OF_IMAGE:
            break
        if marker == _START_OF_IMAGE:
            continue
        segments += 1
        scans += marker == _START_OF_SCAN
        if scans > MOST_SCANS or segments > MOST_SEGMENTS:
            raise TooMuchWork
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", content, place + 3)
            size = max(size or (0, 0), (width, height), key=lambda sides: sides[0] * sides[1])
        place += struct.unpack_from(">H", content, place)[0]
    if size is None:
        raise NotAPicture
    return Header("JPEG", *size)
