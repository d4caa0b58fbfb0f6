import math
from collections.abc import Iterator

import bm25s
import numpy as np
import pytest

from index.lexical import K1, B, Bm25
from index.tokens import lexical_tokens

TEXTS = [
    "不良贷款率为1.78%，远低于5%的监管红线。",
    "平均电价同比下降，工业用电量增长5.3%。",
    "新建水库3座，完成投资2.4亿元；水库、水库、水库。",
    "",
    "The GDP growth rate is 5.3%, 全县生产总值增长百分之五点三。",
]


def oracle(texts: list[str], query: str, k1: float = K1, b: float = B) -> np.ndarray:
    """What bm25s gives for the same tokens, its Lucene variant."""
    model = bm25s.BM25(method="lucene", k1=k1, b=b)
    model.index([lexical_tokens(text) for text in texts], show_progress=False)
    known = [token for token in lexical_tokens(query) if token in model.vocab_dict]
    return model.get_scores(known) if known else np.zeros(len(texts))


@pytest.mark.parametrize("query", ["不良贷款率是多少", "水库水库", "GDP增长5.3%", "电价", "无关", "", "，。"])
def test_scores_equal_those_of_a_reference_library(query: str) -> None:
    scores = Bm25(TEXTS).scores(query)
    assert scores.dtype == np.float32
    np.testing.assert_allclose(scores, oracle(TEXTS, query), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(("k1", "b"), [(0.6, 0.2), (2.0, 1.0), (1.5, 0.0)])
def test_other_constants_equal_the_reference_library_too(k1: float, b: float) -> None:
    scores = Bm25(TEXTS, k1=k1, b=b).scores("水库投资增长")
    np.testing.assert_allclose(scores, oracle(TEXTS, "水库投资增长", k1, b), rtol=1e-5)


def test_many_texts_equal_the_reference_library() -> None:
    texts = [f"第{n}项：{'投资' * (n % 7)}{'水库' if n % 3 else '公路'}{n * n}个" for n in range(700)]
    for query in ("投资水库49个", "公路投资投资"):
        np.testing.assert_allclose(Bm25(texts).scores(query), oracle(texts, query), rtol=1e-4, atol=1e-5)


def test_a_score_worked_out_by_hand() -> None:
    model = Bm25(["甲", "乙", "乙"], tokenise=list)  # all of length 1: no damping by length
    idf = math.log1p((3 - 1 + 0.5) / (1 + 0.5))
    np.testing.assert_allclose(model.scores("甲"), [idf / (1 + K1), 0, 0], rtol=1e-6)
    np.testing.assert_allclose(model.scores("甲甲"), [2 * idf / (1 + K1), 0, 0], rtol=1e-6)


def test_no_score_comes_up_to_the_ceiling() -> None:
    model = Bm25(["甲" * 10_000, "乙"], b=0.0, tokenise=list)
    assert model.ceiling("甲") == pytest.approx(math.log1p(1.5 / 1.5))
    assert 0.999 * model.ceiling("甲") < model.scores("甲")[0] < model.ceiling("甲")
    assert model.ceiling("甲甲丙") == pytest.approx(2 * math.log1p(1.5 / 1.5) + math.log1p(2.5 / 0.5))
    assert model.ceiling("") == 0


def test_spellings_of_a_number_find_each_other() -> None:
    assert Bm25(TEXTS).scores("百分之一点七八").argmax() == 0
    assert Bm25(TEXTS).scores("gdp").argmax() == 4


def test_texts_are_read_one_after_another_and_only_once() -> None:
    def stream() -> Iterator[str]:
        yield from TEXTS

    np.testing.assert_array_equal(Bm25(stream()).scores("水库"), Bm25(TEXTS).scores("水库"))


@pytest.mark.parametrize("texts", [[], ["", "，"]])
def test_nothing_to_search_gives_no_scores(texts: list[str]) -> None:
    assert Bm25(texts).scores("水库").tolist() == [0.0] * len(texts)


def test_it_says_how_much_it_holds() -> None:
    assert repr(Bm25(["甲乙"])) == "Bm25(texts=1, terms=3)"
    assert len(Bm25(TEXTS)) == 5
