"""Embedding models as LangChain embeddings: our own, or any of sentence-transformers."""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol, Self, runtime_checkable

import numpy as np
from langchain_core.embeddings import Embeddings

from index.errors import ModelMissing, ModelUnusable
from index.static import TokenVectors, fingerprint, is_static

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

OWN_MODEL = Path(__file__).parent / "model"
"""The folder of the model that the project carries."""

_BATCH = 32
_INSTRUCTIONS = {
    "bge-small-zh": "为这个句子生成表示以用于检索相关文章：",
    "bge-base-zh": "为这个句子生成表示以用于检索相关文章：",
    "bge-large-zh": "为这个句子生成表示以用于检索相关文章：",
    "qwen3-embedding": ("Instruct: Given a web search query, retrieve relevant passages that answer the query\nQuery:"),
}
"""What a query begins with, for models whose folder does not say it."""


@runtime_checkable
class NamedEmbeddings(Protocol):
    """LangChain embeddings that say which model they are.

    ``name`` is what the settings call the model, ``dimension`` the length of a
    vector, ``fingerprint`` changes whenever the vectors may change.
    """

    name: str
    dimension: int
    fingerprint: str

    def embed_documents(self, texts: list[str]) -> list[list[float]]: ...

    def embed_query(self, text: str) -> list[float]: ...


class StaticEmbeddings(Embeddings):
    """Our own model: means of token vectors, L2-normalised, without torch."""

    def __init__(self, vectors: TokenVectors, name: str, fingerprint: str) -> None:
        self.vectors = vectors
        self.name = name
        self.dimension = vectors.dimension
        self.fingerprint = fingerprint

    def __repr__(self) -> str:
        return f"StaticEmbeddings(name={self.name!r}, dimension={self.dimension})"

    @classmethod
    def from_folder(cls, folder: Path) -> Self:
        """The model of ``folder``.

        Raises:
            ModelUnusable: the folder holds no static model, or a damaged one.
        """
        return cls(TokenVectors.from_folder(folder), folder.name, fingerprint(folder))

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector for each text; zero where the model knows no token of it."""
        rows: list[list[float]] = self.vectors.encode(texts).tolist()
        return rows

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question."""
        return self.embed_documents([text])[0]


class TransformerEmbeddings(Embeddings):
    """A model of sentence-transformers, from its local folder or the local hub cache.

    Safe to use from several threads: one at a time.
    """

    def __init__(self, model: "SentenceTransformer", name: str) -> None:
        dimension = model.get_embedding_dimension()
        if not dimension:
            raise ModelUnusable(model=name, reason="it does not say how long its vectors are")
        self._model = model
        self._turn = Lock()  # a fast tokenizer is not for two threads at once: huggingface/tokenizers#537
        self.instruction = _query_instruction(model, name)
        self.name = name
        self.dimension = int(dimension)
        self.fingerprint = _probe(self.embed_query("指纹 fingerprint 0"), self.instruction)

    def __repr__(self) -> str:
        return f"TransformerEmbeddings(name={self.name!r}, dimension={self.dimension})"

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One L2-normalised vector for each text."""
        return self._encode(texts)

    def embed_query(self, text: str) -> list[float]:
        """The L2-normalised vector of one question, with the model's query instruction."""
        return self._encode([self.instruction + text])[0]

    def _encode(self, texts: Sequence[str]) -> list[list[float]]:
        with self._turn:
            vectors = self._model.encode(
                list(texts), batch_size=_BATCH, normalize_embeddings=True, show_progress_bar=False
            )
        if not np.isfinite(vectors).all():
            raise ModelUnusable(model=self.name, reason="its vectors hold values that are not numbers")
        rows: list[list[float]] = np.asarray(vectors, dtype=np.float32).tolist()
        return rows


@cache
def own_vectors() -> TokenVectors:
    """The vectors of the project's own model, read once: the cross-encoder reads them, too.

    Raises:
        ModelUnusable: the model is missing or damaged.
    """
    return TokenVectors.from_folder(OWN_MODEL)


def load_embeddings(model: str | Path | None = None) -> StaticEmbeddings | TransformerEmbeddings:
    """The embedding model of that hub name or folder; our own for ``None``.

    A hub name is looked for in the local cache only: nothing is downloaded, and no
    code that comes with a model is run.

    Raises:
        ModelMissing: neither a folder nor a model in the local cache has this name.
        ModelUnusable: it is there, but cannot be loaded.
    """
    if model is None:
        return StaticEmbeddings(own_vectors(), OWN_MODEL.name, fingerprint(OWN_MODEL))
    folder = Path(model).expanduser()
    if folder.is_dir() and is_static(folder):
        return StaticEmbeddings.from_folder(folder)
    return _load_transformer(str(folder) if folder.is_dir() else str(model))


def _load_transformer(name: str) -> TransformerEmbeddings:
    from sentence_transformers import SentenceTransformer  # 5 s and 480 MB: only when asked for

    try:
        model = SentenceTransformer(name, local_files_only=True, trust_remote_code=False)
    except Exception as error:  # the libraries below raise many kinds, none of which names the remedy
        if Path(name).is_dir():
            raise ModelUnusable(model=name, reason=str(error)) from error
        raise ModelMissing(model=name, tried=f"{Path(name).absolute()}, Hugging Face cache") from error
    return TransformerEmbeddings(model, name)


def _query_instruction(model: "SentenceTransformer", name: str) -> str:
    """The text that a query begins with: the model's own ``query`` prompt, or a known one."""
    own: str = (model.prompts or {}).get("query") or ""
    known = next((text for key, text in _INSTRUCTIONS.items() if key in name.lower()), "")
    return own or known


def _probe(vector: Sequence[float], instruction: str) -> str:
    """A fingerprint from what the model does: weights may lie in many files."""
    rounded = np.round(np.asarray(vector, dtype=np.float64), 3) + 0.0
    return hashlib.sha256(rounded.tobytes() + instruction.encode()).hexdigest()
