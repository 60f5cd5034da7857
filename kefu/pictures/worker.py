"""The side process: one picture comes in by standard input, its pixels go out as a new JPEG by
standard output, and the process ends. Whatever else a picture may bring along stays behind.

It binds itself before it reads a byte, and once it has read and imported everything it cannot open
a file or a socket any more. It must not know who sent the picture; it is started by `side_process`
with an empty environment and imports nothing of the product but its neighbours.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from typing import Final

from kefu.pictures import headers
from kefu.pictures.outcome import PictureOutcome

MEMORY_BYTES: Final = 512 * 1024 * 1024
"""Address space. The costliest picture that is taken, WebP without losses, needs 350 MB."""
CPU_SECONDS: Final = 3
"""Of processor time; what phones take needs a third of one."""
_NICE: Final = 5
_TRIES: Final = 5
_QUALITY: Final = 88


def step_back() -> None:
    """Whoever waits for words comes first."""
    os.nice(_NICE)
    # Linux may weigh sessions before it weighs the processes in them, and this is one of its own.
    for _ in range(_TRIES):
        try:
            with open("/proc/self/autogroup", "w") as session:  # noqa: PTH123 - imports less
                session.write(str(_NICE))
        except BlockingIOError:  # somebody else has just done so: once in a tenth of a second
            time.sleep(0.1)
        except OSError:  # this system weighs otherwise
            return
        else:
            return


def bind(wall_seconds: int) -> None:
    """Take from this process what it does not need. Raises OSError, ValueError."""
    step_back()
    signal.alarm(wall_seconds)  # also when nobody is left to end it
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    # At the first an end of its own kind (SIGXCPU), at the second one like any other.
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS + 1))
    for kind in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE, resource.RLIMIT_NPROC):
        resource.setrlimit(kind, (0, 0))


def made_anew(content: bytes, most_pixels: int) -> bytes:
    """The picture's pixels, upright, as a JPEG of nothing else. Of several frames it is the first.

    Raises NotAPicture, TooMuchWork, OverflowError (too many pixels), MemoryError, and what Pillow
    raises for what it cannot read.
    """
    header = headers.read(content)
    if header.width * header.height > most_pixels:
        raise OverflowError
    # Everything is imported that Pillow would import when it needs it: afterwards it cannot.
    import io

    from PIL import Image, ImageOps, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin

    del MpoImagePlugin, TiffImagePlugin, WebPImagePlugin
    Image.preinit()
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    Image.MAX_IMAGE_PIXELS = most_pixels
    with Image.open(io.BytesIO(content), formats=[header.kind]) as picture:
        ImageOps.exif_transpose(picture, in_place=True)
        upright = picture if picture.mode == "RGB" else picture.convert("RGB")
        upright.info = {}  # a comment would be written again
        out = io.BytesIO()
        upright.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def main(most_bytes: int, most_pixels: int, wall_seconds: int) -> PictureOutcome:
    """Do it once."""
    bind(wall_seconds)
    content = sys.stdin.buffer.read(most_bytes)
    try:
        clean = made_anew(content, most_pixels)
    except OverflowError:
        return PictureOutcome.TOO_MANY_PIXELS
    except (headers.TooMuchWork, MemoryError):
        return PictureOutcome.TOO_MUCH_WORK
    except Exception:  # noqa: BLE001 - Pillow's readers raise whatever they stumble over
        return PictureOutcome.NOT_A_PICTURE
    sys.stdout.buffer.write(clean)
    sys.stdout.buffer.flush()
    return PictureOutcome.DONE
