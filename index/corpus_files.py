"""Files of retrieval over any corpus: lines of JSON come in, a run in TREC form goes out."""

import errno
import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

from index.corpus_search import Hit
from index.errors import (
    CorpusEmpty,
    CorpusUnreadable,
    LineIdRepeated,
    LineIdUnusable,
    LineNotJson,
    LineWithoutField,
    RunUnwritable,
)

TAG: Final = "jianghua-wenda"
_STEP: Final = 1e-6


@dataclass(frozen=True, slots=True)
class Item:
    """A passage or a question, as a line gives it."""

    id: str
    text: str


def read_passages(path: Path) -> tuple[Item, ...]:
    """The passages of a file of lines ``{"id", "text"}``; blank lines are passed over, blank texts are not.

    Raises:
        CorpusUnreadable: the file is not there, or may not be read.
        CorpusEmpty: it has no items.
        LineNotJson, LineWithoutField, LineIdUnusable, LineIdRepeated: what is wrong with a line, and its number.
    """
    return _read_items(path, "text")


def read_questions(path: Path) -> tuple[Item, ...]:
    """The questions of a file of lines ``{"id", "question"}``; blank lines are passed over.

    Raises:
        LineWithoutField: also for a question of white space alone.
        CorpusError: as for passages.
    """
    return _read_items(path, "question")


def _read_items(path: Path, field: str) -> tuple[Item, ...]:
    items: list[Item] = []
    lines: dict[str, int] = {}
    try:
        with path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if not line.strip():
                    continue
                item = _item(line.removeprefix(b"\xef\xbb\xbf"), field, path, number)
                first = lines.setdefault(item.id, number)
                if first != number:
                    raise LineIdRepeated(path=path, line=number, id=item.id, first=first)
                items.append(item)
    except OSError as error:
        raise CorpusUnreadable(path=path, reason=error.strerror) from error
    if not items:
        raise CorpusEmpty(path=path)
    return tuple(items)


def write_run(path: Path, questions: Sequence[Item], passages: Sequence[Item], found: Iterable[Sequence[Hit]]) -> None:
    """Writes the hits of each question in TREC run form: ``question Q0 passage rank score tag``.

    Scores go down strictly within a question, since tools sort by them: where two
    are equal, the later one is lowered by a millionth. The file is there when it is
    complete, and not before; that it can be written is found out before ``found`` is
    asked for anything.

    Raises:
        RunUnwritable: the file cannot be written there.
    """
    unfinished: str | None = None
    try:
        if path.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            unfinished = file.name
            for question, hits in zip(questions, found, strict=True):
                _write_hits(file, question.id, passages, hits)
        umask = os.umask(0)
        os.umask(umask)
        Path(unfinished).chmod(0o666 & ~umask)  # a temporary file is for its owner alone
        Path(unfinished).replace(path)
    except OSError as error:
        raise RunUnwritable(path=path, reason=error.strerror) from error
    finally:
        if unfinished is not None:
            Path(unfinished).unlink(missing_ok=True)


def descending(scores: Iterable[float]) -> Iterator[float]:
    """``scores``, best first, each at least a millionth (of itself, if above 1) below the one before.

    So they stay apart with six decimals, and as 4-byte numbers, which some tools use.

    >>> [round(score, 6) for score in descending([0.5, 0.5, 0.2])]
    [0.5, 0.499999, 0.2]
    """
    limit = float("inf")
    for score in scores:
        score = round(min(score, limit), 6)
        yield score
        limit = score - max(1.0, abs(score)) * _STEP


def _item(line: bytes, field: str, path: Path, number: int) -> Item:
    try:
        record = json.loads(line.decode())
    except (ValueError, RecursionError) as error:  # not JSON, not UTF-8, or nested without end
        raise LineNotJson(path=path, line=number) from error
    if not isinstance(record, dict):
        raise LineNotJson(path=path, line=number)
    for name in ("id", field):
        if not isinstance(record.get(name), str):
            raise LineWithoutField(path=path, line=number, field=name)
    if field == "question" and not record[field].strip():
        raise LineWithoutField(path=path, line=number, field=field)
    if record["id"].split() != [record["id"]] or not _encodable(record["id"]):
        raise LineIdUnusable(path=path, line=number, id=record["id"])
    return Item(record["id"], record[field])


def _encodable(text: str) -> bool:
    """Whether ``text`` can be written: JSON can spell half of a surrogate pair, UTF-8 cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _write_hits(file: IO[str], question: str, passages: Sequence[Item], hits: Sequence[Hit]) -> None:
    for rank, (hit, score) in enumerate(zip(hits, descending(hit.score for hit in hits), strict=True), start=1):
        file.write(f"{question} Q0 {passages[hit.number].id} {rank} {score:.6f} {TAG}\n")
