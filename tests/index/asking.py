"""What tests of the index ask of it: the best passage for one question, and the folders that it keeps."""

from pathlib import Path

from index.build import open_index
from tests.conftest import CountingEmbeddings

QUESTION = "新建了多少公里公路？"


def best(speech_file: Path, data: Path, embeddings: CountingEmbeddings, server: str | None = None) -> str:
    """The address of the passage that answers :data:`QUESTION` best."""
    with open_index(speech_file, data, embeddings, server=server) as speech:
        return speech.search(QUESTION).passages[0].passage.address


def generations(data: Path) -> list[Path]:
    """The folders of the indexes below ``data``, oldest first."""
    return sorted(data.glob("*/g*"))
