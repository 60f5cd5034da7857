"""Stock Rasa's own Python environment under ``bench/stock/``, and how large an environment is.

Stock Rasa needs Python 3.10 and libraries of 2023, so nothing is shared with kefu's environment.
Must not know what is run in it.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from importlib.metadata import distributions
from pathlib import Path

from kefu.core.errors import OperatorError

_PYTHON = "KEFU_STOCK_PYTHON"
_PINNED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", re.MULTILINE)


def ensure(folder: Path, root: Path) -> Path:
    """The interpreter of the environment ``folder/.venv``, made from ``folder/requirements.txt``.

    `root` is the project, which may have brought uv along. Raises OperatorError, saying what to do.
    """
    environment = folder / ".venv"
    python = environment / "bin" / "python"
    uv = _find_uv(root)
    if not python.exists():
        _run([uv, "venv", "--no-config", "--quiet", "--python", _find_python(), str(environment)])
    requirements = str(folder / "requirements.txt")
    _run(
        [
            uv,
            "pip",
            "sync",
            "--no-config",
            "--quiet",
            "--compile-bytecode",
            "--python",
            str(python),
            requirements,
        ]
    )
    return python


def size_mb(python: Path, requirements: Path) -> float:
    """Megabytes (10^6 bytes) of the listed packages' files, compiled ones left out."""
    listed = {_canonical(name) for name in _PINNED.findall(requirements.read_text())}
    packages = next(python.parent.parent.glob("lib/python3*/site-packages"))
    return (
        sum(
            path.stat().st_size
            for distribution in distributions(path=[str(packages)])
            if _canonical(distribution.name) in listed
            for file in distribution.files or ()
            if file.suffix != ".pyc"
            and (path := Path(str(distribution.locate_file(file)))).is_file()
        )
        / 1e6
    )


def _canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _find_uv(root: Path) -> str:
    brought = root / ".make" / "uv" / "bin" / "uv"
    found = shutil.which("uv") or (str(brought) if brought.exists() else None)
    if found is None:
        raise OperatorError("找不到 uv，请先运行 make train（会自带 uv）")
    return found


def _find_python() -> str:
    """A Python 3.10: the one that is named, on the path, or among pyenv's versions."""
    if named := os.environ.get(_PYTHON):
        if _is_3_10(named):
            return named
        raise OperatorError(f"{_PYTHON}={named} 不是可用的 Python 3.10")
    for candidate in _candidates():
        if _is_3_10(candidate):
            return candidate
    raise OperatorError(
        "原版 Rasa 需要 Python 3.10，但没有找到。"
        "请安装（例如 pyenv install 3.10 或 uv python install 3.10），"
        f"或设置 {_PYTHON}=/路径/python3.10"
    )


def _candidates() -> Iterator[str]:
    if found := shutil.which("python3.10"):
        yield found
    home = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    data = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share"))
    for folder, pattern in (
        (home / "versions", "3.10.*/bin/python3.10"),
        (data / "uv" / "python", "cpython-3.10.*/bin/python3.10"),
    ):
        yield from map(str, sorted(folder.glob(pattern), reverse=True))


def _is_3_10(python: str) -> bool:
    # A shim of pyenv is there also when the version is not: only running it tells.
    question = "import sys; sys.exit(sys.version_info[:2] != (3, 10))"
    try:
        return (
            subprocess.run([python, "-c", question], capture_output=True, timeout=30).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def _run(command: list[str]) -> None:
    ended = subprocess.run(command, capture_output=True, text=True)
    if ended.returncode:
        raise OperatorError(f"{' '.join(command[1:3])} 失败：{ended.stderr.strip()[-500:]}")
