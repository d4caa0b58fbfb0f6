"""Worked by hand, and against ir-measures, which calls the trec_eval code."""

from math import log2

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, Qrel, R, ScoredDoc, nDCG

from assistant.evaluation.metrics.ratio import NOT_APPLICABLE, Ratio
from assistant.evaluation.metrics.retrieval import (
    cut,
    evidence_ranks,
    ndcg,
    recall_at,
    recall_within,
    reciprocal_rank,
)

PASSAGES = [(100, 200), (0, 100), (200, 300)]


def test_an_evidence_has_the_rank_of_the_passage_that_completes_sixty_per_cent() -> None:
    # (90, 110): ten characters each in the first and the second passage; one half is too little.
    assert evidence_ranks([[(90, 110)], [(210, 220)], [(500, 510)]], PASSAGES) == (2, 3, None)


def test_the_better_place_counts_where_a_quote_stands_twice() -> None:
    assert evidence_ranks([[(10, 20), (110, 120)]], PASSAGES) == (1,)


def test_recall_counts_evidence_up_to_k() -> None:
    assert recall_at((1, 3, None), 1) == Ratio(1, 3)
    assert recall_at((1, 3, None), 3) == Ratio(2, 3)


def test_nothing_retrieved_is_a_recall_of_nothing() -> None:
    ranks = evidence_ranks([[(0, 10)]], [])
    assert (recall_at(ranks, 5), reciprocal_rank(ranks), ndcg(ranks)) == (Ratio(0, 1), Ratio(0, 1), Ratio(0, 1))


def test_a_question_without_evidence_bears_on_no_figure() -> None:
    assert (recall_at((), 5), reciprocal_rank(()), ndcg(())) == (NOT_APPLICABLE,) * 3
    assert recall_within([], PASSAGES, 600) == NOT_APPLICABLE


def test_the_passage_that_exceeds_the_characters_is_cut() -> None:
    assert cut(PASSAGES, 150) == ((100, 200), (0, 50))
    assert cut(PASSAGES, 100) == ((100, 200),)
    assert cut([], 100) == ()


def test_evidence_behind_the_cut_is_not_found() -> None:
    # The first 150 characters hold 100-199 and 0-49; of (45, 55) they hold half, of (40, 55) two thirds.
    assert recall_within([[(45, 55)], [(40, 55)]], PASSAGES, 150) == Ratio(1, 2)


def test_mrr_takes_the_first_relevant_passage() -> None:
    assert reciprocal_rank((None, 4, 2)) == Ratio(0.5, 1.0)


def test_ndcg_by_hand() -> None:
    # Relevant at ranks 1 and 3, one evidence missing: DCG = 1 + 1/2; ideal over three = 1 + 1/log2(3) + 1/2.
    assert ndcg((1, 3, None)).part == pytest.approx(1.5 / (1.5 + 1 / log2(3)))
    assert ndcg((1, 1)) == Ratio(1.0, 1.0)


@given(st.lists(st.none() | st.integers(1, 15), min_size=1, max_size=6, unique_by=lambda rank: rank or object()))
def test_figures_agree_with_ir_measures(ranks: list[int | None]) -> None:
    """Each evidence in a passage of its own: then evidence recall is the recall of documents."""
    relevant = [f"d{rank}" if rank else f"missing{at}" for at, rank in enumerate(ranks)]
    qrels = [Qrel("q", name, 1) for name in relevant]
    run = [ScoredDoc("q", f"d{rank}", -rank) for rank in range(1, 16)]
    theirs = ir_measures.calc_aggregate([R @ 1, R @ 5, R @ 10, RR, nDCG @ 10], qrels, run)
    for k in (1, 5, 10):
        assert recall_at(ranks, k).value == pytest.approx(theirs[R @ k])
    assert reciprocal_rank(ranks).part == pytest.approx(theirs[RR])
    assert ndcg(ranks).part == pytest.approx(theirs[nDCG @ 10])
