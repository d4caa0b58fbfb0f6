"""Requests made by chance from the API's own description: whatever comes, no failure of ours, nothing undescribed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from assistant.feedback import Feedback
from assistant.open import open_assistant
from assistant.settings import Settings
from assistant.web.visitors import Rates
from tests.assistant.county import TEXT
from tests.assistant.web.web_serving import serving

CASES = 2_000
OPERATIONS = {
    "GET /healthz": 1,
    "GET /readyz": 1,
    "GET /api/speech": 1,
    "GET /v1/models": 1,
    "GET /v1/models/{model}": 200,
    "GET /api/speech/{address}": 496,
    "POST /api/feedback": 500,
    "POST /api/ask": 500,
    "POST /v1/chat/completions": 300,
}
"""How many cases each has: of those that take nothing there is but one."""

CONFORMANCE = [
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server around an assistant that really answers, with no bound on how often."""
    folder: Path = tmp_path_factory.mktemp("fuzz")
    (folder / "speech.txt").write_bytes(TEXT.encode())
    assistant = open_assistant(Settings(speech=folder / "speech.txt", data=folder / "data"))
    rates = Rates("1000000/second", "1000000/second")
    store = Feedback(folder / "feedback.sqlite")
    with serving(assistant, rates=rates, feedback=store) as url:
        yield url
    store.close()
    assistant.close()


@pytest.fixture(scope="module")
def operations(address: str) -> dict[str, Any]:
    schema = schemathesis.openapi.from_url(f"{address}openapi.json")
    return {found.ok().label: found.ok() for found in schema.get_all_operations()}


def test_every_operation_is_tried(operations: dict[str, Any]) -> None:
    assert set(operations) == set(OPERATIONS)
    assert sum(OPERATIONS.values()) == CASES


@pytest.mark.parametrize("label", OPERATIONS)
def test_no_request_makes_it_fail(operations: dict[str, Any], address: str, label: str) -> None:
    checks = [not_a_server_error, *CONFORMANCE]
    # What has no body has nothing that could be wrong: any text is an address.
    modes = GenerationMode if label.startswith("POST") else [GenerationMode.POSITIVE]
    calls = 0

    @settings(
        max_examples=OPERATIONS[label],
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=st.one_of(*(operations[label].as_strategy(mode) for mode in modes)))
    def attempt(case: Any) -> None:
        nonlocal calls
        calls += 1
        case.call_and_validate(base_url=address.rstrip("/"), checks=checks, session=session)

    with requests.Session() as session:
        session.trust_env = False
        attempt()
    assert calls >= OPERATIONS[label]
