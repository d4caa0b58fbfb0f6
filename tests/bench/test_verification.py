"""The scripted answers keep what their verification has reached, in both halves."""

import pytest

from tests.bench.verification import FOLDER, HALVES, cases


@pytest.fixture(scope="module", params=[half for half in HALVES if (FOLDER / f"{half}.jsonl").exists()])
def found(request: pytest.FixtureRequest) -> list[tuple[bool, bool, bool]]:
    """Of each answer of a half: whether it is bad, went wrong, showed an invented id."""
    return [(case.bad, case.failed, case.invented) for case in cases(request.param)]


def test_no_invented_id_is_shown(found: list[tuple[bool, bool, bool]]) -> None:
    assert not any(invented for _, _, invented in found)


def test_there_are_enough_of_both_kinds(found: list[tuple[bool, bool, bool]]) -> None:
    assert sum(bad for bad, _, _ in found) >= 200
    assert sum(not bad for bad, _, _ in found) >= 200
