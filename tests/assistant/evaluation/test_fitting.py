"""What ranks and accepts sentences is fitted from examples; the right features come out on top."""

import json
import random
from dataclasses import fields, replace
from pathlib import Path

import pytest

from assistant.chain import Assistant
from assistant.evaluation.fitting import NAMES, Example, examples, fit, write_calibration
from assistant.evaluation.questions import Question
from assistant.extraction.calibration import Calibration, load_calibration
from assistant.extraction.match import Match
from assistant.understanding.question import read_question

FIGURE = read_question("总投资多少亿元？")
NONE = Match(**{field.name: 0.0 for field in fields(Match)})


def document(seed: int, size: int = 40, noise: float = 0.0) -> list[Example]:
    """Questions whose evidence scores higher, and whose answerable ones hold the kind that is asked for, but for ``noise``."""
    chance = random.Random(seed)

    def example(answerable: bool) -> Example:
        kind = 1.0 if answerable and chance.random() >= noise else 0.0
        good = replace(NONE, score=chance.uniform(0.5, 1.0), kind=kind, lag=chance.random())
        bad = [replace(NONE, score=chance.uniform(-1.0, 0.4), kind=kind, lag=chance.random()) for _ in range(4)]
        pairs = [(match, False) for match in bad]
        pairs.insert(chance.randrange(5), (good, answerable))
        return Example(FIGURE, answerable, tuple(pairs))

    return [example(n % 4 > 0) for n in range(size)]


DOCUMENTS = {"first": document(1, 200), "second": document(2, 120)}


def fitted(false_refusals: float = 0.03) -> Calibration:
    return Calibration(**json.loads(fit(DOCUMENTS, false_refusals).text))


def test_what_tells_evidence_orders_and_what_tells_answerable_accepts() -> None:
    calibration = fitted()
    assert max(calibration.rank, key=lambda name: abs(calibration.rank[name])) == "score"
    assert calibration.rank["score"] > 0
    held, lacking = (replace(NONE, score=0.7, lag=0.5, kind=kind) for kind in (1.0, 0.0))
    assert calibration.probability(FIGURE, held) > 0.9
    assert calibration.probability(FIGURE, lacking) < 0.1


def test_the_fitted_numbers_put_evidence_first_and_tell_what_can_be_answered() -> None:
    calibration = fitted()
    for example in document(3):
        best, is_evidence = max(example.candidates, key=lambda pair: calibration.order(pair[0]))
        assert is_evidence is example.answerable
        # Nothing but chance lies between the answerable ones: the threshold refuses 3 % of those it has seen.
        if not example.answerable:
            assert calibration.probability(FIGURE, best) < calibration.threshold


def test_every_feature_has_a_weight_in_the_order_and_every_document_is_counted() -> None:
    calibration = fitted()
    assert tuple(calibration.rank) == NAMES
    assert calibration.trained_on == {"first": 200, "second": 120}


def test_the_more_false_refusals_are_allowed_the_higher_is_the_threshold() -> None:
    noisy = {name: document(seed, 200, noise=0.3) for seed, name in enumerate(("first", "second"))}
    low, middle, high = (json.loads(fit(noisy, share).text)["threshold"] for share in (0.0, 0.2, 0.6))
    assert 0 < low < middle < high < 1


def test_each_document_is_judged_by_the_others() -> None:
    clear, noisy = (
        fit({name: document(seed, 200, noise) for seed, name in enumerate(("first", "second"))}, 0.1).unseen
        for noise in (0.0, 0.4)
    )
    assert clear.auroc == pytest.approx(1.0)
    assert clear.right == noisy.right == 1
    assert noisy.auroc < 0.95
    assert noisy.refused == pytest.approx(0.1, abs=0.02)
    assert clear.accepted < noisy.accepted


def test_fewer_are_refused_of_those_without_a_number() -> None:
    def numbered(example: Example, figures: float) -> Example:
        pairs = tuple((replace(match, figures=figures), right) for match, right in example.candidates)
        return replace(example, candidates=pairs)

    documents = {
        name: [numbered(one, 0.1 * (n // 4 % 2)) for n, one in enumerate(document(seed, 200, noise=0.3))]
        for seed, name in enumerate(("first", "second"))
    }
    unseen = fit(documents, 0.1).unseen
    assert unseen.refused == pytest.approx(0.1, abs=0.02)
    assert unseen.accepted > 0
    assert unseen.asserted < unseen.accepted / 2


def test_the_same_examples_give_the_same_numbers() -> None:
    assert fit(DOCUMENTS, 0.03) == fit(DOCUMENTS, 0.03)


def test_what_is_written_is_what_is_loaded(tmp_path: Path) -> None:
    file = tmp_path / "calibration.json"
    write_calibration(fit(DOCUMENTS, 0.03).text, file)
    assert load_calibration(file) == fitted()
    assert file.read_text(encoding="utf-8").endswith("}\n")


def question(text: str, kind: str, *evidence: str) -> Question:
    return Question(id=text, question=text, type=kind, answerable=bool(evidence), evidence=evidence)


def test_examples_are_the_candidates_of_each_question_with_whether_they_are_evidence(county: Assistant) -> None:
    (found,) = examples(county, [question("石门水库总投资多少？", "figure", "总投资9.8亿元")])
    assert found.answerable
    assert found.question.text == "石门水库总投资多少？"
    assert sum(is_evidence for _, is_evidence in found.candidates) == 1
    assert [match.lag for match, _ in found.candidates] == sorted(match.lag for match, _ in found.candidates)
    assert next(match for match, is_evidence in found.candidates if is_evidence).kind == 1


def test_an_unanswerable_question_has_candidates_but_no_evidence(county: Assistant) -> None:
    (found,) = examples(county, [question("石门水库什么时候竣工？", "unanswerable")])
    assert not found.answerable
    assert found.candidates
    assert not any(is_evidence for _, is_evidence in found.candidates)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("概括第二部分", "summary"),
        ("How much were the unpaid wages?", "english"),
        ("石门水库总投资多少，什么时候截流？", "multi"),
    ],
)
def test_summaries_english_and_several_parts_teach_nothing(county: Assistant, text: str, kind: str) -> None:
    assert examples(county, [question(text, kind, "总投资9.8亿元")]) == []
