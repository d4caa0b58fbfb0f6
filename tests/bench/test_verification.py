"""The scripted answers keep what their verification has reached, in both halves."""

import pytest

from tests.bench.verification import HALVES, Case, cases, document, played


@pytest.fixture(scope="module", params=HALVES)
def found(request: pytest.FixtureRequest) -> list[tuple[bool, bool, bool]]:
    """Of each answer of a half: whether it is bad, went wrong, showed an invented id."""
    return [(case.bad, case.failed, case.invented) for case in cases(request.param)]


def test_no_invented_id_is_shown(found: list[tuple[bool, bool, bool]]) -> None:
    assert not any(invented for _, _, invented in found)


def case(answer: str, verdict: str = "good") -> Case:
    """``answer`` over the speech; ⟦⟧ stands for the mark of its 20th sentence."""
    outline = document("speech").outline
    answer = answer.replace("⟦⟧", f"⟦{outline.sentences[20].address}⟧").replace(
        "…", outline.quote(outline.sentences[20])
    )
    entry = {
        "document": "speech",
        "question": "讲了什么？",
        "answer": answer,
        "verdict": verdict,
        "kind": "any",
        "wrong": [],
    }
    return played(entry)


@pytest.mark.parametrize(
    "answer",
    ["…⟦⟧讲话没有提到别的。", "…⟦⟧…", "…⟦⟧Nothing else was said in this speech at all.", "…⟦⟧同比增长99.9%⟦⟧。"],
)
def test_a_good_answer_that_loses_a_sentence_is_wrongly_marked(answer: str) -> None:
    assert not case("…⟦⟧").failed
    assert case(answer).failed is not answer.endswith("…")


def test_an_invented_id_is_found_however_it_is_shown() -> None:
    assert not case("…⟦?1⟧", "bad").invented
    assert case("…⟦⟧还有 z1z2⟦?1⟧。", "bad").invented


def test_there_are_enough_of_both_kinds(found: list[tuple[bool, bool, bool]]) -> None:
    assert sum(bad for bad, _, _ in found) >= 200
    assert sum(not bad for bad, _, _ in found) >= 200
