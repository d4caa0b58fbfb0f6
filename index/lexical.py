"""The lexical leg: BM25 over characters and pairs of characters.

A Chinese word list misses what it does not know, and single characters match too
much; characters and bigrams in one index need no word list and rank better than
either (figures in ``index/model/README.md``).
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, count, islice
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray

from index.tokens import lexical_tokens

K1: Final = 1.2
B: Final = 0.75
_BLOCK: Final = 256

Tokenise = Callable[[str], list[str]]


class Bm25:
    """Scores of every text for a query, by the terms that they share.

    Okapi BM25 with the inverse document frequency that stays positive (Lucene's):

        idf(t) = ln(1 + (n - df + 0.5) / (df + 0.5))
        score  = sum over t of q(t) idf(t) f / (f + k1 (1 - b + b length / mean))

    with ``f`` the times that ``t`` stands in the text and ``q(t)`` in the query
    (Robertson and Zaragoza, The Probabilistic Relevance Framework, 2009, eq. 3.15,
    without its constant factor). All but ``q(t)`` is worked out once; a query adds
    up a few rows.

    >>> [f"{score:.2f}" for score in Bm25(["不良贷款率为1.78%", "平均电价下降"]).scores("贷款率")]
    ['1.48', '0.00']
    """

    def __init__(
        self, texts: Iterable[str], *, k1: float = K1, b: float = B, tokenise: Tokenise = lexical_tokens
    ) -> None:
        """Reads ``texts`` once, one after another; their tokens are not kept.

        Args:
            texts: What is searched; 100,000 paragraphs take about 8 bytes for each different token of each.
            k1: How slowly repeats stop counting, at least 0.
            b: How much long texts are held back, 0 to 1.
            tokenise: The tokens of a text or a query.
        """
        self._tokenise = tokenise
        terms, counts, sizes, lengths = self._read(texts)
        self._idf = _idf(np.bincount(terms, minlength=len(self._terms)), len(lengths))
        mean = lengths.mean() if lengths.any() else 1.0
        damping = np.repeat((k1 * (1 - b + b * lengths / mean)).astype(np.float32), sizes)
        weights = self._idf[terms] * counts / (counts + damping)
        order = np.argsort(terms, kind="stable")
        self._starts = np.searchsorted(terms, np.arange(len(self._terms) + 1), sorter=order)
        self._texts = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)[order]
        self._weights: NDArray[np.float32] = weights[order]
        self._count = len(sizes)

    def __len__(self) -> int:
        return self._count

    def __repr__(self) -> str:
        return f"{type(self).__name__}(texts={len(self)}, terms={len(self._terms)})"

    def scores(self, query: str) -> NDArray[np.float32]:
        """Scores of all texts, float32, (n,), 0 where no term is shared, higher is better."""
        return self.scores_of(Counter(self._tokenise(query)))

    def scores_of(self, query: Mapping[str, int]) -> NDArray[np.float32]:
        """As ``scores``, of a query whose tokens are counted already."""
        scores = np.zeros(len(self), dtype=np.float32)
        for token, repeats in query.items():
            if (term := self._terms.get(token)) is None:
                continue
            row = slice(self._starts[term], self._starts[term + 1])
            scores[self._texts[row]] += self._weights[row] * np.float32(repeats)
        return scores

    def ceiling(self, query: str) -> float:
        """What a text would score that repeats every term of ``query`` without end; no text comes up to it.

        The best score's share of it says how much of the question the corpus has in these very words.
        """
        unseen = float(_idf(np.zeros(1, dtype=np.int64), len(self))[0])
        return sum(
            repeats * (float(self._idf[self._terms[token]]) if token in self._terms else unseen)
            for token, repeats in Counter(self._tokenise(query)).items()
        )

    def _read(self, texts: Iterable[str]) -> "_Postings":
        """The postings of ``texts``; numbers every term on the way."""
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        blocks = [_Postings.of(block) for block in _blocks(map(self._tokenise, texts), numbers)]
        numbers.default_factory = None  # from here on an unknown term is unknown
        self._terms: dict[str, int] = numbers
        return _Postings.join(blocks)


class _Postings(NamedTuple):
    """What stands where, text after text; within a text by number of the term."""

    terms: NDArray[np.int32]
    """The different terms of each text."""
    counts: NDArray[np.float32]
    """How often each of ``terms`` stands in its text."""
    sizes: NDArray[np.int64]
    """How many different terms each text has."""
    lengths: NDArray[np.int64]
    """How many tokens each text has."""

    @classmethod
    def of(cls, block: list[list[int]]) -> Self:
        """The postings of some texts, given as the terms of their tokens."""
        lengths = np.array([len(terms) for terms in block], dtype=np.int64)
        tokens = np.fromiter(chain.from_iterable(block), dtype=np.int64, count=int(lengths.sum()))
        places = np.repeat(np.arange(len(block), dtype=np.int64) << 32, lengths)
        keys, counts = np.unique(places + tokens, return_counts=True)
        sizes = np.bincount(keys >> 32, minlength=len(block))
        return cls((keys & 0xFFFFFFFF).astype(np.int32), counts.astype(np.float32), sizes, lengths)

    @classmethod
    def join(cls, blocks: list[Self]) -> Self:
        """The postings of all blocks, in their order."""
        return cls(*(np.concatenate(column) for column in zip(cls.of([]), *blocks, strict=True)))


def _blocks(texts: Iterable[list[str]], numbers: dict[str, int]) -> Iterator[list[list[int]]]:
    """The terms of ``texts``, some texts at a time, so that little is held as Python objects."""
    remaining = iter(texts)
    while block := [list(map(numbers.__getitem__, tokens)) for tokens in islice(remaining, _BLOCK)]:
        yield block


def _idf(frequency: NDArray[np.int64], texts: int) -> NDArray[np.float32]:
    return np.log1p((texts - frequency + 0.5) / (frequency + 0.5)).astype(np.float32)
