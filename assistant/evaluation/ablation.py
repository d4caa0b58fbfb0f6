"""What each leg of the search brings, with and without the headings above a text."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from assistant.evaluation.checking import read_questions, require_sound
from assistant.evaluation.metrics.ratio import Ratio, total
from assistant.evaluation.metrics.retrieval import evidence_ranks, recall_at, recall_within, reciprocal_rank
from assistant.evaluation.metrics.spans import Evidence, occurrences
from assistant.understanding.condense import condense_question
from index.build import open_index
from index.embedding import NamedEmbeddings
from index.legs import Fused
from index.retriever import SpeechIndex
from index.scoring import Weights

LEGS: Final = ("lexical", "dense", "soft", "hybrid")
BUDGET: Final = 600
"""Characters of the first passages within which evidence counts as found."""


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one way to search; shares of the evidence, the reciprocal rank a mean over questions.

    Attributes:
        legs: One of ``LEGS``.
        headings: Whether texts were matched together with the headings above them.
    """

    legs: str
    headings: bool
    questions: int
    evidence: int
    recall_at_1: float
    recall_at_5: float
    recall_in_600: float
    mrr: float


@dataclass(frozen=True, slots=True)
class Asked:
    """One answerable question: its evidence in the document, and what each leg says of it."""

    speech: SpeechIndex
    evidence: Sequence[Evidence]
    scores: Mapping[str, Fused]


def ablate(
    sets: Sequence[tuple[Path, Path]], data: Path, embeddings: NamedEmbeddings, weights: Weights | None = None
) -> Iterator[Row]:
    """A row for each of ``LEGS``, with headings and without.

    Args:
        sets: Files of questions, each with the document that it asks.
        data: The folder for the indexes.
        weights: Of the hybrid; those that the assistant searches with where it is None.

    Raises:
        DocumentError, StorageError, QuestionFileError: a file cannot be read, or the folder not be written.
    """
    for headings in (True, False):
        with ExitStack() as stack:
            asked: list[Asked] = []
            for questions, document in sets:
                speech = open_index(document, data, embeddings, headings=headings)
                asked += ask_all(questions, stack.enter_context(speech))
            for legs in LEGS:
                yield measure(asked, legs, headings, weights or Weights())


def ask_all(questions: Path, speech: SpeechIndex) -> Iterator[Asked]:
    """The answerable questions of a file; a follow-up is asked as it is understood after what came before."""
    require_sound(questions, speech.outline)
    for question in read_questions(questions):
        if question.answerable:
            evidence = [occurrences(quote, speech.outline.text) for quote in question.evidence]
            query = condense_question(question.question, question.history).text
            yield Asked(speech, evidence, speech.score([query])[0])


def measure(asked: Sequence[Asked], legs: str, headings: bool, weights: Weights) -> Row:
    """The figures of one way to search, over all questions."""
    own = weights if legs == "hybrid" else replace(weights, **{leg: float(leg == legs) for leg in LEGS[:3]})
    figures: dict[str, list[Ratio]] = {"first": [], "five": [], "within": [], "mrr": []}
    for one in asked:
        found = one.speech.rank(one.scores, own, k=len(one.speech.passages)).passages
        spans = [(item.passage.start, item.passage.end) for item in found]
        ranks = evidence_ranks(one.evidence, spans)
        figures["first"].append(recall_at(ranks, 1))
        figures["five"].append(recall_at(ranks, 5))
        figures["within"].append(recall_within(one.evidence, spans, BUDGET))
        figures["mrr"].append(reciprocal_rank(ranks))
    first, five, within, mrr = (total(ratios).value or 0.0 for ratios in figures.values())
    pieces = sum(len(one.evidence) for one in asked)
    return Row(legs, headings, len(asked), pieces, first, five, within, mrr)
