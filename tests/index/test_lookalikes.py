"""The pairs of sentences that the cross-encoder learns from: of one form, and none of a question set."""

from typing import Any

import pytest

from index.model.training.reading import EVERYDAY, LOOKALIKES, read_lookalikes
from tests.index.training_texts import alike, asked_in_sets, lines, told_in_sets


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    return [record for file in sorted(LOOKALIKES.glob("*.jsonl")) for record in lines(file)]


def test_each_record_is_two_sentences_and_two_questions_on_each(records: list[dict[str, Any]]) -> None:
    assert len(records) > 3000
    for record in records:
        assert list(record) in (["a", "b", "qa", "qb"], ["a", "b", "qa", "qb", "xa", "xb"])
        assert all(30 <= len(record[name]) <= 230 for name in "ab")
        questions = (*record["qa"], *record["qb"])
        assert len(questions) == len(set(questions)) == 4
        assert all(4 <= len(question) <= 45 for question in questions)


def test_the_words_of_each_answer_stand_in_its_sentence_where_they_are_given(records: list[dict[str, Any]]) -> None:
    told = [record for record in records if "xa" in record]
    assert len(told) > 1000
    for record in told:
        for name in "ab":
            assert len(record["x" + name]) == 2
            assert all(words and words in record[name] for words in record["x" + name])


def test_no_sentence_stands_twice(records: list[dict[str, Any]]) -> None:
    sentences = [record[name] for record in records for name in "ab"]
    assert len(set(sentences)) == len(sentences)


def test_no_question_and_no_sentence_is_one_of_a_question_set(records: list[dict[str, Any]]) -> None:
    own = [question for record in records for question in (*record["qa"], *record["qb"])]
    assert list(alike(own, asked_in_sets())) == []
    assert list(alike([record[name] for record in records for name in "ab"], told_in_sets())) == []


def test_both_kinds_of_our_own_texts_are_read(records: list[dict[str, Any]]) -> None:
    found = list(read_lookalikes(EVERYDAY, LOOKALIKES))
    assert found[-1].told == (records[-1]["a"], records[-1]["b"])
    assert found[-1].asked == (tuple(records[-1]["qa"]), tuple(records[-1]["qb"]))
    told = [item for item in found if item.words[0]]
    assert [item.words[0] for item in told] == [tuple(record["xa"]) for record in records if "xa" in record]
    assert len(found) > 6000 + len(records) - 1
    assert all(len(item.told) == len(item.asked) == 2 and all(item.asked) for item in found)
