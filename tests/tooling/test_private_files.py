"""What is stored is nobody else's to read, whatever the umask and whoever made it before."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kefu import private_files
from kefu.deployment.record import DeployedModels
from kefu.settings import ROOT
from kefu.store.database import SqlDatabase, make_engine
from kefu.store.files import FolderFiles
from kefu.store.migrate import upgrade
from tests.others import open_to_others


@pytest.fixture(autouse=True)
def _careless() -> Iterator[None]:
    """A shell in which everybody may read, and write, what is made."""
    before = os.umask(0)
    yield
    os.umask(before)


def test_a_database_with_its_logs_is_private_from_its_first_byte(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    url = f"sqlite:///{folder / 'kefu.db'}"
    upgrade(url)
    database = SqlDatabase(make_engine(url))
    with database.begin():
        assert {path.name for path in folder.iterdir()} == {"kefu.db", "kefu.db-shm", "kefu.db-wal"}
        assert open_to_others(tmp_path / "new") == []


def test_a_database_of_an_earlier_release_becomes_private(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kefu.db'}"
    upgrade(url)
    held = SqlDatabase(make_engine(url))
    with held.begin():
        for path in tmp_path.iterdir():
            path.chmod(0o666)
        SqlDatabase(make_engine(url)).ping()
        assert open_to_others(tmp_path) == []


def test_a_folder_that_is_there_already_is_left_to_its_owner(tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shared.mkdir(0o775)
    make_engine(f"sqlite:///{shared / 'kefu.db'}").connect().close()
    assert stat.S_IMODE(shared.stat().st_mode) == 0o775
    assert stat.S_IMODE((shared / "kefu.db").stat().st_mode) == 0o600


def test_pictures_are_private(tmp_path: Path) -> None:
    FolderFiles(tmp_path / "attachments").save("at_1", b"picture")
    assert open_to_others(tmp_path / "attachments") == []


def test_deployed_models_are_private(tmp_path: Path) -> None:
    model = tmp_path / "kefu.tar.gz"
    model.write_bytes(b"model")
    models = DeployedModels(tmp_path / "data")
    kept = models.keep(model)
    models.note(kept, kept, model)
    assert open_to_others(tmp_path / "data") == []


def test_what_others_could_read_before_they_cannot_any_more(tmp_path: Path) -> None:
    folder = tmp_path / "var"
    for name in ("log", "deployed/.prepared/model", "attachments"):
        (folder / name).mkdir(parents=True)
        (folder / name / "file").write_text("said")
    (tmp_path / "elsewhere").write_text("not ours to change")
    (folder / "link").symlink_to(tmp_path / "elsewhere")
    (folder / "program").write_text("")
    (folder / "program").chmod(0o755)
    private_files.make_folder(folder)
    private_files.tighten_all(folder, besides=["attachments"])
    assert open_to_others(folder) == ["attachments drwxrwxrwx", "attachments/file -rw-rw-rw-"]
    assert stat.S_IMODE((folder / "program").stat().st_mode) == 0o700
    assert stat.S_IMODE((tmp_path / "elsewhere").stat().st_mode) == 0o666


def test_everybodys_folder_stays_everybodys(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    private_files.make_folder(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o1777


def test_a_command_makes_private_databases_too(tmp_path: Path) -> None:
    environment = {**os.environ, "KEFU_DATA_DIR": str(tmp_path / "data")}
    for command in (["migrate"], ["seed"]):
        subprocess.run(
            [sys.executable, "-m", "kefu.cli", *command], cwd=ROOT, env=environment, check=True
        )
    assert {"kefu.db", "wallet.db"} <= {path.name for path in (tmp_path / "data").iterdir()}
    assert open_to_others(tmp_path / "data") == []
