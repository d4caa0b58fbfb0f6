"""What was retrieved, read from the retriever's documents and merged over several searches."""

from collections.abc import Mapping

import pytest
from langchain_core.documents import Document

from assistant.answer import Retrieved
from assistant.evidence import Evidence, Found, looked_up, merged, nearest, read_evidence
from index.parse import parse_outline

OUTLINE = parse_outline("新建水库3座。\n整治河道18公里。养护公路310公里。\n追回欠薪2600多万元。\n新建卫生院5个。")


def found(number: int, score: float, soft: float = 0.0) -> Found:
    sentence = OUTLINE.sentences[number]
    return Found(sentence, OUTLINE.quote(sentence), score, soft)


def evidence(query: str, scores: Mapping[int, float]) -> Evidence:
    items = [found(number, score) for number, score in scores.items()]
    return Evidence(query, (), tuple(sorted(items, key=lambda item: -item.score)))


def document(rank: int, sentences: Mapping[int, tuple[float, float]]) -> Document:
    data = {"rank": rank, "address": f"第{rank}段", "start": 0, "end": 8, "score": 1 / rank, "sentences": sentences}
    return Document(page_content="", metadata=data)


def numbers(items: Evidence) -> list[int]:
    return [item.sentence.number for item in items.sentences]


def test_sentences_of_all_passages_come_best_first_and_passages_by_their_rank() -> None:
    read = read_evidence("水库", [document(1, {1: (0.5, 0.1), 0: (2.0, 0.9)}), document(2, {3: (1.0, 0.3)})], OUTLINE)
    assert numbers(read) == [0, 3, 1]
    assert [(item.rank, item.address, item.score) for item in read.passages] == [(1, "第1段", 1.0), (2, "第2段", 0.5)]
    assert (read.sentences[0].text, read.sentences[0].soft) == ("新建水库3座。", 0.9)


def test_of_equal_sentences_the_one_that_stands_first_comes_first() -> None:
    assert numbers(read_evidence("", [document(1, {2: (1.0, 0.0), 0: (1.0, 0.0)})], OUTLINE)) == [0, 2]


def test_nothing_retrieved_is_empty_evidence() -> None:
    assert read_evidence("水库", [], OUTLINE) == Evidence("水库", (), ())


def test_merging_adds_weighted_scores() -> None:
    both = merged("问", [(evidence("a", {0: 2.0, 1: 1.0}), 0.5), (evidence("b", {0: 1.0, 1: 4.0}), 1.0)])
    assert both.query == "问"
    assert {item.sentence.number: item.score for item in both.sentences} == {1: 4.5, 0: 2.0}
    assert numbers(both) == [1, 0]


def test_a_sentence_that_one_search_missed_counts_there_as_its_worst() -> None:
    both = merged("问", [(evidence("a", {0: 2.0, 1: 1.0}), 1.0), (evidence("b", {0: 3.0}), 1.0)])
    assert {item.sentence.number: item.score for item in both.sentences} == {0: 5.0, 1: pytest.approx(4.0)}


def test_merging_with_nothing_found_keeps_what_was_found() -> None:
    assert numbers(merged("问", [(evidence("a", {0: 2.0, 1: 1.0}), 1.0), (evidence("b", {}), 1.0)])) == [0, 1]


def test_the_nearest_are_of_different_paragraphs_and_at_most_three() -> None:
    near = nearest([found(1, 5), found(2, 4), found(0, 3), found(4, 2), found(3, 1)])
    assert [item.quote for item in near] == ["整治河道18公里。", "新建水库3座。", "新建卫生院5个。"]
    assert all(OUTLINE.text[item.start : item.end] == item.quote for item in near)
    assert nearest([]) == ()


def test_what_is_read_off_the_outline_comes_before_the_passages_and_apart_from_them() -> None:
    outline = parse_outline("一、任务\n（一）抓项目。一是快建。新建水库3座。二是严管。查处案件5起。")
    leads = [item for item in outline.sentences if outline.quote(item) in ("一是快建。", "二是严管。")]
    whole = Retrieved(1, "一（一）", leads[0].start, len(outline.text), 2.0)

    found = looked_up(leads, [whole])

    assert [outline.text[item.start : item.end] for item in found] == ["一是快建。", "二是严管。", "新建水库3座。"]
    assert [item.rank for item in found] == [1, 2, 3]
    assert found[0].score > found[1].score > found[2].score
