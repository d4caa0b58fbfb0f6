"""Whether the passages that were retrieved hold the evidence, and how far up.

An evidence is found at rank k when the first k passages together cover at least 60 % of it: passages are disjoint
and an evidence may lie across two. The passage at that rank is the relevant one.
"""

from collections.abc import Sequence
from math import log2

from assistant.evaluation.metrics.ratio import NOT_APPLICABLE, Ratio, share
from assistant.evaluation.metrics.spans import Evidence, Span, is_covered


def evidence_ranks(evidence: Sequence[Evidence], passages: Sequence[Span]) -> tuple[int | None, ...]:
    """For each evidence the smallest k, from 1, at which the first k passages cover it; None where none do.

    Args:
        passages: spans, best first.
    """
    return tuple(_rank(one, passages) for one in evidence)


def _rank(evidence: Evidence, passages: Sequence[Span]) -> int | None:
    """The smallest k whose passages cover the evidence; only passages that touch it can be the one that does."""
    touching: list[Span] = []
    for k, (start, end) in enumerate(passages, 1):
        if any(start < place[1] and place[0] < end for place in evidence):
            touching.append((start, end))
            if is_covered(evidence, touching):
                return k
    return None


def recall_at(ranks: Sequence[int | None], k: int) -> Ratio:
    """Evidence found among the first `k` passages, out of all.

    Source: recall at k as in Manning, Raghavan and Schütze, Introduction to Information Retrieval (2008), §8.4,
    over pieces of evidence in place of documents.
    """
    return share(rank is not None and rank <= k for rank in ranks)


def recall_within(evidence: Sequence[Evidence], passages: Sequence[Span], characters: int) -> Ratio:
    """Evidence found among the first `characters` characters of the passages, read best first.

    Lengths of passages differ from system to system; a budget of characters makes them comparable. The passage that
    goes over the budget is cut there.
    """
    kept = cut(passages, characters)
    return share(is_covered(one, kept) for one in evidence)


def cut(passages: Sequence[Span], characters: int) -> tuple[Span, ...]:
    """The first `characters` characters of the passages.

    >>> cut([(0, 10), (50, 70)], 15)
    ((0, 10), (50, 55))
    """
    kept: list[Span] = []
    for start, end in passages:
        if characters <= 0:
            break
        kept.append((start, min(end, start + characters)))
        characters -= end - start
    return tuple(kept)


def reciprocal_rank(ranks: Sequence[int | None]) -> Ratio:
    """One over the rank of the first relevant passage, 0 where none is; the mean over questions is the MRR.

    Source: Voorhees, The TREC-8 Question Answering Track Report (1999), §3.
    """
    if not ranks:
        return NOT_APPLICABLE
    found = [rank for rank in ranks if rank is not None]
    return Ratio(1 / min(found) if found else 0.0, 1.0)


def ndcg(ranks: Sequence[int | None], k: int = 10) -> Ratio:
    """Normalised discounted cumulative gain of the first `k` passages, gains 0 and 1; a mean over questions.

    A passage that brings several pieces of evidence is one relevant passage; an evidence that was not found counts
    as one relevant passage of its own, which was not retrieved.

    Source: Järvelin and Kekäläinen, Cumulated gain-based evaluation of IR techniques, ACM TOIS 20 (2002), with the
    discount 1/log2(rank + 1) from rank 1 as trec_eval has it.
    """
    if not ranks:
        return NOT_APPLICABLE
    relevant = {rank for rank in ranks if rank is not None}
    ideal = range(1, min(k, len(relevant) + ranks.count(None)) + 1)
    gained = sum(1 / log2(rank + 1) for rank in sorted(relevant) if rank <= k)
    return Ratio(gained / sum(1 / log2(rank + 1) for rank in ideal), 1.0)
