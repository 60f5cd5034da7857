"""Pictures are made anew in a process that cannot do anything else, and that always ends."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PIL import Image

from kefu.core.attachment import MAX_BYTES, MAX_PIXELS
from kefu.core.errors import Invalid, KefuError, Unavailable
from kefu.pictures import side_process
from kefu.pictures.side_process import SidePictures
from tests.pictures import bombs
from tests.pictures.bombs import HIDDEN, picture
from tests.pictures.watching import children


@pytest.fixture(autouse=True)
def _no_hurry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """On a busy machine the time of one picture says nothing."""
    monkeypatch.setattr(side_process, "WALL_SECONDS", 200)
    side_process._command.cache_clear()
    yield
    side_process._command.cache_clear()


def made_anew(content: bytes) -> Image.Image:
    with Image.open(io.BytesIO(SidePictures().made_anew(content))) as image:
        image.load()
        return image


def refusal(content: bytes) -> str:
    with pytest.raises(KefuError) as refused:
        SidePictures().made_anew(content)
    return refused.value.key


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_pixels_survive_and_nothing_else(kind: str) -> None:
    content = bombs.talkative(kind)
    assert HIDDEN in content
    clean = SidePictures().made_anew(content)
    assert HIDDEN not in clean
    with Image.open(io.BytesIO(clean)) as image:
        assert (image.format, image.size) == ("JPEG", (40, 20))
        red, green, blue = image.getpixel((20, 10))  # type: ignore[misc]
        assert green > 100 > max(red, blue)
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert not image.getexif()


def test_a_picture_stands_upright() -> None:
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x0112] = 6
    Image.new("RGB", (40, 20), "green").save(out, "JPEG", exif=exif)
    assert made_anew(out.getvalue()).size == (20, 40)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "I;16"])
def test_every_way_of_colouring_is_taken(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (40, 20)).save(out, "PNG")
    assert made_anew(out.getvalue()).mode == "RGB"


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_of_many_frames_the_first_is_kept(kind: str) -> None:
    image = made_anew(bombs.animated(kind, 300))
    red, green, _ = image.getpixel((30, 30))  # type: ignore[misc]
    assert red > 200 > green


def test_a_progressive_picture_of_a_camera_is_taken() -> None:
    assert made_anew(bombs.progressive((3000, 2000))).size == (3000, 2000)


def test_only_scans_that_are_decoded_count() -> None:
    assert made_anew(bombs.scan_in_a_thumbnail()).size == (40, 20)


@pytest.mark.parametrize(
    ("kind", "mode", "options"),
    [
        ("WEBP", "RGBA", {"lossless": True, "quality": 0, "method": 1}),
        ("WEBP", "RGBA", {"quality": 50, "method": 0}),
        ("JPEG", "CMYK", {"progressive": True, "subsampling": 0}),
        ("PNG", "RGBA", {"compress_level": 1}),
    ],
)
def test_the_costliest_kinds_of_the_largest_picture_fit_into_the_bounds(
    kind: str, mode: str, options: dict[str, Any]
) -> None:
    out = io.BytesIO()
    gradient = Image.linear_gradient("L").convert("RGB").convert(mode)
    gradient = gradient.resize((4000, 4000), Image.Resampling.NEAREST)
    gradient.save(out, kind, **options)
    assert len(out.getvalue()) < MAX_BYTES
    assert made_anew(out.getvalue()).size == (4000, 4000)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"", "attachment_not_an_image"),
        (b"\xff\xd8\xff", "attachment_not_an_image"),
        (b"RIFF\x10\0\0\0WEBPVP8X", "attachment_not_an_image"),
        (b"RIFF\x10\0\0\0WEBPABCD" + bytes(40), "attachment_not_an_image"),
        (b"GIF89a" + picture("GIF")[6:] + picture("JPEG"), "attachment_not_an_image"),
        (b"%PDF-1.7\n" + picture("JPEG"), "attachment_not_an_image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "attachment_not_an_image"),
        (picture("BMP"), "attachment_not_an_image"),
        (picture("TIFF"), "attachment_not_an_image"),
        (picture("ICO"), "attachment_not_an_image"),
        (bombs.png((b"IDAT", b"x"), bombs.header(9, 9)), "attachment_not_an_image"),
        (bombs.png(bombs.header(0, 9), (b"IEND", b"")), "attachment_not_an_image"),
        (bombs.png_of(5000, 3201), "attachment_too_large.pixels"),
        (bombs.png(bombs.header(2**31 - 1, 2**31 - 1)), "attachment_too_large.pixels"),
        (bombs.wide_canvas(16_383, 16_383), "attachment_too_large.pixels"),
        (bombs.webp(b"VP8L", b"\x2f\xff\xff\xff\x0f" + bytes(40)), "attachment_too_large.pixels"),
        (
            bombs.webp(b"VP8 ", b"\0\0\0\x9d\x01\x2a\xff\x3f\xff\x3f" + bytes(40)),
            "attachment_too_large.pixels",
        ),
        (bombs.many_scans(size=(400, 400)), "attachment_too_large.work"),
        (bombs.many_scans(40, (4000, 4000)), "attachment_too_large.work"),
        (bombs.many_segments(), "attachment_too_large.work"),
        (bombs.png_of(9, 9, (b"iCCP", b"p\0\0" + bombs.nothing(300))), "attachment_not_an_image"),
        (bombs.png_of(9, 9, (b"zTXt", b"c\0\0" + bombs.nothing(300))), "attachment_not_an_image"),
        (b"x" * (MAX_BYTES + 1), "attachment_too_large"),
    ],
)
def test_what_is_refused(content: bytes, key: str) -> None:
    assert refusal(content) == key


def test_a_jpeg_larger_than_it_may_be_is_refused_by_any_of_its_headers() -> None:
    plain = picture("JPEG")
    at = plain.index(b"\xff\xc0")
    second = plain[at : at + 19].replace(b"\x00\x14\x00\x28", b"\xff\xff\xff\xff")
    assert refusal(plain[:at] + second + plain[at:]) == "attachment_too_large.pixels"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_that_ends_early_is_none(kind: str) -> None:
    out = io.BytesIO()
    Image.effect_noise((300, 300), 90).convert("RGB").save(out, kind)
    whole = out.getvalue()
    for part in range(1, 8):
        assert refusal(whole[: len(whole) * part // 8]) == "attachment_not_an_image"


def test_what_unfolds_to_more_than_it_says_stays_within_the_bounds() -> None:
    content = bombs.overlong_pixels()
    assert len(content) < 300_000
    assert made_anew(content).size == (64, 64)


def test_pixels_are_counted_to_the_last() -> None:
    assert MAX_PIXELS == 4000 * 4000
    assert made_anew(bombs.png_of(4000, 4000)).size == (4000, 4000)
    assert refusal(bombs.png_of(4000, 4001)) == "attachment_too_large.pixels"


Program = Callable[[str], None]


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Program:
    """Puts another program in the place of ours, started just as ours is."""

    def begin(source: str) -> None:
        head = side_process._BEGIN.partition(" from kefu")[0]
        named = f"{head}\n{source} # kefu.pictures.worker"
        monkeypatch.setattr(side_process, "_BEGIN", named)
        side_process._command.cache_clear()

    return begin


def test_one_that_hangs_is_ended(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_process, "WALL_SECONDS", 0.5)
    program("import time; time.sleep(600)")
    assert refusal(picture()) == "pictures_unavailable"
    assert children(os.getpid()) == []


def test_one_that_computes_for_ever_is_ended_by_itself(program: Program) -> None:
    program(
        "from kefu.pictures import worker; worker.CPU_SECONDS = 1; worker.bind(200)\n"
        "while True: pass"
    )
    assert refusal(picture()) == "attachment_too_large.work"


def test_one_that_nobody_waits_for_any_more_ends_by_itself() -> None:
    code = "import time; from kefu.pictures import worker; worker.bind(1)"
    ended = subprocess.run([sys.executable, "-c", f"{code}; time.sleep(600)"], timeout=60)
    assert ended.returncode == -signal.SIGALRM


def test_one_that_asks_for_too_much_memory_does_not_get_it(program: Program) -> None:
    program(
        "from kefu.pictures import worker; worker.bind(200); sys.stdin.buffer.read()\n"
        "try: bytearray(worker.MEMORY_BYTES)\n"
        "except MemoryError: sys.exit(12)"
    )
    assert refusal(picture()) == "attachment_too_large.work"


def test_one_that_writes_without_end_is_cut_off(program: Program) -> None:
    program("while True: sys.stdout.buffer.write(b'x' * 65536)")
    started = time.monotonic()
    with pytest.raises((Unavailable, Invalid)):
        SidePictures().made_anew(picture())
    assert time.monotonic() - started < 60
    assert children(os.getpid()) == []


@pytest.mark.parametrize(
    "source",
    [
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "import os, signal; sys.stdin.buffer.read(9); os.kill(os.getpid(), signal.SIGSEGV)",
        "sys.stdin.buffer.read(); sys.exit(1)",
        "sys.stdin.buffer.read(); sys.exit(0)",
        "raise RuntimeError",
    ],
    ids=["before", "in the middle", "after", "without a picture", "by an error"],
)
def test_one_that_dies_is_told_and_the_next_is_taken(
    program: Program, monkeypatch: pytest.MonkeyPatch, source: str
) -> None:
    with monkeypatch.context() as patch:
        ours = side_process._BEGIN
        program(source)
        large = picture() + bytes(2_000_000)  # more than a pipe holds
        assert refusal(large) == "pictures_unavailable"
        patch.setattr(side_process, "_BEGIN", ours)
        side_process._command.cache_clear()
        assert made_anew(picture()).size == (40, 20)


def test_where_none_can_be_started_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    side_process._command.cache_clear()
    assert refusal(picture()) == "pictures_unavailable"


def test_it_inherits_neither_secrets_nor_files(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KEFU_SECRET", "known to the gateway alone")
    inherited = os.open("/dev/null", os.O_RDONLY)
    program(
        "import os; sys.stdin.buffer.read(); names = set(os.environ) - {'LC_CTYPE'}\n"
        "files = sorted(os.listdir('/proc/self/fd'))[:-1]\n"
        "print(os.getcwd(), names or '', files, 'kefu.settings' in sys.modules)"
    )
    try:
        assert SidePictures().made_anew(picture()) == b"/  ['0', '1', '2'] False\n"
    finally:
        os.close(inherited)


def test_once_it_reads_pictures_it_opens_neither_files_nor_sockets(program: Program) -> None:
    program(
        "import os, socket; from kefu.pictures import worker; worker.bind(200)\n"
        "worker.made_anew(sys.stdin.buffer.read(), 1000)\n"
        "def fails(act):\n"
        "    try: act()\n"
        "    except OSError as error: return error.errno\n"
        "os.close(0)\n"
        "print(fails(lambda: open('/etc/passwd')), fails(socket.socket), fails(os.pipe))"
    )
    assert SidePictures().made_anew(picture()) == b"24 24 24\n"
