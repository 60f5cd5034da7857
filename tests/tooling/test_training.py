"""A model is trained anew when, and only when, something that it is made of has changed."""

from __future__ import annotations

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

from kefu.settings import ROOT
from kefu.training import (
    INPUTS,
    KEPT_MODELS,
    TrainingFailed,
    _forget_old,
    fingerprint,
    model_path,
    train,
)
from tests.trained import trained_model


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    for name in INPUTS:
        path = root / name
        if "." in name:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(name)
        else:
            path.mkdir(parents=True)
            (path / "a.yml").write_text(name)
    return root


@pytest.mark.parametrize("name", INPUTS)
def test_every_input_counts(project: Path, name: str) -> None:
    before = fingerprint(project)
    path = project / name
    changed = path if path.is_file() else path / "a.yml"
    changed.write_text("changed")
    assert fingerprint(project) != before

    changed.write_text(name)
    assert fingerprint(project) == before


def test_files_added_removed_and_renamed_count(project: Path) -> None:
    seen = {fingerprint(project)}
    added = project / "data" / "nlu" / "deep" / "b.yml"
    added.parent.mkdir()
    added.write_text("b")
    seen.add(fingerprint(project))
    added.rename(added.with_name("c.yml"))
    seen.add(fingerprint(project))
    (project / "data" / "rules" / "a.yml").unlink()
    seen.add(fingerprint(project))

    assert len(seen) == 4


def test_text_moved_from_one_file_to_the_next_counts(project: Path) -> None:
    nlu = project / "data" / "nlu"
    (nlu / "a.yml").write_text("xdata/nlu/b.ymly")
    one = fingerprint(project)
    (nlu / "a.yml").write_text("x")
    (nlu / "b.yml").write_text("y")

    assert fingerprint(project) != one


@pytest.mark.parametrize(
    "name", ["README.md", "data/knowledge/a.md", "kefu/core/x.py", "kefu/nlu/__pycache__/x.pyc"]
)
def test_what_a_model_is_not_made_of(project: Path, name: str) -> None:
    before = fingerprint(project)
    other = project / name
    other.parent.mkdir(parents=True, exist_ok=True)
    other.write_text("x")

    assert fingerprint(project) == before


def test_times_of_files_do_not_count(project: Path, tmp_path: Path) -> None:
    before = fingerprint(project)
    copy = shutil.copytree(project, tmp_path / "copy")
    os.utime(copy / "config.yml", (0, 0))

    assert fingerprint(copy) == before


def test_the_models_name_tells_what_it_was_made_of(project: Path, tmp_path: Path) -> None:
    path = model_path(project, tmp_path)

    assert path == tmp_path / f"kefu-{fingerprint(project)}.tar.gz"


def fake_rasa(folder: Path, script: str) -> str:
    """A package `rasa` in `folder` whose command runs `script`, otherwise the real one; the
    PYTHONPATH that finds it.
    """
    package = folder / "rasa"
    package.mkdir(parents=True)
    spec = find_spec("rasa")
    assert spec is not None
    assert spec.origin is not None
    real = Path(spec.origin)
    (package / "__init__.py").write_text(
        f"__path__.append({str(real.parent)!r})\n{real.read_text(encoding='utf-8')}"
    )
    (package / "__main__.py").write_text(
        "import sys\nfrom pathlib import Path\n"
        "arguments = sys.argv[1:]\n"
        "out = Path(arguments[arguments.index('--out') + 1])\n"
        "name = arguments[arguments.index('--fixed-model-name') + 1]\n"
        "out.mkdir(parents=True, exist_ok=True)\n"
        "model = out / f'{name}.tar.gz'\n" + script
    )
    return str(folder)


def test_a_trained_model_appears_whole_at_its_place(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = trained_model()
    script = f"import shutil\nshutil.copyfile({str(made)!r}, model)"
    monkeypatch.setenv("PYTHONPATH", f"{fake_rasa(tmp_path / 'fake', script)}{os.pathsep}{ROOT}")
    models = tmp_path / "models"

    path = train(project, models, tmp_path / "log" / "train.log")

    assert path == model_path(project, models)
    assert path.read_bytes() == made.read_bytes()
    assert list(models.glob("*.tar.gz")) == [path]


def test_a_model_that_cannot_be_loaded_is_said_so(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", fake_rasa(tmp_path / "fake", "model.write_text('model')"))

    with pytest.raises(TrainingFailed, match="cannot be loaded"):
        train(project, tmp_path / "models", tmp_path / "train.log")

    assert not model_path(project, tmp_path / "models").exists()


def test_a_training_that_died_leaves_no_model(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = "model.write_text('half'); print('out of memory'); sys.exit(9)"
    monkeypatch.setenv("PYTHONPATH", fake_rasa(tmp_path / "fake", script))
    models, log = tmp_path / "models", tmp_path / "train.log"

    with pytest.raises(TrainingFailed) as error:
        train(project, models, log)

    assert str(log) in str(error.value)
    assert "out of memory" in log.read_text()
    assert not model_path(project, models).exists()
    assert list(models.glob("kefu-*.tar.gz")) == []


def test_only_the_newest_models_are_kept(tmp_path: Path) -> None:
    for n in range(KEPT_MODELS + 2):
        model = tmp_path / f"kefu-{n}.tar.gz"
        model.write_text("")
        os.utime(model, (n, n))
    (tmp_path / "someone-elses.tar.gz").write_text("")

    _forget_old(tmp_path)

    kept = {path.name for path in tmp_path.iterdir()}
    assert kept == {f"kefu-{n}.tar.gz" for n in range(2, KEPT_MODELS + 2)} | {
        "someone-elses.tar.gz"
    }


def test_cleaning_removes_the_models_and_keeps_the_folder_explained(tmp_path: Path) -> None:
    shutil.copyfile(ROOT / "Makefile", tmp_path / "Makefile")
    models = tmp_path / "models"
    (models / ".unfinished").mkdir(parents=True)
    shutil.copyfile(ROOT / "models" / "README.md", models / "README.md")
    (models / "kefu-0123456789abcdef.tar.gz").touch()

    subprocess.run(["make", "clean"], cwd=tmp_path, check=True, capture_output=True, timeout=30)

    assert [path.name for path in models.iterdir()] == ["README.md"]
