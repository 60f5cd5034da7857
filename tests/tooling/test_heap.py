"""What is loaded is not looked through for rubbish again."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import gc
from kefu.heap import settle

gc.disable()
loaded = [[number] for number in range(1000)]
settle()
print(gc.isenabled(), gc.get_freeze_count() > len(loaded), gc.is_tracked(loaded))
seen = {id(item) for item in gc.get_objects()}
print(any(id(item) in seen for item in loaded))
"""


def test_what_is_loaded_is_left_out_of_collections() -> None:
    ended = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)
    assert ended.stdout.splitlines() == ["True True True", "False"]
