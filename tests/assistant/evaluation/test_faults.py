"""Faults put into right answers: the figures that should fall do fall, and no others."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.evaluation.checking import read_questions
from assistant.evaluation.compare import Comparison, compare, results_of
from assistant.evaluation.runner import measure
from assistant.open import open_assistant
from assistant.settings import Settings
from index.outline import Outline
from index.parse import parse_outline

from .scripted import Scripted, moved, one_figure_changed, shuffled

SETS = Path(__file__).resolve().parents[2] / "questions"
COUNTY = SETS / "county_report.jsonl"


Ask = Callable[[str, Sequence[str]], Answer]
Compared = Callable[[Callable[[Answer], Answer]], Comparison]


class Spoiled:
    """An assistant each of whose answers is spoilt on its way."""

    def __init__(self, outline: Outline, ask: Ask, spoil: Callable[[Answer], Answer]) -> None:
        self.outline = outline
        self._ask, self._spoil = ask, spoil

    def ask(self, question: str, history: Sequence[str] = ()) -> Answer:
        return self._spoil(self._ask(question, history))


@pytest.fixture(scope="module")
def county() -> Outline:
    return parse_outline((SETS / "county_report.txt").read_bytes().decode("utf-8"))


@pytest.fixture(scope="module", params=["scripted", "real"])
def ask(request: pytest.FixtureRequest, county: Outline, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    """Right answers from a script, and the assistant's own."""
    if request.param == "scripted":
        yield Scripted(county, read_questions(COUNTY)).ask
        return
    settings = Settings(speech=SETS / "county_report.txt", data=tmp_path_factory.mktemp("data"))
    with closing(open_assistant(settings)) as assistant:
        yield assistant.ask


@pytest.fixture(scope="module")
def spoiled(county: Outline, ask: Ask) -> Compared:
    """The run with a fault against the run without."""
    _, right = measure(COUNTY, Spoiled(county, ask, lambda answer: answer))

    def compared(spoil: Callable[[Answer], Answer]) -> Comparison:
        _, wrong = measure(COUNTY, Spoiled(county, ask, spoil))
        return compare(results_of(wrong), results_of(right), "right")

    return compared


def test_without_a_fault_nothing_falls(spoiled: Compared) -> None:
    comparison = spoiled(lambda answer: answer)
    assert (comparison.fallen, comparison.broken) == ((), ())


def test_shuffled_retrieval_lowers_retrieval_alone(spoiled: Compared) -> None:
    fallen = {item.key for item in spoiled(shuffled).fallen}
    assert {"evidence_in_300", "evidence_in_600", "recall_at_1", "recall_at_5", "mrr", "ndcg_at_10"} <= fallen
    assert not {"all_facts", "evidence_cited", "citations_right", "refusal_f1"} & fallen


def test_citations_moved_by_one_sentence_lower_both_citation_figures(spoiled: Compared, county: Outline) -> None:
    comparison = spoiled(moved(county))
    fallen = {item.key for item in comparison.fallen}
    assert {"evidence_cited", "citations_right"} == fallen
    figures = {item.key: item for item in comparison.differences}
    assert figures["evidence_cited"].new < figures["evidence_cited"].old / 2
    assert figures["quotes_verbatim"].new == 1.0


def test_one_figure_changed_lowers_the_facts_alone(spoiled: Compared) -> None:
    comparison = spoiled(one_figure_changed(read_questions(COUNTY)))
    fallen = {item.key for item in comparison.fallen}
    assert {"good", "all_facts", "facts"} <= fallen <= {"good", "all_facts", "facts", "enumeration"}
    assert len(comparison.broken) >= 4
    assert comparison.fixed == ()
