"""Which model counts after a restart, and that nobody takes its file away."""

from __future__ import annotations

from pathlib import Path

import pytest

from kefu.deployment.record import RECORD, DeployedModels, NoSuchModel

PRESENT = Path("models/kefu-1111.tar.gz")


@pytest.fixture
def models(tmp_path: Path) -> DeployedModels:
    return DeployedModels(tmp_path)


def model(folder: Path, name: str, content: str = "") -> Path:
    path = folder / f"{name}.tar.gz"
    path.write_text(content or name)
    return path


def deployed(models: DeployedModels, folder: Path, *names: str) -> list[Path]:
    """Deploy one after the other; where each was kept."""
    kept: list[Path] = []
    for name in names:
        kept.append(models.keep(model(folder, name)))
        if kept[1:]:
            models.note(kept[-1], kept[-2], PRESENT)
    return kept


def test_nothing_deployed_is_the_present_model(models: DeployedModels) -> None:
    assert models.in_use(PRESENT) is None
    with pytest.raises(NoSuchModel, match="没有更早的模型"):
        models.previous()


def test_the_deployed_one_counts_though_its_file_is_gone(
    models: DeployedModels, tmp_path: Path
) -> None:
    _, new = deployed(models, tmp_path, "old", "new")
    for path in tmp_path.glob("*.tar.gz"):
        path.unlink()
    assert models.in_use(PRESENT) == new
    assert new.read_text() == "new"
    assert models.previous().read_text() == "old"


def test_changed_data_put_their_own_model_in_its_place(
    models: DeployedModels, tmp_path: Path
) -> None:
    deployed(models, tmp_path, "old", "new")
    assert models.in_use(Path("models/kefu-2222.tar.gz")) is None


def test_only_two_are_kept(models: DeployedModels, tmp_path: Path) -> None:
    *_, two, three = deployed(models, tmp_path, "one", "two", "three")
    assert set((tmp_path / "deployed").glob("*.tar.gz")) == {two, three}


def test_a_name_means_one_content(models: DeployedModels, tmp_path: Path) -> None:
    first = models.keep(model(tmp_path, "same", "a"))
    second = models.keep(model(tmp_path, "same", "b"))
    assert first != second
    assert models.keep(first) == first
    assert first.read_text() == "a"


def test_what_is_no_file_is_refused(models: DeployedModels, tmp_path: Path) -> None:
    with pytest.raises(NoSuchModel, match="none"):
        models.keep(tmp_path / "none.tar.gz")


@pytest.mark.parametrize("content", ["", "[]", "{", '{"model": 1, "instead_of": "x"}'])
def test_a_spoilt_record_is_none(models: DeployedModels, tmp_path: Path, content: str) -> None:
    deployed(models, tmp_path, "old", "new")
    (tmp_path / "deployed" / RECORD).write_text(content)
    assert models.in_use(PRESENT) is None


def test_a_deployed_file_that_is_missing_is_not_used(
    models: DeployedModels, tmp_path: Path
) -> None:
    _, new = deployed(models, tmp_path, "old", "new")
    new.unlink()
    assert models.in_use(PRESENT) is None
