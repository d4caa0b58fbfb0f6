"""A corpus of five texts over a model in which 电费 means 电价, and 路 nothing."""

from collections.abc import Sequence

import numpy as np
import pytest

from index.corpus_search import CorpusSearch
from index.embedding import NamedEmbeddings, StaticEmbeddings
from index.lexical import Bm25
from index.static import TokenVectors

TEXTS = ["平均电价下降", "新建公路三条", "水库蓄水", "新建水库", ""]
TABLE = {"电价": (1.0, 0.0, 0.0), "电费": (0.9, 0.1, 0.0), "水库": (0.0, 1.0, 0.2), "蓄水": (0.0, 0.8, 0.6)}


@pytest.fixture
def static() -> StaticEmbeddings:
    return StaticEmbeddings(TokenVectors(list(TABLE), np.array(list(TABLE.values()), dtype=np.float16)), "hand", "1")


def numbers(search: CorpusSearch, question: str, k: int = 100) -> list[int]:
    (hits,) = search.search([question], k)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    return [hit.number for hit in hits]


def test_the_lexical_leg_is_bm25_and_needs_no_model() -> None:
    (hits,) = CorpusSearch(TEXTS, "lexical").search(["新建水库"])
    scores = Bm25(TEXTS).scores("新建水库")
    assert [hit.number for hit in hits] == [3, 2, 1, 0, 4]
    assert [hit.score for hit in hits] == pytest.approx(sorted(scores.tolist(), reverse=True))


def test_the_dense_leg_finds_what_is_said_in_other_words(static: StaticEmbeddings) -> None:
    assert numbers(CorpusSearch(TEXTS, "dense", static), "电费", 1) == [0]


def test_the_dense_leg_reads_its_nearest_word_by_word(static: StaticEmbeddings) -> None:
    long = "水库" * 3 + "电价"  # as a whole it is about 水库
    search = CorpusSearch(["水库蓄水", long, "公路"], "dense", static)
    (hits,) = search.search(["电费"])
    assert [hit.number for hit in hits] == [1, 0, 2]
    assert hits[0].score > hits[1].score > hits[2].score


def test_the_dense_leg_gives_as_many_as_are_asked_for(static: StaticEmbeddings) -> None:
    assert len(numbers(CorpusSearch(["电价"] * 900, "dense", static), "电费", 600)) == 600


def test_the_hybrid_finds_by_words_and_by_meaning(static: StaticEmbeddings) -> None:
    search = CorpusSearch(TEXTS, "hybrid", static)
    assert numbers(search, "电费", 1) == [0]
    assert numbers(search, "三条公路", 1) == [1]
    assert numbers(search, "新建水库", 2) == [3, 2]


def test_the_hybrid_works_with_models_without_token_vectors(embeddings: NamedEmbeddings) -> None:
    assert numbers(CorpusSearch(TEXTS, "hybrid", embeddings), "公路三条", 1) == [1]


def test_no_more_than_k_and_no_text_twice(static: StaticEmbeddings) -> None:
    for leg in ("lexical", "dense", "hybrid"):
        search = CorpusSearch([f"水库{n}" for n in range(150)], leg, static)
        found = numbers(search, "水库7")
        assert len(found) == len(set(found)) == 100


def test_texts_that_score_the_same_keep_their_order() -> None:
    assert numbers(CorpusSearch(["水", "电", "水", "路"] * 40, "lexical"), "水", 90) == [
        *(n for n in range(160) if n % 2 == 0),
        *range(1, 20, 2),
    ]


def test_many_questions_are_answered_in_their_order(static: StaticEmbeddings) -> None:
    questions = ["电费", "公路", "蓄水"] * 50
    search = CorpusSearch(TEXTS, "hybrid", static)
    found = [hits[0].number for hits in search.search(questions)]
    assert found == [numbers(search, question)[0] for question in questions[:3]] * 50


def test_a_leg_without_its_model_is_refused() -> None:
    with pytest.raises(ValueError, match="dense leg needs a model"):
        CorpusSearch(TEXTS, "dense")


def test_progress_ends_at_the_number_of_texts(static: StaticEmbeddings) -> None:
    told: dict[str, tuple[int, int]] = {}
    CorpusSearch(["水"] * 300, "hybrid", static, progress=lambda stage, *count: told.__setitem__(stage, count))
    assert told == {"dense": (300, 300), "lexical": (300, 300)}


class Shortest:
    """A reranker that likes short texts, and remembers how many it read."""

    name = "shortest"
    read = 0

    def scores(self, question: str, texts: Sequence[str]) -> np.ndarray:
        self.read = len(texts)
        return np.array([-len(text) for text in texts], dtype=np.float32)


def test_a_reranker_orders_the_best_ten_and_leaves_the_rest() -> None:
    texts = ["水库" * n for n in range(1, 31)]
    plain, shortest = numbers(CorpusSearch(texts, "lexical"), "水库"), Shortest()
    reranked = numbers(CorpusSearch(texts, "lexical", reranker=shortest), "水库")
    assert shortest.read == 10
    assert reranked == sorted(plain[:10]) + plain[10:]
