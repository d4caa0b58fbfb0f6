"""The training data, read and cleaned: every text in Simplified script, one form of spaces."""

import json
import lzma
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from opencc import OpenCC

EVERYDAY = Path(__file__).with_name("everyday")
"""Official sentences and everyday questions on them, which the recipe carries itself: see the folder's README."""
LOOKALIKES = Path(__file__).with_name("lookalikes")
"""Pairs of official sentences on one matter, with questions that only one of the two answers, likewise."""
GLOSSARY = Path(__file__).with_name("glossary")
"""Official expressions, each with the words that others have for it, likewise."""
_TRADITIONAL = "traditional"
_SPACES = re.compile(r"[^\S\n]+")
_SPACE_BESIDE_CHINESE = re.compile(r"(?<=[一-鿿，。！？；：、]) +| +(?=[一-鿿，。！？；：、])")
_LINES = re.compile(r"\s*\n\s*")
Glossary = Mapping[str, tuple[str, ...]]
"""The plain words for each official expression."""


@dataclass(frozen=True, slots=True)
class Record:
    """One line of one data file: its fields as cleaned text, by name."""

    source: str
    fields: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")


def read_records(data: Path) -> Iterator[Record]:
    """The records of every ``*.jsonl.xz`` file in ``data``, files by name, lines in order.

    Raises:
        FileNotFoundError: ``data`` holds no such file.
    """
    files = sorted(data.glob("*.jsonl.xz"))
    if not files:
        raise FileNotFoundError(f"{data} holds no *.jsonl.xz file: give the folder of the training data")
    simplified = OpenCC("t2s")
    for file in files:
        source = file.name.partition(".")[0]
        convert = simplified.convert if _TRADITIONAL in source else str
        with lzma.open(file, "rt", encoding="utf-8") as lines:
            for line in lines:
                fields = json.loads(line)
                yield Record(source, {name: clean(convert(str(text))) for name, text in fields.items()})


def read_everyday(folder: Path) -> Iterator[Record]:
    """A record for each question in the ``*.jsonl`` files of ``folder``, files by name, lines in order."""
    for fields in _lines(folder):
        for question in fields["questions"]:
            yield Record("everyday", {"q": clean(question), "p": clean(fields["text"])})


def read_asked(folder: Path) -> Iterator[Record]:
    """A record for each question of the lookalikes in ``folder``, with the sentence that answers it; likewise."""
    for fields in _lines(folder):
        for told, asked in (("a", "qa"), ("b", "qb")):
            for question in fields[asked]:
                yield Record("lookalike", {"q": clean(question), "p": clean(fields[told])})


@dataclass(frozen=True, slots=True)
class Lookalikes:
    """Two sentences on one matter, the questions that each answers and the other does not, and, if told, in which words."""

    told: tuple[str, str]
    asked: tuple[tuple[str, ...], tuple[str, ...]]
    words: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())


def read_lookalikes(everyday: Path, folder: Path) -> Iterator[Lookalikes]:
    """The lookalikes of ``folder``, and the sentences of ``everyday`` with those that answer the question near them."""
    for found in _lines(everyday):
        yield Lookalikes((found["text"], found["other"]), (tuple(found["questions"]), (found["near"],)))
    for found in _lines(folder):
        words = (tuple(found.get("xa", ())), tuple(found.get("xb", ())))
        yield Lookalikes((found["a"], found["b"]), (tuple(found["qa"]), tuple(found["qb"])), words)


def read_glossary(folder: Path) -> Glossary:
    """The glossary in the ``*.jsonl`` files of ``folder``."""
    return {found["official"]: tuple(map(clean, found["plain"])) for found in _lines(folder)}


def _lines(folder: Path) -> Iterator[dict[str, Any]]:
    """The records of the ``*.jsonl`` files in ``folder``, files by name, lines in order."""
    for file in sorted(folder.glob("*.jsonl")):
        yield from map(json.loads, file.read_text(encoding="utf-8").splitlines())


def clean(text: str) -> str:
    """``text`` without the spaces that typesetting puts around Chinese characters.

    >>> clean("IT之家 8 月 16 日消息，  Intel XeSS")
    'IT之家8月16日消息，Intel XeSS'
    """
    text = _LINES.sub("\n", _SPACES.sub(" ", text.replace("\u3000", " "))).strip()
    return _SPACE_BESIDE_CHINESE.sub("", text)
