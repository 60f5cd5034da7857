"""The gateway's own words, from `data/phrases/gateway.yml`. It must not know when they are said."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from kefu.settings import ROOT

PATH = ROOT / "data" / "phrases" / "gateway.yml"


class PhrasesError(Exception):
    """The file of phrases is missing, unreadable, or a key in it is missing, empty or unknown."""


class Button(BaseModel):
    """A choice offered with a message; a payload that begins with ``@`` is for the gateway itself."""

    model_config = ConfigDict(extra="forbid", str_min_length=1)

    title: str
    payload: str


class Phrases(BaseModel):
    """Every text by its key; `{brand}` and `{case}` are filled in where they are used."""

    model_config = ConfigDict(extra="forbid", str_min_length=1)

    greeting: str
    greeting_logged_in: str
    greeting_choices: list[Button]
    secret_warning: str
    picture_received: str
    call_human: str
    engine_down: str
    engine_down_theft: str
    queued_theft: str
    resume_bot: str
    already_with_bot: str
    freeze_offer: str
    freeze_question: str
    freeze_needs_identity: str
    frozen: str
    frozen_before: str
    freeze_failed: str


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
