import threading
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from langchain_core.callbacks import BaseCallbackHandler

from index.build import open_index
from index.errors import IndexDamaged
from index.legs import Fused
from index.retriever import HybridRetriever, SpeechIndex
from index.scoring import Weights
from tests.conftest import CountingEmbeddings


class Broken:
    """A leg that fails."""

    outside = False

    def scores(self, queries: Sequence[str]) -> list[Fused]:
        raise ValueError(queries)


class BrokenBeside(Broken):
    """One that fails in a thread of its own."""

    outside = True


@pytest.fixture(params=["embedded", "server"])
def speech(request: pytest.FixtureRequest, speech_file: Path, tmp_path: Path) -> Iterator[SpeechIndex]:
    server = request.getfixturevalue("chroma_server") if request.param == "server" else None
    with open_index(speech_file, tmp_path / "data", CountingEmbeddings(), server=server) as speech:
        yield speech


@pytest.fixture
def shipped(tmp_path: Path) -> Iterator[SpeechIndex]:
    with open_index(None, tmp_path / "data", CountingEmbeddings()) as speech:
        yield speech


@pytest.mark.parametrize(
    ("question", "address"),
    [
        ("新建公路多少公里？", "一（二）一是"),
        ("9月底前建成哪个水库", "二（一）一要"),
        ("项目资金缺口是多少", "一·第2段一是"),
    ],
)
def test_the_passage_that_answers_is_first(speech: SpeechIndex, question: str, address: str) -> None:
    first = speech.search(question).passages[0].passage
    assert speech.outline.quote(first) in speech.outline.text
    assert first.address == address


def test_the_sentence_that_answers_scores_highest(speech: SpeechIndex) -> None:
    scores = speech.search("水质达标率是多少").sentence_scores
    assert scores.shape == (len(speech.outline.sentences),)
    assert scores.dtype == np.float32
    assert "93.5%" in speech.outline.quote(speech.outline.sentences[int(scores.argmax())])


def test_passages_are_disjoint_and_best_first(speech: SpeechIndex) -> None:
    found = speech.search("资金").passages
    assert len({item.passage.number for item in found}) == len(found)
    spans = sorted((item.passage.start, item.passage.end) for item in found)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    scores = [item.score for item in found]
    assert scores == sorted(scores, reverse=True)


def test_a_short_document_gives_all_its_passages(speech: SpeechIndex) -> None:
    assert len(speech.search("公路").passages) == len(speech.passages)


@pytest.mark.parametrize("question", ["不良贷款率", "完全不相干的问题 xyz", "", "？"])
def test_there_are_ten_passages_and_fifteen_hundred_characters(shipped: SpeechIndex, question: str) -> None:
    found = shipped.search(question).passages
    assert len(found) >= 10
    assert sum(item.passage.end - item.passage.start for item in found) >= 1_500
    assert len(found) < len(shipped.passages)


def test_several_questions_are_answered_as_each_alone(speech: SpeechIndex) -> None:
    retriever = HybridRetriever(speech=speech)
    queries = ["新建公路多少公里？", "水库", "新建公路多少公里？水库呢？"]
    assert retriever.batch([]) == []
    for query, documents in zip(queries, retriever.batch(queries), strict=True):
        alone = retriever.invoke(query)
        assert [document.page_content for document in documents] == [document.page_content for document in alone]
        for one, other in zip(documents, alone, strict=True):
            assert one.metadata["score"] == pytest.approx(other.metadata["score"], abs=1e-5)


def test_whoever_listens_hears_of_each_question_of_several(speech: SpeechIndex) -> None:
    heard: list[str] = []

    class Listener(BaseCallbackHandler):
        def on_retriever_start(self, serialized: dict[str, Any], query: str, **_: Any) -> None:
            heard.append(query)

    HybridRetriever(speech=speech).batch(["公路", "水库"], {"callbacks": [Listener()]})
    assert heard == ["公路", "水库"]


def test_of_several_questions_faults_are_given_back_where_they_are_asked_for(speech: SpeechIndex) -> None:
    retriever = HybridRetriever(speech=speech)
    speech._legs["dense"] = Broken()
    with pytest.raises(ValueError, match="公路"):
        retriever.batch(["公路", "水库"])
    found = retriever.batch(["公路", "水库"], return_exceptions=True)
    assert [type(one) for one in found] == [ValueError, ValueError]


