"""Reads the phrases from `data/phrases/gateway.yml`. It must not know what they say."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import ValidationError

from kefu.services.phrases import Phrases
from kefu.settings import ROOT

PATH = ROOT / "data" / "phrases" / "gateway.yml"


class PhrasesError(Exception):
    """The file of phrases is missing, unreadable, or a key in it is missing, empty or unknown."""


def load_phrases(path: Path = PATH) -> Phrases:
    """Read the file. Raises PhrasesError, whose text names the file and the key."""
    try:
        return Phrases.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise PhrasesError(f"{path}: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise PhrasesError(f"{path}: not valid YAML") from error
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
            for fault in error.errors(include_input=False, include_url=False)
        )
        raise PhrasesError(f"{path}: {faults}") from error
