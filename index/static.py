"""A static embedding model, read and used with numpy alone.

The folder is an ordinary sentence-transformers folder whose only module is a
``StaticEmbedding`` over a white-space, whole-token tokenizer. Importing torch to
look up rows of a table would cost seconds and hundreds of megabytes.
"""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from index.errors import ModelUnusable
from index.tokens import expand

Vectors = NDArray[np.float32]


class TokenVectors:
    """One vector for each token of the vocabulary; a text is the mean of its tokens."""

    def __init__(self, tokens: Sequence[str], table: NDArray[np.floating], unknown: str | None = None) -> None:
        """Takes ``table``, (n, dim), row ``i`` of which belongs to ``tokens[i]``."""
        self._ids = {token: number for number, token in enumerate(tokens) if token != unknown}
        self.tokens = tuple(tokens)
        self.table = table

    def __repr__(self) -> str:
        return f"{type(self).__name__}(tokens={len(self.tokens)}, dimension={self.dimension})"

    @classmethod
    def from_folder(cls, folder: Path) -> Self:
        """The model that ``folder`` holds; the table keeps its type on disk (float16).

        Raises:
            ModelUnusable: a file is missing, damaged, or of another kind.
        """
        module, tokenizer = _open(folder)
        try:
            vocabulary: dict[str, int] = tokenizer["vocab"]
            (table,) = load_file(module / "model.safetensors").values()
            tokens = sorted(vocabulary, key=vocabulary.__getitem__)
        except Exception as error:  # each library has its own error for a damaged file
            raise ModelUnusable(model=str(folder), reason=str(error)) from error
        if table.ndim != 2 or len(tokens) != len(table):
            raise ModelUnusable(model=str(folder), reason="tokenizer and weights differ in size")
        return cls(tokens, table, tokenizer.get("unk_token"))

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self.table.shape[1])

    def row(self, token: str) -> int:
        """The row of ``token``, -1 where it has none."""
        return self._ids.get(token, -1)

    def ids(self, text: str) -> NDArray[np.intp]:
        """Rows of the tokens of ``text`` that the model knows, in order, repeats kept."""
        known = self._ids
        return np.array([known[token] for token in expand(text).split() if token in known], dtype=np.intp)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of ``texts``, float32, (n, dim), L2-normalised; zero where no token is known."""
        vectors = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(vectors, texts, strict=True):
            ids = self.ids(text)
            if len(ids):
                row[:] = self.table[ids].sum(axis=0, dtype=np.float32)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        np.divide(vectors, norms, out=vectors, where=norms > 0)
        return vectors


def fingerprint(folder: Path) -> str:
    """SHA-256 over weights and tokenizer: another model, another fingerprint."""
    module, _ = _open(folder)
    digest = hashlib.sha256()
    for name in ("model.safetensors", "tokenizer.json"):
        digest.update((module / name).read_bytes())
    return digest.hexdigest()


def _open(folder: Path) -> tuple[Path, dict[str, Any]]:
    """The folder below ``folder`` that holds weights and tokenizer, and the tokenizer's model.

    Raises:
        ModelUnusable: this is no folder of one static embedding over white space.
    """
    try:
        modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
        kinds = [module["type"].rpartition(".")[2] for module in modules]
        module = folder / str(modules[0]["path"])
        tokenizer: dict[str, Any] = json.loads((module / "tokenizer.json").read_text(encoding="utf-8"))["model"]
        kind = tokenizer["type"]
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise ModelUnusable(model=str(folder), reason=str(error)) from error
    if kinds[0] != "StaticEmbedding" or set(kinds[1:]) - {"Normalize"} or kind != "WordLevel":
        raise ModelUnusable(model=str(folder), reason=f"modules {kinds}, tokenizer {kind}")
    return module, tokenizer


def is_static(folder: Path) -> bool:
    """Whether ``folder`` is a model that this module can read."""
    try:
        _open(folder)
    except ModelUnusable:
        return False
    return True