def test_what_works_outside_of_pythons_lock_works_beside_the_rest(speech: SpeechIndex) -> None:
    rest = threading.Event()
    lexical, dense = speech._legs["lexical"], speech._legs["dense"]

    class Inside:
        outside = False

        def scores(self, queries: Sequence[str]) -> list[Fused]:
            rest.set()
            return lexical.scores(queries)

    class Outside:
        outside = True

        def scores(self, queries: Sequence[str]) -> list[Fused]:
            assert rest.wait(60)
            return dense.scores(queries)

    before = speech.score(["公路", "水库"])
    speech._legs.update(lexical=Inside(), dense=Outside())
    after = speech.score(["公路", "水库"])
    assert [list(legs) for legs in after] == [list(legs) for legs in before]
    for old, new in zip(before, after, strict=True):
        assert all(np.array_equal(old[name].sentences, new[name].sentences) for name in old)


def test_a_fault_of_what_works_beside_is_raised(speech: SpeechIndex) -> None:
    speech._legs["dense"] = BrokenBeside()
    with pytest.raises(ValueError, match="公路"):
        speech.search("公路")


def test_k_asks_for_more_and_never_for_less_text(shipped: SpeechIndex) -> None:
    assert len(shipped.search("公路", 20).passages) == 20
    few = shipped.search("公路", 1).passages
    assert sum(item.passage.end - item.passage.start for item in few) >= 1_500


def test_weights_decide_which_leg_is_heard(speech: SpeechIndex) -> None:
    legs = speech.score(["新建公路多少公里？"])[0]
    only = speech.rank(legs, Weights(lexical=1, dense=0, soft=0, sentence=0, passage=0))
    order = np.argsort(-legs["lexical"].passages, kind="stable")
    assert [item.passage.number for item in only.passages] == order.tolist()


def test_the_same_question_has_the_same_answer_from_many_threads(speech: SpeechIndex) -> None:
    expected = [(item.passage.number, item.score) for item in speech.search("水库").passages]
    faults: list[object] = []

    def ask() -> None:
        for _ in range(20):
            found = [(item.passage.number, item.score) for item in speech.search("水库").passages]
            if found != expected:
                faults.append(found)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults


def test_the_retriever_gives_documents_with_their_place(speech: SpeechIndex) -> None:
    documents = HybridRetriever(speech=speech).invoke("新建公路多少公里？")
    first = documents[0]
    text = speech.outline.text
    assert [document.metadata["rank"] for document in documents] == list(range(1, len(documents) + 1))
    assert all(
        text[document.metadata["start"] : document.metadata["end"]] == document.page_content for document in documents
    )
    assert "56公里" in first.page_content
    assert set(first.metadata) == {"address", "start", "end", "score", "rank", "number", "sentences"}
    assert speech.passages[first.metadata["number"]].address == first.metadata["address"]


class Fewest:
    """A reranker that likes short texts."""

    name = "fewest"

    def scores(self, question: str, texts: Sequence[str]) -> np.ndarray:
        return np.array([-len(text) for text in texts], dtype=np.float32)


def test_a_reranker_puts_the_best_ten_in_order_and_their_sentences_go_along(speech: SpeechIndex) -> None:
    plain = speech.search("新建公路多少公里？")
    reranked = speech.reranked(plain, "新建公路多少公里？", Fewest())
    lengths = [len(f"{item.passage.context} {speech.outline.quote(item.passage)}") for item in reranked.passages[:10]]
    assert lengths == sorted(lengths)
    assert [item.passage for item in reranked.passages[10:]] == [item.passage for item in plain.passages[10:]]
    assert [item.score for item in reranked.passages] == [item.score for item in plain.passages]
    before = {item.passage.number: item.score for item in plain.passages}
    for item in reranked.passages:
        for number in item.passage.sentences:
            moved = reranked.sentence_scores[number] - plain.sentence_scores[number]
            assert moved == pytest.approx(speech.weights.passage * (item.score - before[item.passage.number]), abs=1e-5)


def test_the_retriever_reranks_where_it_is_told_to(speech: SpeechIndex) -> None:
    plain = HybridRetriever(speech=speech).invoke("新建公路多少公里？")
    documents = HybridRetriever(speech=speech, reranker=Fewest()).invoke("新建公路多少公里？")
    assert [document.metadata["rank"] for document in documents] == list(range(1, len(documents) + 1))
    assert {document.page_content for document in documents} == {document.page_content for document in plain}
    assert documents[0].page_content != plain[0].page_content


def test_closing_twice_is_closing_once(speech_file: Path, tmp_path: Path) -> None:
    speech = open_index(speech_file, tmp_path / "data", CountingEmbeddings())
    speech.close()
    speech.close()


def test_an_open_index_passes_its_check_and_a_closed_one_does_not(speech_file: Path, tmp_path: Path) -> None:
    speech = open_index(speech_file, tmp_path / "data", CountingEmbeddings())
    speech.check()
    speech.close()
    with pytest.raises(IndexDamaged):
        speech.check()


def test_an_index_that_no_longer_finds_what_it_holds_fails_its_check(speech: SpeechIndex) -> None:
    speech._legs["dense"] = Broken()
    with pytest.raises(IndexDamaged):
        speech.check()
