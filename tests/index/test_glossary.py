"""The glossary: its form, that no question set is in it, and what is made of it."""

import random
from pathlib import Path
from typing import Any

import pytest

from index.model.training.glossary import Rewording, glossary_pairs
from index.model.training.pairs import Pair
from index.model.training.reading import GLOSSARY, Record, read_glossary
from tests.bigrams import bigrams
from tests.index.training_texts import asked_in_sets, contained, lines

SMALL = {"贷款": ("借的钱",), "不良贷款": ("收不回来的账",)}


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    return [record for file in sorted(GLOSSARY.glob("*.jsonl")) for record in lines(file)]


def test_each_record_is_an_expression_and_other_words_for_it(records: list[dict[str, Any]]) -> None:
    assert len(records) > 1500
    for record in records:
        assert list(record) == ["official", "plain"]
        assert 2 <= len(record["official"]) <= 14
        assert 2 <= len(set(record["plain"])) == len(record["plain"]) <= 5
        assert all(2 <= len(plain) <= 16 and plain != record["official"] for plain in record["plain"])
    assert len({record["official"] for record in records}) == len(records)


def test_plain_words_are_other_words(records: list[dict[str, Any]]) -> None:
    shares = [
        len(bigrams(plain) & bigrams(record["official"])) / len(bigrams(plain))
        for record in records
        for plain in record["plain"]
    ]
    assert sum(shares) / len(shares) < 0.05


def test_no_words_are_those_of_a_question_set(records: list[dict[str, Any]]) -> None:
    plain = [words for record in records for words in record["plain"]]
    assert list(contained(plain, asked_in_sets())) == []


def test_words_of_which_most_stand_in_a_question_are_found() -> None:
    asked = ["银行收不回来的坏账有多少？", "公厕由谁负责？"]
    assert list(contained(["收不回来的账", "坏账", "建公厕的人是谁"], asked)) == [("收不回来的账", asked[0])]


def test_the_longest_expression_is_put_into_plain_words() -> None:
    always, never = Rewording(SMALL, 1.0), Rewording(SMALL, 0.0)
    assert always("不良贷款和贷款各有多少？", random.Random(1)) == "收不回来的账和借的钱各有多少？"
    assert never("不良贷款和贷款各有多少？", random.Random(1)) == "不良贷款和贷款各有多少？"
    assert Rewording({}, 1.0)("不良贷款多少？", random.Random(1)) == "不良贷款多少？"


def test_plain_words_lead_to_the_expression_and_to_a_sentence_of_an_official_text_that_uses_it() -> None:
    used = Record("work_reports_zh_en", {"zh": "不良贷款余额和不良贷款率双双下降。", "en": "Both fell."})
    other = Record("news_docs", {"p": "这家银行的全部贷款今年以来明显增加。"})
    too_short = Record("news_broadcast_title_body", {"p": "贷款增加。"})
    assert list(glossary_pairs(SMALL, [used, other, too_short], 1)) == [
        Pair("借的钱", "贷款", "glossary"),
        Pair("借的钱", used["zh"], "glossary_in_use"),
        Pair("收不回来的账", "不良贷款", "glossary"),
        Pair("收不回来的账", used["zh"], "glossary_in_use"),
    ]


def test_the_files_of_a_folder_are_read_together(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"official": "贷款", "plain": ["借的 钱"]}\n', encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"official": "严禁", "plain": ["不许", "不让"]}\n', encoding="utf-8")
    assert read_glossary(tmp_path) == {"贷款": ("借的钱",), "严禁": ("不许", "不让")}
