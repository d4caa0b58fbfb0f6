"""The everyday questions that the model learns from: of one form, and none that a question set asks."""

from typing import Any

import pytest

from index.model.training.reading import EVERYDAY
from tests.bigrams import bigrams
from tests.index.training_texts import alike, asked_in_sets, lines, told_in_sets


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    return [record for file in sorted(EVERYDAY.glob("*.jsonl")) for record in lines(file)]


def test_each_record_is_a_sentence_two_questions_and_one_that_another_sentence_answers(
    records: list[dict[str, Any]],
) -> None:
    assert len(records) > 6000
    for record in records:
        assert set(record) == {"text", "questions", "near", "other"}
        assert 15 <= len(record["other"]) <= 230
        assert 15 <= len(record["text"]) <= 120
        assert len(record["questions"]) == 2
        assert all(4 <= len(question) <= 45 for question in (*record["questions"], record["near"]))


def test_no_sentence_stands_twice(records: list[dict[str, Any]]) -> None:
    for name in ("text", "other"):
        assert len({record[name] for record in records}) == len(records)


def test_questions_avoid_the_words_of_their_sentence(records: list[dict[str, Any]]) -> None:
    shares = [
        len(bigrams(question) & bigrams(record["text"])) / len(bigrams(question))
        for record in records
        for question in record["questions"]
    ]
    assert sum(share > 1 / 3 for share in shares) < len(shares) / 100
    assert sum(shares) / len(shares) < 0.1


def test_no_question_and_no_sentence_is_one_of_a_question_set(records: list[dict[str, Any]]) -> None:
    own = [question for record in records for question in (*record["questions"], record["near"])]
    assert list(alike(own, asked_in_sets())) == []
    assert list(alike([record[name] for record in records for name in ("text", "other")], told_in_sets())) == []
