"""Many questions from a file: one answer a line, in the same order, whatever single lines are like."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TextIO

from assistant.answer import Answer
from assistant.errors import FileMissing, FileUnreadable, FolderNotWritable
from assistant.faults import record_fault
from assistant.messages import Lang, explain, text
from index.errors import SpeechError


class Asked(Protocol):
    """What is needed of an assistant here."""

    def ask(self, question: str, history: Sequence[str] = (), *, id: str | None = None, lang: Lang = "zh") -> Answer:
        """The answer; raises SpeechError for a question that cannot be asked."""
        ...


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the file; ``id`` is given back as it stands there."""

    id: Any
    question: str
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that holds no question: ``key`` of the message that says why."""

    id: Any
    key: str


@contextmanager
def questions(path: Path) -> Iterator[Iterator[Question | BadLine]]:
    """The questions of a JSON-lines file, read as they are asked for; blank lines are left out.

    Raises:
        FileMissing, FileUnreadable: on entering, before anything is answered.
    """
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise FileMissing(path=str(path)) from error
    except OSError as error:
        raise FileUnreadable(path=str(path), reason=error.strerror or str(error)) from error
    with file:
        yield (parse(raw) for raw in file if raw.strip(b"\xef\xbb\xbf \t\r\n"))


def parse(raw: bytes) -> Question | BadLine:
    """The question in one line."""
    try:
        line = json.loads(raw.decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError):
        return BadLine(None, "batch.not_json")
    if not isinstance(line, dict):
        return BadLine(None, "batch.not_object")
    number = line.get("id")
    if not isinstance(line.get("question"), str):
        return BadLine(number, "batch.no_question")
    history = line.get("history") or []
    if not isinstance(history, list) or not all(isinstance(item, str) for item in history):
        return BadLine(number, "batch.bad_history")
    return Question(number, line["question"], tuple(history))


@contextmanager
def output(path: Path | None) -> Iterator[TextIO]:
    """The file to write answers to; standard output where ``path`` is None.

    Raises:
        FolderNotWritable: there is no such folder, or nothing can be written in it.
    """
    if path is None:
        yield sys.stdout
        return
    try:
        file = path.open("w", encoding="utf-8", newline="\n")
    except OSError as error:
        raise FolderNotWritable(path=str(path.absolute().parent), reason=error.strerror or str(error)) from error
    with file:
        yield file


def answer_lines(
    assistant: Asked, lines: Iterator[Question | BadLine], file: TextIO, lang: Lang = "zh"
) -> tuple[int, int]:
    """Writes one line for each question as soon as it is answered; how many were read, and how many were faulty."""
    asked = faulty = 0
    for line in lines:
        result = _result(assistant, line, lang)
        faulty += "error" in result
        asked += 1
        file.write(json.dumps(result, ensure_ascii=False) + "\n")
        file.flush()
        if sys.stderr.isatty():
            print(f"\r{asked}", end="", file=sys.stderr, flush=True)
    if asked and sys.stderr.isatty():
        print("\r", end="", file=sys.stderr)
    return asked, faulty


def _result(assistant: Asked, line: Question | BadLine, lang: Lang) -> dict[str, Any]:
    if isinstance(line, BadLine):
        return {"id": line.id, "error": text(line.key, lang)}
    try:
        answer = assistant.ask(line.question, line.history, lang=lang)
    except SpeechError as error:
        return {"id": line.id, "error": explain(error, lang)}
    except Exception as error:  # noqa: BLE001  one question's fault must not cost the others their answers
        log = record_fault(error, [line.question])
        return {"id": line.id, "error": text("error.unexpected", lang, name=type(error).__name__, log=log)}
    return answer.to_dict() | {"id": line.id}
