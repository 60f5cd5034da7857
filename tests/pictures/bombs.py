"""Pictures as customers send them, and as nobody should be able to: each small, and costly or false
in a way of its own.
"""

from __future__ import annotations

import io
import struct
import zlib

from PIL import Image, PngImagePlugin

HIDDEN = b"GPS 39.9,116.4 of a customer"


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20), mode: str = "RGB") -> bytes:
    """One of a plain colour."""
    out = io.BytesIO()
    Image.new(mode, size, 7 if mode == "P" else "green").save(out, kind)
    return out.getvalue()


def talkative(kind: str) -> bytes:
    """One that brings along `HIDDEN` wherever its kind has a place for it, and behind its end."""
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010E] = HIDDEN.decode()
    words: dict[str, object] = {"exif": exif, "icc_profile": b"\0" * 128 + HIDDEN}
    if kind == "PNG":
        text = PngImagePlugin.PngInfo()
        text.add_text("Comment", HIDDEN.decode())
        text.add_itxt("XML:com.adobe.xmp", HIDDEN.decode())
        words["pnginfo"] = text
    else:
        words["xmp"] = b"<x:xmpmeta>" + HIDDEN
    if kind == "JPEG":
        words["comment"] = HIDDEN
    Image.new("RGB", (40, 20), "green").save(out, kind, **words)
    return out.getvalue() + HIDDEN


def many_scans(times: int = 400, size: tuple[int, int] = (4000, 4000)) -> bytes:
    """A progressive JPEG whose last scan is there so many times."""
    whole = progressive(size)
    last = whole.rindex(b"\xff\xda")
    return whole[:-2] + whole[last:-2] * (times - 1) + whole[-2:]


def progressive(size: tuple[int, int]) -> bytes:
    """As a camera or a program writes it: a handful of scans."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(
        out, "JPEG", progressive=True, quality=60
    )
    return out.getvalue()


def scan_in_a_thumbnail(times: int = 400) -> bytes:
    """An innocent one: what looks like scans stands in a segment that nobody decodes."""
    plain = picture("JPEG")
    words = b"\xff\xda\x00\x08" * times
    return plain[:2] + b"\xff\xed" + struct.pack(">H", len(words) + 2) + words + plain[2:]


def many_segments(times: int = 100_000) -> bytes:
    """A JPEG of empty comments."""
    plain = picture("JPEG")
    return plain[:2] + b"\xff\xfe\x00\x02" * times + plain[2:]


def png(*chunks: tuple[bytes, bytes]) -> bytes:
    """A PNG of these chunks, whatever they say."""
    parts = [b"\x89PNG\r\n\x1a\n"]
    for name, body in chunks:
        parts.append(struct.pack(">I", len(body)) + name + body)
        parts.append(struct.pack(">I", zlib.crc32(name + body)))
    return b"".join(parts)


def header(width: int, height: int, colour: int = 2) -> tuple[bytes, bytes]:
    """A PNG's, of eight bits; 3 for a palette."""
    return b"IHDR", struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)


def png_of(width: int, height: int, *more: tuple[bytes, bytes]) -> bytes:
    """A black PNG with these chunks before its pixels."""
    rows = zlib.compress(b"\0" * (height * (1 + 3 * width)), 9)
    return png(header(width, height), *more, (b"IDAT", rows), (b"IEND", b""))


def nothing(megabytes: int) -> bytes:
    """A thousandth of that, which unfolds to it."""
    return zlib.compress(b"\0" * (megabytes << 20), 9)


def overlong_pixels(megabytes: int = 200) -> bytes:
    """A PNG of a palette whose pixels unfold to far more than its size says."""
    return png(
        header(64, 64, colour=3),
        (b"PLTE", b"\1\2\3" * 256),
        (b"IDAT", nothing(megabytes)),
        (b"IEND", b""),
    )


def webp(kind: bytes, body: bytes) -> bytes:
    """A WebP of one chunk."""
    chunk = kind + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", len(chunk) + 4) + b"WEBP" + chunk


def wide_canvas(width: int, height: int) -> bytes:
    """A WebP whose canvas is to be so large."""
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return webp(b"VP8X", b"\x02\0\0\0" + sides)


def animated(kind: str, frames: int) -> bytes:
    """So many frames, the first of them red."""
    first, *others = (
        Image.new("RGB", (64, 64), "red" if number == 0 else (0, number % 256, 9))
        for number in range(frames)
    )
    out = io.BytesIO()
    first.save(out, kind, save_all=True, append_images=others, duration=20)
    return out.getvalue()
