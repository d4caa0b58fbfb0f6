"""The fitted numbers: what they make of the features, and that the shipped ones fit the code."""

from collections.abc import Iterator
from dataclasses import fields, replace

import pytest

from assistant.commands.calibrate import SETS
from assistant.extraction.calibration import (
    ACCEPT_NAMES,
    FILE,
    Calibration,
    accept_features,
    load_calibration,
    weighed,
)
from assistant.extraction.match import Match
from assistant.understanding.question import read_question

NONE = Match(**{field.name: 0.0 for field in fields(Match)})
FIGURE = read_question("总投资多少亿元？")
SIMPLE = Calibration(
    rank={"score": 2.0, "lag": -1.0},
    accept=[[["kind", 0.0], -1.0, [["soft", 0.5], 1.0, 3.0]]],
    intercept=-1.0,
    harm=1.0,
    threshold=0.5,
    further=0.25,
    trained_on={"questions": 2},
)


def asked_for(trees: object) -> Iterator[str]:
    """The features that ``trees`` ask for."""
    if isinstance(trees, list):
        for part in trees:
            yield from asked_for(part)
    elif isinstance(trees, str):
        yield trees


def test_the_order_is_the_weighted_sum_of_the_features() -> None:
    assert SIMPLE.order(replace(NONE, score=1.5, lag=0.5, covered=9.0)) == pytest.approx(2.5)


def test_the_probability_is_between_none_and_one_and_grows_with_the_features() -> None:
    without, even, holding = (
        SIMPLE.probability(FIGURE, replace(NONE, kind=kind, soft=soft))
        for kind, soft in ((-1.0, 0.9), (1.0, 0.5), (1.0, 0.6))
    )
    assert 0 < without < even < holding < 1
    assert even == pytest.approx(0.5)


def test_the_harm_divides_the_odds_of_a_sentence_with_a_number_alone() -> None:
    number = replace(NONE, figures=0.1)
    assert weighed(0.75, number, 3.0) == pytest.approx(0.5)  # odds of three to one
    assert weighed(0.75, NONE, 3.0) == weighed(0.75, number, 1.0) == 0.75
    assert [weighed(chance, number, 3.0) for chance in (0.0, 1.0)] == [0.0, 1.0]


def test_what_comes_near_enough_is_accepted_at_a_share() -> None:
    even, number = replace(NONE, kind=1.0), replace(NONE, kind=1.0, figures=0.1)
    surer = replace(SIMPLE, harm=2.0)
    assert surer.accepts(FIGURE, even)
    assert not surer.accepts(FIGURE, number)
    assert surer.accepts(FIGURE, number, 0.6)


def test_what_is_asked_for_accepts_beside_the_match() -> None:
    features = accept_features(FIGURE, replace(NONE, cross=0.5))
    assert tuple(features) == ACCEPT_NAMES
    assert (features["cross"], features["asks_figure"], features["measure_money"]) == (0.5, 1, 1)
    assert sum(features.values()) == 2.5
    by_kind = replace(SIMPLE, accept=[[["asks_figure", 0.5], -1.0, 2.0]])
    assert by_kind.probability(FIGURE, NONE) > 0.5 > by_kind.probability(read_question("由谁负责？"), NONE)


def test_two_sentences_are_close_where_their_order_is_uncertain() -> None:
    assert SIMPLE.is_close(1.0, 1.0)
    assert SIMPLE.is_close(1.0, 0.0)
    assert not SIMPLE.is_close(2.0, 0.0)


def test_the_shipped_numbers_weigh_features_that_there_are() -> None:
    shipped = load_calibration()
    names = {field.name for field in fields(Match)}
    assert shipped.rank.keys() == names
    assert {"kind", "contrast", "cross"} <= set(asked_for(shipped.accept)) <= set(ACCEPT_NAMES)
    assert 0 < shipped.threshold < 1
    assert shipped.harm > 1
    assert 0 < shipped.further < 0.5


def test_no_question_that_reports_a_result_went_into_the_shipped_numbers() -> None:
    # What these sets are, test_calibrate holds.
    assert load_calibration().trained_on.keys() == {speech.stem for speech, _ in SETS}


def test_the_shipped_numbers_favour_a_sentence_that_holds_what_is_asked_for() -> None:
    shipped = load_calibration(FILE)
    there = replace(
        NONE, kind=1.0, typed=1.0, covered=1.0, near=1.0, focus=1.0, bound=1.0, score=0.3, soft=0.9, cross=0.5
    )
    assert shipped.probability(FIGURE, there) > shipped.probability(FIGURE, replace(there, kind=-1.0))
    assert shipped.probability(FIGURE, there) > shipped.probability(FIGURE, replace(there, contrast=1.0))
    assert shipped.order(there) > shipped.order(replace(there, kind=-1.0))
