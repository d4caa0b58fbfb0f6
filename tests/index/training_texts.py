"""What tests of our own training texts share: the texts of the question sets, and who is too much like them."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import ceil
from pathlib import Path
from typing import Any, Final

from tests.bigrams import bigrams

SETS: Final = Path(__file__).parents[1] / "questions"
SPEECH: Final = Path(__file__).parents[2] / "index" / "corpus" / "speech.txt"
ALIKE: Final = 0.4
"""Share of their bigrams, taken together, from which two texts have too many in common."""
CONTAINED: Final = 0.6
"""Share of a few words' bigrams from which too much of them stands in one question."""
FEW: Final = 4
"""Bigrams below which words are anybody's."""


def asked_in_sets() -> list[str]:
    """The questions of all sets."""
    return [line["question"] for file in SETS.glob("**/*.jsonl") for line in lines(file) if "question" in line]


def told_in_sets() -> list[str]:
    """The sentences of the speech and of all texts that are asked about."""
    texts = [file.read_text(encoding="utf-8") for file in (SPEECH, *SETS.glob("**/*.txt"))]
    return [sentence for text in texts for sentence in re.findall(r"[^。；\n]{8,}", text)]


def lines(file: Path) -> Iterator[dict[str, Any]]:
    """The records of ``file``."""
    for line in file.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def alike(ones: Iterable[str], others: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each of ``ones`` with the one of ``others`` that is too much like it."""
    sides = [(text, bigrams(text)) for text in others]
    places = _places(pairs for _, pairs in sides)
    for one in ones:
        mine = bigrams(one)
        # Who is alike has ALIKE of them at the least, and so at least one of the others: the rarest are looked up.
        rarest = sorted(mine, key=lambda pair: len(places.get(pair, ())))[: len(mine) - ceil(ALIKE * len(mine)) + 1]
        for place in {place for pair in rarest for place in places.get(pair, ())}:
            other, theirs = sides[place]
            if len(mine & theirs) >= ALIKE * len(mine | theirs):
                yield one, other


def contained(ones: Iterable[str], others: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each of ``ones`` with one of ``others`` in which too much of it stands."""
    sides = [(text, bigrams(text)) for text in others]
    places = _places(pairs for _, pairs in sides)
    for one in ones:
        mine = bigrams(one)
        for place in {place for pair in mine for place in places.get(pair, ())} if len(mine) >= FEW else ():
            other, theirs = sides[place]
            if len(mine & theirs) >= CONTAINED * len(mine):
                yield one, other


def _places(sides: Iterable[frozenset[str]]) -> dict[str, list[int]]:
    """Where among ``sides`` each bigram stands."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, pairs in enumerate(sides):
        for pair in pairs:
            places[pair].append(place)
    return places
