"""Whole documents with questions over them: the near misses among which an answer has to be found in use.

Of a question that the document answers, its sentence is held against those nearest to it; of
one that it doesn't, all of the nearest are wrong. The questions of both kinds are worded alike, so
nothing is learnt from a question alone.
"""

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from index.crossencoder import in_context
from index.lexical import Bm25
from index.model.training.answering import Group, Pair, places
from index.outline import Outline
from index.parse import parse_outline
from index.static import TokenVectors

DOCUMENTS: Final = Path(__file__).with_name("documents")
"""Invented official documents, each with its questions, which the recipe carries itself: see the folder's README."""
_NEAREST: Final = 12
_FIRST, _FURTHER = 2, 2
"""Wrong sentences in a group: the nearest ones always, and some of the others by chance."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the sentences of its document that answer it, if any, the nearest of those that don't, and the evidence."""

    question: str
    right: tuple[str, ...]
    wrong: tuple[str, ...]
    evidence: tuple[str, ...] = ()


def read_documents(folder: Path, vectors: TokenVectors) -> Iterator[Asked]:
    """The questions of the ``*.jsonl`` files in ``folder`` over the texts beside them, follow-ups left out."""
    for file in sorted(folder.glob("*.jsonl")):
        outline = parse_outline(file.with_suffix(".txt").read_text(encoding="utf-8"))
        lines = map(json.loads, file.read_text(encoding="utf-8").splitlines())
        yield from _over(outline, [line for line in lines if not line["history"]], vectors)


def _over(outline: Outline, lines: Sequence[dict[str, Any]], vectors: TokenVectors) -> Iterator[Asked]:
    quotes = [outline.quote(sentence) for sentence in outline.sentences]
    told = [in_context(outline, sentence) for sentence in outline.sentences]
    lexical, dense = Bm25(told), vectors.encode(told)
    for line in lines:
        near = _spread(lexical.scores(line["question"])) + _spread(dense @ vectors.encode([line["question"]])[0])
        right = {n for n, quote in enumerate(quotes) if any(part in quote for part in line["evidence"])}
        if line["answerable"] and not right:
            continue  # its evidence runs over the end of a sentence
        wrong = [int(n) for n in np.argsort(-near, kind="stable") if n not in right][:_NEAREST]
        yield Asked(
            line["question"],
            tuple(told[n] for n in sorted(right)),
            tuple(told[n] for n in wrong),
            tuple(line["evidence"]),
        )


def _spread(scores: NDArray[np.floating]) -> NDArray[np.floating]:
    """``scores`` with mean 0 and deviation 1, so that those of two kinds can be added."""
    result: NDArray[np.floating] = (scores - scores.mean()) / (scores.std() + 1e-6)
    return result


def document_groups(items: Sequence[Asked], chance: random.Random) -> Iterator[Group]:
    """A group for each of ``items``, in a new order: a sentence that answers, if there is one, and four that don't."""
    for item in chance.sample(items, len(items)):
        further = item.wrong[_FIRST:]
        wrong = (*item.wrong[:_FIRST], *chance.sample(further, min(_FURTHER, len(further))))
        chosen = [chance.choice(item.right)] if item.right else []
        right = [Pair(item.question, text, True, places(text, item.evidence)) for text in chosen]
        yield (*right, *(Pair(item.question, text, False) for text in wrong))
