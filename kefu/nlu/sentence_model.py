"""A sentence encoder brought along as a folder: texts in, vectors out, by ONNX Runtime on the CPU.

The folder holds ``model.onnx`` and ``tokenizer.json`` (Hugging Face tokenizers). The two libraries
are an optional extra, imported only when a model is opened. Must know neither Rasa nor intents.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from kefu.nlu.quantized import Array

if TYPE_CHECKING:
    from tokenizers import Encoding

INSTALL: Final = "uv pip install -e '.[encoder]'"
POOLINGS: Final = ("cls", "mean")

_MODEL, _TOKENIZER = "model.onnx", "tokenizer.json"
_PARTS: Final = {
    "input_ids": "ids",
    "attention_mask": "attention_mask",
    "token_type_ids": "type_ids",
}
_TYPES: Final = {"tensor(int64)": np.int64, "tensor(int32)": np.int32}
_BATCH: Final = 32


class EncoderError(Exception):
    """The encoder cannot be used; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Options:
    """How a model is to be read.

    ``pooling``: a text's vector is that of its first token (``cls``, as BGE wants it) or the mean
    of all (``mean``); ``normalise`` gives vectors the length 1; texts are cut to ``max_tokens``,
    special ones counted; ``prefix`` stands before every text; ``threads`` is for one operation.
    """

    pooling: str = "cls"
    normalise: bool = True
    max_tokens: int = 128
    prefix: str = ""
    threads: int = 1


def digest(folder: Path) -> str:
    """Names the folder's content: weights (also those in files beside the model) and tokenizer.

    Raises EncoderError when the folder is not complete.
    """
    _require_files(folder)
    digests = []
    for path in [*sorted(folder.glob(f"{_MODEL}*")), folder / _TOKENIZER]:
        with path.open("rb") as file:
            digests.append(f"{path.name} {hashlib.file_digest(file, 'sha256').hexdigest()}")
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()


def _require_files(folder: Path) -> None:
    for name in (_MODEL, _TOKENIZER):
        if not (folder / name).is_file():
            raise EncoderError(f"no sentence encoder: {(folder / name).resolve()} is missing")


class SentenceModel:
    """An opened model; ``width`` is the length of its vectors."""

    def __init__(self, folder: Path, options: Options) -> None:
        """Opens the folder and tries the largest input there will be.

        Raises EncoderError for missing libraries or files, and for a model that does not fit.
        """
        if options.pooling not in POOLINGS:
            raise EncoderError(f"pooling is one of {', '.join(POOLINGS)}, not {options.pooling!r}")
        self._options = options
        self._folder = folder
        self._tokenizer, self._session = _open(folder, options)
        self._types = {node.name: _TYPES.get(node.type) for node in self._session.get_inputs()}
        if "input_ids" not in self._types or not all(
            name in _PARTS and kind for name, kind in self._types.items()
        ):
            wanted = ", ".join(f"{node.name} {node.type}" for node in self._session.get_inputs())
            raise self._misfit(f"its inputs are {wanted}, not integers named {', '.join(_PARTS)}")
        self._output, self.width = self._try()

    def encode(self, texts: Sequence[str]) -> Array:
        """A row for each text, in order."""
        tokens = self._tokens(texts)
        # Neighbours of one length need little padding.
        order = sorted(range(len(tokens)), key=lambda position: len(tokens[position].ids))
        result = np.zeros((len(texts), self.width), np.float32)
        for start in range(0, len(order), _BATCH):
            chosen = order[start : start + _BATCH]
            inputs, mask = self._inputs([tokens[position] for position in chosen])
            output = self._session.run([self._output], inputs)[0]
            result[chosen] = self._vectors(output, mask)
        return result

    def _try(self) -> tuple[str, int]:
        """The output to be read and the width of the vectors."""
        try:
            inputs, mask = self._inputs(self._tokens(["好", "好 " * self._options.max_tokens]))
            outputs = self._session.run(None, inputs)
        except Exception as error:  # neither library has an exception class to name
            limit = self._options.max_tokens
            raise self._misfit(
                f"it cannot read two texts of up to {limit} tokens: {error}"
            ) from error
        names = [node.name for node in self._session.get_outputs()]
        for rank in (3, 2):
            for name, output in zip(names, outputs, strict=True):
                if getattr(output, "ndim", 0) == rank:
                    return name, self._vectors(output, mask).shape[1]
        raise self._misfit(f"none of its outputs ({', '.join(names)}) has rank 3 or 2")

    def _tokens(self, texts: Sequence[str]) -> list[Encoding]:
        return list(self._tokenizer.encode_batch([self._options.prefix + text for text in texts]))

    def _inputs(self, tokens: Sequence[Encoding]) -> tuple[dict[str, NDArray[Any]], Array]:
        """What the session wants, filled up with zeros to the longest;
        and where there are tokens.
        """
        shape = len(tokens), max(1, *(len(text.ids) for text in tokens))
        arrays = {name: np.zeros(shape, kind) for name, kind in self._types.items()}
        mask = np.zeros(shape, np.float32)
        for row, text in enumerate(tokens):
            mask[row, : len(text.ids)] = 1
            for name, array in arrays.items():
                array[row, : len(text.ids)] = getattr(text, _PARTS[name])
        return arrays, mask

    def _vectors(self, output: NDArray[Any], mask: Array) -> Array:
        """One vector per text from a vector per token, or from what is one already."""
        if output.shape[: output.ndim - 1] != mask.shape[: output.ndim - 1]:
            raise self._misfit(f"its output has the shape {output.shape} for {mask.shape} tokens")
        vectors = output.astype(np.float32)
        if output.ndim == 3:
            shares = mask / np.maximum(mask.sum(axis=1, keepdims=True), 1)
            if self._options.pooling == "cls":
                shares = np.where(np.arange(mask.shape[1]) == 0, mask, 0)
            vectors = np.einsum("nt,ntw->nw", shares, vectors)
        if self._options.normalise:
            lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
            vectors = vectors / np.where(lengths > 0, lengths, 1)
        return vectors

    def _misfit(self, reason: str) -> EncoderError:
        return EncoderError(f"{(self._folder / _MODEL).resolve()} is no sentence encoder: {reason}")


def _open(folder: Path, options: Options) -> tuple[Any, Any]:
    """The tokenizer and the session."""
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as missing:
        raise EncoderError(
            f"{missing.name} is not installed; the sentence encoder needs: {INSTALL}"
        ) from missing
    _require_files(folder)
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = options.threads
    settings.inter_op_num_threads = 1
    settings.log_severity_level = 4  # errors are raised, and need not be printed too
    try:
        tokenizer = Tokenizer.from_file(str(folder / _TOKENIZER))
        tokenizer.enable_truncation(options.max_tokens)
        tokenizer.no_padding()  # the file's own may go to a fixed length
        session = onnxruntime.InferenceSession(
            str(folder / _MODEL), settings, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # neither library has an exception class to name
        raise EncoderError(f"{folder.resolve()} cannot be opened: {error}") from error
    return tokenizer, session
