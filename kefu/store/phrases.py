"""Reads the phrases from `data/phrases/gateway.yml`. It must not know what they say."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from kefu.services.phrases import Phrases
from kefu.words.files import FOLDER, WordsError, read

PATH = FOLDER / "gateway.yml"


def load_phrases(path: Path = PATH) -> Phrases:
    """Read the file. Raises WordsError, whose text names the file and the key."""
    try:
        return Phrases.model_validate(read(path))
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
            for fault in error.errors(include_input=False, include_url=False)
        )
        raise WordsError(f"{path}: {faults}") from error
