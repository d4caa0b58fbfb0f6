"""The everyday questions that the model learns from: of one form, and none that a question set asks."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from index.model.training.reading import EVERYDAY
from tests.bigrams import bigrams

SETS: Final = Path(__file__).parents[1] / "questions"
SPEECH: Final = Path(__file__).parents[2] / "index" / "corpus" / "speech.txt"
ALIKE: Final = 0.4
"""Share of their bigrams, taken together, from which two texts have too many in common."""


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    return [record for file in sorted(EVERYDAY.glob("*.jsonl")) for record in _lines(file)]


def test_each_record_is_a_sentence_two_questions_and_one_that_it_does_not_answer(records: list[dict[str, Any]]) -> None:
    assert len(records) > 6000
    for record in records:
        assert set(record) == {"text", "questions", "near"}
        assert 15 <= len(record["text"]) <= 120
        assert len(record["questions"]) == 2
        assert all(4 <= len(question) <= 45 for question in (*record["questions"], record["near"]))


def test_no_sentence_stands_twice(records: list[dict[str, Any]]) -> None:
    assert len({record["text"] for record in records}) == len(records)


def test_questions_avoid_the_words_of_their_sentence(records: list[dict[str, Any]]) -> None:
    shares = [
        len(bigrams(question) & bigrams(record["text"])) / len(bigrams(question))
        for record in records
        for question in record["questions"]
    ]
    assert sum(share > 1 / 3 for share in shares) < len(shares) / 100
    assert sum(shares) / len(shares) < 0.1


def test_no_question_and_no_sentence_is_one_of_a_question_set(records: list[dict[str, Any]]) -> None:
    asked = [line["question"] for file in SETS.glob("**/*.jsonl") for line in _lines(file) if "question" in line]
    texts = [file.read_text(encoding="utf-8") for file in (SPEECH, *SETS.glob("**/*.txt"))]
    told = [sentence for text in texts for sentence in re.findall(r"[^。；\n]{8,}", text)]
    own = [question for record in records for question in (*record["questions"], record["near"])]
    assert list(_alike(own, asked)) == []
    assert list(_alike([record["text"] for record in records], told)) == []


def _lines(file: Path) -> Iterator[dict[str, Any]]:
    for line in file.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _alike(ones: Iterable[str], others: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each of ``ones`` with the one of ``others`` that is too much like it."""
    sides = [(text, bigrams(text)) for text in others]
    places: dict[str, list[int]] = defaultdict(list)
    for place, (_, pairs) in enumerate(sides):
        for pair in pairs:
            places[pair].append(place)
    for one in ones:
        mine = bigrams(one)
        common = Counter(place for pair in mine for place in places.get(pair, ()))
        for place, count in common.items():
            other, theirs = sides[place]
            if count >= ALIKE * len(mine | theirs):
                yield one, other
