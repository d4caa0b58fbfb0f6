"""What was evaluated, exactly: names and SHA-256 hashes. Two runs with equal ones differ in their latencies alone."""

from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]
_PACKAGE = "jianghua-wenda"


def identify(questions_file: Path, assistant: Any) -> dict[str, Any]:
    """Names and hashes of the questions, the text, the code, the prompts, and what the assistant says of itself.

    Args:
        assistant: its `outline.text` is the text; its `identity`, where it has one, names document, index and models.
    """
    return {
        "questions": questions_file.name,
        "questions_sha256": sha256(questions_file.read_bytes()).hexdigest(),
        "text_sha256": sha256(assistant.outline.text.encode()).hexdigest(),
        **getattr(assistant, "identity", {}),
        "version": _version(),
        "code_sha256": _hash(path for name in ("index", "assistant") for path in (_ROOT / name).rglob("*.py")),
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
