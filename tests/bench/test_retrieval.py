import json
import lzma
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.embedding import load_embeddings
from tests.bench.paraphrase import HALVES, read_half
from tests.bench.retrieval import (
    BASELINE,
    DENSE,
    HYBRID,
    LEXICAL,
    METRICS,
    SYSTEMS,
    Corpus,
    cross_check,
    interval,
    measure,
    read_pairs,
    relevant_ranks,
    report,
)
from tests.bigrams import bigrams

CORPUS = Corpus("small", ["水", "公路", "资金", "水和资金"], ["资金", "公路", "人"], [2, 1, 0])
FOUND = [[3, 2, 1], [1, 0], [2]]  # the right passage is second, first, and not found


def test_metrics_are_those_of_the_worked_example() -> None:
    ranks = relevant_ranks(CORPUS, FOUND)
    assert ranks.tolist() == [2, 1, np.inf]
    means = {name: values(ranks).mean() for name, values in METRICS.items()}
    dcg = 1 / np.log2(3)
    assert means == pytest.approx({"R@1": 1 / 3, "R@5": 2 / 3, "MRR@10": 0.5, "nDCG@10": (1 + dcg) / 3})


def test_ir_measures_agrees_and_a_wrong_figure_is_noticed() -> None:
    cross_check(CORPUS, FOUND, {"R@1": 1 / 3, "R@5": 2 / 3, "MRR@10": 0.5})
    with pytest.raises(ValueError, match=r"MRR@10 is 0\.600000 here and 0\.500000"):
        cross_check(CORPUS, FOUND, {"MRR@10": 0.6})


def test_an_interval_is_the_same_in_every_run_and_holds_the_mean() -> None:
    values = np.array([0.0, 1.0] * 50)
    low, high = interval(values)
    assert (low, high) == interval(values)
    assert 0.35 < low < 0.45 < 0.55 < high < 0.65


def test_every_system_is_measured_on_the_same_questions() -> None:
    ranks = measure(CORPUS, load_embeddings())
    assert {name: len(own) for name, own in ranks.items()} == dict.fromkeys(ranks, 3)
    done = report(CORPUS, ranks)
    assert list(done["systems"]) == list(SYSTEMS)
    assert done["systems"]["lexical"]["R@1"]["mean"] == 1.0


def test_a_transformer_has_no_means_of_tokens(embeddings: Any) -> None:
    assert list(measure(CORPUS, embeddings)) == [BASELINE, LEXICAL, DENSE, HYBRID]


@pytest.mark.parametrize("name", ["some.jsonl", "some.jsonl.xz"])
def test_equal_paragraphs_are_one_passage(tmp_path: Path, name: str) -> None:
    lines = "".join(json.dumps({"q": q, "p": p}) + "\n" for q, p in (("a", "水"), ("b", "路"), ("c", "水")))
    (tmp_path / name).write_bytes(lzma.compress(lines.encode()) if name.endswith("xz") else lines.encode())
    assert read_pairs(tmp_path / name) == Corpus("some", ["水", "路"], ["a", "b", "c"], [0, 1, 0])


def test_at_most_15_percent_of_a_paraphrases_bigrams_are_its_passages() -> None:
    for half in map(read_half, HALVES):
        for question, right in zip(half.questions, half.relevant, strict=True):
            asked = bigrams(question)
            assert len(asked & bigrams(half.passages[right])) <= 0.15 * len(asked), question


def test_the_halves_of_the_paraphrase_set_share_passages_and_no_question() -> None:
    halves = [read_half(half) for half in HALVES]
    assert halves[0].passages == halves[1].passages
    assert len(halves[0].passages) >= 300
    assert not set(halves[0].questions) & set(halves[1].questions)
    assert sum(len(half.questions) for half in halves) >= 120
