"""The documents that the cross-encoder learns from: of one form, none of a question set, and read as in use."""

import random
from collections import Counter
from pathlib import Path

import pytest

from index.embedding import own_vectors
from index.model.training.documents import DOCUMENTS, Asked, document_groups, read_documents
from tests.index.tiny_data import write_documents
from tests.index.training_texts import SETS, alike, asked_in_sets, lines

FILES = sorted(DOCUMENTS.glob("*.jsonl"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_each_document_has_its_questions_with_exact_evidence(file: Path) -> None:
    text = file.with_suffix(".txt").read_text(encoding="utf-8")
    found = list(lines(file))
    assert len(text) > 4000
    assert len(found) > 45
    for line in found:
        assert line["answerable"] == bool(line["evidence"]) == (line["type"] != "unanswerable")
        assert all(text.count(quote) == 1 for quote in line["evidence"])
    kinds = Counter(line["notes"].partition(":")[0] for line in found if not line["answerable"])
    assert kinds["near_miss"] > 12


def test_no_question_is_one_of_a_question_set_and_no_document_is() -> None:
    asked = [line["question"] for file in FILES for line in lines(file)]
    assert list(alike(asked, asked_in_sets())) == []
    assert not {file.stem for file in FILES} & {file.stem for file in SETS.glob("**/*.txt")}


def test_a_question_has_the_sentences_that_answer_it_and_the_nearest_that_do_not(tmp_path: Path) -> None:
    invested, opened = read_documents(write_documents(tmp_path / "documents"), own_vectors())
    assert invested.right == ("水利：水库总投资9.8亿元。",)
    assert invested.wrong[0] == "水利：水库投资完成四成。"
    assert opened.right == ()
    assert set(opened.wrong) >= {"水利：水库总投资9.8亿元。", "水利：水库投资完成四成。"}


def test_a_group_has_a_sentence_that_answers_if_there_is_one_and_four_others() -> None:
    wrong = tuple("一二三四五六七八")
    items = [Asked("有？", ("是", "也是"), wrong), Asked("没有？", (), wrong), Asked("少？", ("是",), ("一",))]
    made = {group[0].question: group for group in document_groups(items, random.Random(1))}
    assert [pair.answers for pair in made["有？"]] == [True, False, False, False, False]
    assert [pair.answers for pair in made["没有？"]] == [False] * 4
    assert [pair.text for pair in made["没有？"]][:2] == ["一", "二"]
    assert len(made["少？"]) == 2


def test_the_answer_stands_in_the_evidence() -> None:
    asked = Asked("总投资多少？", ("水利：水库投资9亿元。",), ("水利：水库投资完成四成。",), ("9亿元", "不在这里"))
    ((right, wrong),) = document_groups([asked], random.Random(1))
    assert [right.text[start:end] for start, end in right.places] == ["9亿元"]
    assert not wrong.answers
    assert wrong.places == ()
