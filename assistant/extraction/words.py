"""The words of one document: how much each tells, where a question's stand, and which it names things by."""

import math
import re
from collections import Counter
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import NamedTuple

from assistant.extraction.outline_lookup import OutlineLookup
from assistant.understanding.topic import topic
from index.outline import Outline, Sentence
from index.tokens import lexical_tokens

_REMEMBERED = 256
_RUNS = re.compile(r"[\u4e00-\u9fff]{3,}|[A-Za-z][A-Za-z0-9+]+")


class Weighed(NamedTuple):
    """The tokens of a topic with their weights, those among them that the document has, and the sum of all weights."""

    asked: Mapping[str, float]
    known: frozenset[str]
    total: float


class DocumentWords:
    """The words of an outline's sentences.

    Attributes:
        texts: Each sentence by its number, in lower case.
        above: The headings over it and the lead of its point: what it takes as said.
        said: ``above`` and the sentence itself, as they stand.
        folded: ``said`` in lower case.
        tokens, scope, here: The tokens of the sentence, of what is above it, and of both.
    """

    def __init__(self, outline: Outline, lookup: OutlineLookup) -> None:
        quotes = [outline.quote(sentence) for sentence in outline.sentences]
        self.texts = [quote.lower() for quote in quotes]
        self.above = [_above(sentence, outline, lookup) for sentence in outline.sentences]
        self.said = [above + quote for above, quote in zip(self.above, quotes, strict=True)]
        self.folded = [said.lower() for said in self.said]
        self.tokens = [tokens(quote) for quote in quotes]
        self.scope = [tokens(above) for above in self.above]
        self.here = [own | scope for own, scope in zip(self.tokens, self.scope, strict=True)]
        self.weighed = lru_cache(_REMEMBERED)(self._weigh)
        self.rare_runs = lru_cache(_REMEMBERED)(self._find_rare_runs)
        self._df = Counter(token for own in self.tokens for token in own)
        self._everything = "\n".join(self.texts)

    def before(self, number: int) -> str:
        """The sentence before the one of that ``number``, in lower case."""
        return self.texts[number - 1] if number else ""

    def naming(self, runs: Collection[str]) -> list[float]:
        """The share of ``runs`` that each sentence has, 0 to 1, each weighted by how few sentences have it."""
        having = {run: [run in text for text in self.texts] for run in sorted(runs)}
        weights = {run: math.log(1 + len(self.texts) / max(1, sum(there))) for run, there in having.items()}
        total = sum(weights.values()) or 1.0
        return [
            sum(weight for run, weight in weights.items() if having[run][n]) / total for n in range(len(self.texts))
        ]

    def missed(self, question: str, number: int) -> float:
        """The share of the question's rare runs that neither the sentence nor what is above it has."""
        runs = self.rare_runs(question)
        return sum(run not in self.folded[number] for run in runs) / len(runs) if runs else 0.0

    def _weigh(self, text: str) -> Weighed:
        """How much each token of ``text`` tells in this document."""
        count = len(self.tokens)
        asked = {token: math.log(1 + (count + 0.5) / (self._df[token] + 0.5)) for token in tokens(text)}
        known = frozenset(token for token in asked if self._df[token])
        return Weighed(asked, known, sum(asked.values()) or 1.0)

    def _find_rare_runs(self, question: str) -> frozenset[str]:
        """The runs of three characters, and words of another script, that both have.

        Those that stand all over the document, as 上半年 does, say nothing.
        """
        rare = max(3, len(self.texts) // 12)
        pieces = {
            piece.lower()
            for run in _RUNS.findall(topic(question))
            for piece in ([run] if run.isascii() else [run[i : i + 3] for i in range(len(run) - 2)])
        }
        # Of most pieces the whole document has none.
        counts = {piece: sum(piece in text for text in self.texts) for piece in pieces if piece in self._everything}
        return frozenset(piece for piece, n in counts.items() if 0 < n <= rare)


@lru_cache(maxsize=8192)
def tokens(text: str) -> frozenset[str]:
    """Pairs of neighbours, numbers and words: single characters say too little here."""
    return frozenset(token for token in lexical_tokens(text) if len(token) > 1)


def _above(sentence: Sentence, outline: Outline, lookup: OutlineLookup) -> str:
    parts = [section.title for section in outline.path(sentence.section)]
    lead = sentence if sentence.point is None else lookup.lead(sentence.point)
    if lead != sentence:
        parts.append(outline.quote(lead))
    return " ".join(parts)
