"""The made-up speech with vectors of four numbers; token vectors point along 水, 公路 or between them."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.legs import DenseLeg, LexicalLeg, SoftLeg
from index.outline import Outline
from index.parse import parse_outline
from index.passages import Passage, divide
from index.sealing import embed
from index.softmatch import SoftMatch
from index.static import TokenVectors
from index.store import VectorStore
from index.units import passage_texts, sentence_texts, units_of
from tests.conftest import CountingEmbeddings


@pytest.fixture
def outline(speech_text: str) -> Outline:
    return parse_outline(speech_text)


@pytest.fixture
def passages(outline: Outline) -> tuple[Passage, ...]:
    return divide(outline)


@pytest.fixture
def vectors() -> TokenVectors:
    table = {"水": (1.0, 0.0), "路": (0.0, 1.0), "河": (0.8, 0.6), "资": (0.2, 1.0), "车": (0.1, 1.0)}
    return TokenVectors(list(table), np.array(list(table.values()), dtype=np.float16))


@pytest.fixture
def store(outline: Outline, passages: tuple[Passage, ...], tmp_path: Path) -> Iterator[VectorStore]:
    store = VectorStore.create(tmp_path, "legs")
    units = units_of(outline, passages)
    store.add(units, embed(CountingEmbeddings(), [unit.text for unit in units]))
    yield store
    store.close()


def test_lexical_scores_are_for_passages_and_sentences(outline: Outline, passages: tuple[Passage, ...]) -> None:
    found = LexicalLeg(passage_texts(outline, passages), sentence_texts(outline)).scores(["养护公路"])[0]
    assert passages[int(found.passages.argmax())].address == "一（二）二是"
    assert "养护公路310公里" in outline.quote(outline.sentences[int(found.sentences.argmax())])


def test_dense_scores_are_the_exact_cosines(
    outline: Outline, passages: tuple[Passage, ...], store: VectorStore
) -> None:
    embeddings = CountingEmbeddings()
    leg = DenseLeg(store, embeddings, len(passages), len(outline.sentences))
    found = leg.scores(["公路和资金"])[0]
    query = np.array(embeddings.embed_query("公路和资金"))
    for scores, texts in (
        (found.passages, passage_texts(outline, passages)),
        (found.sentences, sentence_texts(outline)),
    ):
        np.testing.assert_allclose(scores, embed(embeddings, texts) @ query, atol=1e-5)


def test_units_beyond_the_widest_search_have_the_least_score(
    outline: Outline, passages: tuple[Passage, ...], store: VectorStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.legs.WIDE", 3)
    found = DenseLeg(store, CountingEmbeddings(), len(passages), len(outline.sentences)).scores(["公路"])[0]
    everything = np.concatenate([found.passages, found.sentences])
    assert (everything == everything.min()).sum() >= len(everything) - 3


def test_a_query_without_known_words_scores_nothing(
    outline: Outline, passages: tuple[Passage, ...], store: VectorStore, vectors: TokenVectors
) -> None:
    dense = DenseLeg(store, CountingEmbeddings(), len(passages), len(outline.sentences)).scores(["天气"])[0]
    soft = SoftLeg(vectors, outline, passages).scores(["天气"])[0]
    for found in (dense, soft):
        assert found.passages.tolist() == [0] * len(passages)
        assert found.sentences.tolist() == [0] * len(outline.sentences)


@pytest.mark.parametrize("query", ["水", "车和水", "河里有资金吗"])
def test_soft_scores_are_those_of_the_joined_texts(
    outline: Outline, passages: tuple[Passage, ...], vectors: TokenVectors, query: str
) -> None:
    """Of one token, where weights do not matter; of several, each token's best is compared."""
    leg = SoftLeg(vectors, outline, passages)
    weights = leg._match.weights(leg._match.tokens(query))
    found = leg.scores([query])[0]
    for scores, texts in (
        (found.passages, passage_texts(outline, passages)),
        (found.sentences, sentence_texts(outline)),
    ):
        match = SoftMatch(vectors, texts)
        expected = weights @ match.cosines(match.tokens(query))
        known = [any(char in "水路河资车" for char in text) for text in texts]
        np.testing.assert_allclose(scores[known], expected[known], atol=1e-6)


def test_questions_scored_together_have_the_scores_of_each_alone(
    outline: Outline, passages: tuple[Passage, ...], store: VectorStore, vectors: TokenVectors
) -> None:
    queries = ["公路和资金", "天气", "河里有资金吗", "公路和资金"]
    legs = (
        LexicalLeg(passage_texts(outline, passages), sentence_texts(outline)),
        DenseLeg(store, CountingEmbeddings(), len(passages), len(outline.sentences)),
        SoftLeg(vectors, outline, passages),
    )
    for leg in legs:
        together = leg.scores(queries)
        assert len(together) == len(queries)
        for query, found in zip(queries, together, strict=True):
            alone = leg.scores([query])[0]
            np.testing.assert_allclose(found.passages, alone.passages, atol=1e-6)
            np.testing.assert_allclose(found.sentences, alone.sentences, atol=1e-6)


def test_headings_are_left_out_when_told(
    outline: Outline, passages: tuple[Passage, ...], vectors: TokenVectors
) -> None:
    start = outline.text.index("整治河道18公里")
    sentence = outline.sentence_at(start)
    assert sentence is not None
    with_headings = SoftLeg(vectors, outline, passages).scores(["水"])[0].sentences[sentence.number]
    without = SoftLeg(vectors, outline, passages, headings=False).scores(["水"])[0].sentences[sentence.number]
    assert with_headings == pytest.approx(1.0, abs=1e-3)
    assert without < with_headings or "水" in outline.quote(sentence)
