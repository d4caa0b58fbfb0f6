"""The scripted answers keep what their verification has reached, in both halves."""

import pytest

from tests.bench.verification import HALVES, Case, cases, document, played, shows

REACHED = {"tuning": (5, 5), "figure": (4, 5)}
"""Of each half, how many bad answers go wrong at most, and how many good ones; to be lowered as they fall."""
NO_WRONG = (
    "wrong_figure",
    "wrong_unit",
    "neighbour_figure",
    "wrong_date",
    "total_vs_increase",
    "invented_id",
    "uncited",
)
"""Kinds of which none at all goes wrong, in either half."""


@pytest.fixture(scope="module", params=HALVES)
def found(request: pytest.FixtureRequest) -> tuple[str, list[Case]]:
    """A half, and every answer of it, played."""
    return request.param, list(cases(request.param))


def test_no_invented_id_is_shown(found: tuple[str, list[Case]]) -> None:
    assert not any(case.invented for case in found[1])


def test_no_more_go_wrong_than_did(found: tuple[str, list[Case]]) -> None:
    half, played_ = found
    assert sum(case.failed for case in played_ if case.bad) <= REACHED[half][0]
    assert sum(case.failed for case in played_ if not case.bad) <= REACHED[half][1]


def test_no_wrong_figure_is_shown_as_supported(found: tuple[str, list[Case]]) -> None:
    assert not any(case.failed for case in found[1] if case.entry["kind"] in NO_WRONG)


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


@pytest.mark.parametrize(
    ("shown", "piece", "found"),
    [
        ("全年增长9%。", "**9%**", True),
        ("全年增长9%。", "![](http://a/b)", False),
        ("见![](http://a/b)。", "![](http://a/b)", True),
    ],
)
def test_a_piece_is_found_without_its_markdown_unless_it_is_nothing_else(shown: str, piece: str, found: bool) -> None:
    assert shows(shown, piece) is found


def test_there_are_enough_of_both_kinds(found: tuple[str, list[Case]]) -> None:
    assert sum(case.bad for case in found[1]) >= 200
    assert sum(not case.bad for case in found[1]) >= 200
