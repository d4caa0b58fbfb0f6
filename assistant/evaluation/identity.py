"""What was evaluated, exactly: names and SHA-256 hashes. Two runs with equal ones differ in their latencies alone."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from assistant.evaluation.checking import Document
from assistant.settings import Settings

_ROOT = Path(__file__).resolve().parents[2]
_PACKAGE = "jianghua-wenda"


def parameters_of(settings: Settings) -> dict[str, str]:
    """The names of the document and the embedding model that `settings` name, and the hashes of index and model."""
    from assistant.open import open_embeddings  # the chain takes a second to import
    from index.content import Content

    recipe = Content.read(settings.speech, open_embeddings(settings), settings.chroma_url).recipe
    return {
        "document": settings.speech.name,
        "index": recipe.key,
        "index_units_sha256": recipe.units,
        "index_storage": recipe.storage,
        "embedding_model": recipe.model,
        "embedding_fingerprint": recipe.fingerprint,
        **_writer(settings),
    }


def _writer(settings: Settings) -> dict[str, str]:
    """The language model that writes, how freely, and what it reads; nothing where none is set."""
    if not settings.model:
        return {}
    return {
        "model": settings.model,
        "model_temperature": str(settings.model_temperature),
        "model_max_tokens": str(settings.model_max_tokens),
        "model_context": str(settings.model_context),
        "model_reads": "whole" if settings.model_whole else "passages",
    }


def identify(questions_file: Path, document: Document, parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Names and hashes of the questions, the text, the code and the prompts, with the `parameters` of what answers."""
    code = (path for folder in ("index", "assistant") for path in (_ROOT / folder).rglob("*"))
    return {
        "questions": questions_file.name,
        "questions_sha256": sha256(questions_file.read_bytes()).hexdigest(),
        "text_sha256": sha256(document.text.encode()).hexdigest(),
        **parameters,
        "version": _version(),
        "code_sha256": _hash(path for path in code if path.suffix in (".py", ".json")),
        "prompts_sha256": _hash((_ROOT / "prompts").glob("*.md")),
    }


def _version() -> str:
    try:
        return version(_PACKAGE)
    except PackageNotFoundError:
        return ""


def _hash(paths: Iterable[Path]) -> str:
    """One hash over files and their names, in order of the names."""
    digest = sha256()
    for path in sorted(paths):
        digest.update(path.relative_to(_ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
