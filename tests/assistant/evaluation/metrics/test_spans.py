import pytest

from assistant.evaluation.metrics.spans import coverage, is_covered, occurrences, overlaps


def test_every_place_of_a_quote_is_found_overlapping_ones_too() -> None:
    assert occurrences("项项", "项项项") == ((0, 2), (1, 3))


def test_an_empty_quote_stands_nowhere() -> None:
    assert occurrences("", "项目") == ()


def test_coverage_counts_characters_once_where_spans_overlap_and_ignores_what_lies_outside() -> None:
    # (10, 20) holds ten characters; (5, 13) covers 10-12, (12, 16) adds 13-15: six.
    assert coverage((10, 20), [(12, 16), (5, 13), (30, 40)]) == 0.6


def test_an_empty_span_is_not_covered() -> None:
    assert coverage((3, 3), [(0, 10)]) == 0.0


@pytest.mark.parametrize(("spans", "expected"), [([(0, 6)], True), ([(0, 5)], False), ([], False)])
def test_sixty_per_cent_is_the_bar(spans: list[tuple[int, int]], expected: bool) -> None:
    assert is_covered([(0, 10)], spans) is expected


def test_a_quote_that_stands_twice_is_covered_in_either_place_but_not_by_halves() -> None:
    evidence = [(0, 10), (50, 60)]
    assert is_covered(evidence, [(50, 60)])
    assert not is_covered(evidence, [(0, 4), (50, 54)])


def test_the_shorter_of_two_spans_decides_what_thirty_per_cent_is() -> None:
    assert overlaps((0, 100), (97, 107))
    assert not overlaps((0, 100), (98, 108))


def test_spans_that_only_touch_and_empty_ones_do_not_overlap() -> None:
    assert not overlaps((0, 10), (10, 20))
    assert not overlaps((5, 5), (0, 10))
