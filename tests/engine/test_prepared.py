"""A model laid out for serving: made once, whoever asks, with nothing lost on the way."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import numpy as np
import pytest
from rasa.engine.storage.local_model_storage import LocalModelStorage

from kefu.engine import lean
from kefu.engine.model_storage import PreparedStorage
from kefu.engine.prepared import COMPONENTS, PreparationFailed, components, prepared
from kefu.nlu.network import Network
from tests.trained import trained_model

CLASSIFIER = "train_kefu.nlu.classifier.WideAndDeepClassifier3"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the trained model in a folder of its own."""
    return Path(shutil.copy(trained_model(), tmp_path_factory.mktemp("models")))


@pytest.fixture(scope="module")
def folder(archive: Path) -> Path:
    return prepared(archive)


def test_it_is_made_once(archive: Path, folder: Path) -> None:
    made = folder.stat()
    assert prepared(archive) == folder
    assert folder.stat().st_ino == made.st_ino
    assert folder.parent == archive.parent / ".prepared"


def test_two_engines_at_once_find_one_folder(archive: Path, tmp_path: Path) -> None:
    model = Path(shutil.copy(archive, tmp_path))
    code = "import sys; from pathlib import Path; from kefu.engine.prepared import prepared"
    command = [sys.executable, "-c", f"{code}; print(prepared(Path(sys.argv[1])))", str(model)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    answers = {process.communicate(timeout=120)[0].strip() for process in both}
    assert [process.returncode for process in both] == [0, 0]
    [folder] = (tmp_path / ".prepared").iterdir()  # nothing unfinished is left
    assert answers == {str(folder)}


def test_the_mapped_weights_are_the_archives(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as tar:
        stored = tar.extractfile(f"{COMPONENTS}/{CLASSIFIER}/network.npz")
        assert stored is not None
        with np.load(io.BytesIO(stored.read()), allow_pickle=False) as arrays:
            for name, array in arrays.items():
                path = folder / COMPONENTS / CLASSIFIER / "mapped" / f"{name}.npy"
                mapped = np.load(path, mmap_mode="r", allow_pickle=False)
                assert mapped.dtype == array.dtype
                assert np.array_equal(mapped, array)


def test_nothing_in_it_is_pickled(folder: Path) -> None:
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert {path.suffix for path in files} <= {".json", ".npy", ".txt", ".yml"}
    for path in folder.rglob("*.npy"):
        np.load(path, allow_pickle=False)


def test_the_network_answers_alike(archive: Path, folder: Path, tmp_path: Path) -> None:
    with tarfile.open(archive) as tar:
        tar.extractall(tmp_path, filter="data")
    unpacked = Network.load(tmp_path / COMPONENTS / CLASSIFIER)
    mapped = Network.load(folder / COMPONENTS / CLASSIFIER)
    for features in (["c我", "p wo", "w退款", "c退 款"], []):
        assert np.array_equal(mapped.probabilities(features), unpacked.probabilities(features))


def test_its_domain_is_the_models(archive: Path, folder: Path, tmp_path: Path) -> None:
    metadata = PreparedStorage(folder).metadata
    _, own = LocalModelStorage.from_model_archive(tmp_path, archive)
    assert metadata.domain.as_dict() == own.domain.as_dict()
    assert metadata.domain.fingerprint() == own.domain.fingerprint()
    assert metadata.predict_schema == own.predict_schema
    assert metadata.model_id == own.model_id


def test_our_model_is_served_lean_and_one_with_other_components_is_not(folder: Path) -> None:
    ours = list(components(folder))
    assert "kefu.nlu.classifier.WideAndDeepClassifier" in ours
    assert lean.suits(ours)
    assert not lean.suits([*ours, "rasa.nlu.extractors.crf_entity_extractor.CRFEntityExtractor"])


def test_folders_of_archives_that_are_gone_go_too(archive: Path, tmp_path: Path) -> None:
    model = tmp_path / "first.tar.gz"
    shutil.copy(archive, model)
    gone = prepared(model)
    second = model.rename(tmp_path / "second.tar.gz")
    assert prepared(second).is_dir()
    assert not gone.exists()


def test_what_is_no_model_is_refused(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    broken = tmp_path / "broken.tar.gz"
    broken.write_bytes(b"not a model")
    with pytest.raises(PreparationFailed, match="cannot be loaded"):
        prepared(broken)
    assert list((tmp_path / ".prepared").iterdir()) == []
    assert "Traceback" not in capfd.readouterr().err


def test_an_archive_out_of_the_wrong_product_is_refused(tmp_path: Path) -> None:
    other = tmp_path / "other.tar.gz"
    with tarfile.open(other, "w:gz") as tar:
        content = json.dumps({"spaces": 1}).encode()
        entry = tarfile.TarInfo("metadata.json")
        entry.size = len(content)
        tar.addfile(entry, io.BytesIO(content))
    with pytest.raises(PreparationFailed):
        prepared(other)
