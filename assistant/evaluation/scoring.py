"""One question's answer held against what was expected of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.evaluation.metrics import citations, facts, refusal, retrieval
from assistant.evaluation.metrics.numbers import has_figure
from assistant.evaluation.metrics.ratio import NOT_APPLICABLE, Ratio
from assistant.evaluation.metrics.spans import Evidence, Span, is_covered, occurrences
from assistant.evaluation.questions import Question

Outcome = Literal[
    "right", "uncited", "refused_rightly", "not_retrieved", "not_chosen", "wrong_fact", "refused", "asserted", "error"
]
GOOD: frozenset[Outcome] = frozenset({"right", "uncited", "refused_rightly"})

# An answer to one of these should be short; its length is reported.
SHORT_TYPES = frozenset({"figure", "deadline", "who"})

# As many characters as retrieval hands on at the least: evidence beyond them was not retrieved.
RETRIEVED_CHARACTERS = 1500

_NOTHING: Mapping[str, Any] = {
    "answer": "",
    "refused": False,
    "reason": None,
    "citations": (),
    "nearest": (),
    "passages": (),
}


@dataclass(frozen=True, slots=True)
class Score:
    """What one question adds to each figure, and how it went.

    Attributes:
        outcome: "uncited" holds every fact but does not cite the evidence; of the failures each names the stage that
            lost the answer.
        ratios: by metric, those that the question has a bearing on.
        length: characters of the answer; None for a refusal, and for types that may be long.
        latency_ms: by stage, as the answer gives it.
        missing: the first spellings of the facts that the answer lacks.
    """

    outcome: Outcome
    ratios: Mapping[str, Ratio]
    length: int | None = None
    latency_ms: Mapping[str, float] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    @property
    def good(self) -> bool:
        """Whether the question counts as answered, or refused, rightly."""
        return self.outcome in GOOD


def score(question: Question, answer: Mapping[str, Any], text: str) -> Score:
    """How `answer` fares.

    Args:
        answer: the answer form (`Answer.to_dict()`), or `{"error": message}` where none came.
        text: the document that offsets count in.
    """
    evidence = [occurrences(quote, text) for quote in question.evidence]
    failed = "error" in answer
    if failed:
        answer = _NOTHING
    # A refusal holds no fact, even where the sentence that it shows as the nearest one does.
    said = "" if answer["refused"] else str(answer["answer"])
    held = facts.facts_held(question.facts, said)
    outcome = "error" if failed else _outcome(question, answer, evidence, held)
    good = Ratio(float(outcome in GOOD), 1.0)
    return Score(
        outcome=outcome,
        ratios={"good": good, **_ratios(question, answer, evidence, held, text)},
        length=len(said) if said and question.type in SHORT_TYPES else None,
        latency_ms=dict(answer.get("latency_ms", {})),
        missing=tuple(fact[0] for fact, there in zip(question.facts, held, strict=True) if not there),
    )


def _ratios(
    question: Question, answer: Mapping[str, Any], evidence: Sequence[Evidence], held: Sequence[bool], text: str
) -> dict[str, Ratio]:
    """By metric, what the question adds to it; metrics that it has no bearing on are left out."""
    passages = _spans(answer["passages"])
    cited = _spans(answer["citations"])
    ranks = retrieval.evidence_ranks(evidence, passages)
    refused, answerable = bool(answer["refused"]), question.answerable
    ratios = {
        "all_facts": facts.all_facts(held),
        "facts": facts.fact_share(held),
        "enumeration": facts.enumeration(question.type, held),
        "evidence_cited": citations.evidence_cited(evidence, cited),
        "citations_right": citations.citations_on_evidence(evidence, cited),
        "quotes_verbatim": citations.quotes_verbatim([*answer["citations"], *answer["nearest"]], text),
        "uncited": NOT_APPLICABLE if refused else citations.sentences_uncited(answer["answer"]),
        "refusal_f1": refusal.refusal_f1(answerable, refused),
        "refusal_precision": refusal.refusal_precision(answerable, refused),
        "refusal_recall": refusal.refusal_recall(answerable, refused),
        "false_refusal": refusal.false_refusal(answerable, refused),
        "asserted_figure": refusal.asserted_figure(question.kind, refused, has_figure(answer["answer"])),
        "reason_right": refusal.reason_right(question.kind, refused, answer["reason"]),
        **{f"evidence_in_{size}": retrieval.recall_within(evidence, passages, size) for size in (300, 600, 1500)},
        **{f"recall_at_{k}": retrieval.recall_at(ranks, k) for k in (1, 3, 5, 10)},
        "mrr": retrieval.reciprocal_rank(ranks),
        "ndcg_at_10": retrieval.ndcg(ranks),
    }
    return {key: ratio for key, ratio in ratios.items() if ratio.whole}


def _outcome(
    question: Question, answer: Mapping[str, Any], evidence: Sequence[Evidence], held: Sequence[bool]
) -> Outcome:
    """How the question went; of a wrong answer, the first stage at which it was lost."""
    if not question.answerable:
        return "refused_rightly" if answer["refused"] else "asserted"
    if answer["refused"]:
        return "refused"
    cited = _spans(answer["citations"])
    all_cited = all(is_covered(one, cited) for one in evidence)
    if all(held) and (held or all_cited):
        return "right" if all_cited else "uncited"
    passages = retrieval.cut(_spans(answer["passages"]), RETRIEVED_CHARACTERS)
    if not all(is_covered(one, passages) for one in evidence):
        return "not_retrieved" if not all_cited else "wrong_fact"
    return "wrong_fact" if all_cited else "not_chosen"


def _spans(items: Sequence[Mapping[str, Any]]) -> list[Span]:
    return [(int(item["start"]), int(item["end"])) for item in items]
