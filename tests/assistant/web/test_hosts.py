"""By which names the server can be called."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from tests.assistant.web.scripted import RESERVOIRS, written
from tests.assistant.web.web_serving import application


@pytest.fixture(scope="module")
def named(speech_text: str) -> Iterator[TestClient]:
    """A server that is called qa.example."""
    with TestClient(application(written(speech_text), hosts=("qa.example",))) as client:
        yield client


@pytest.mark.parametrize("host", ["qa.example", "QA.Example:7860", "localhost:1", "127.0.0.1:7860", "[::1]:7860"])
def test_it_answers_by_its_names_and_by_any_address(named: TestClient, host: str) -> None:
    assert named.get("/healthz", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("host", ["rebound.example", "qa.example.rebound.example", "127.0.0.1.rebound.example", "["])
def test_a_site_that_points_its_own_name_here_gets_nothing(named: TestClient, host: str) -> None:
    # To its own page, this is the site that the page came from; it may say whatever else it likes.
    own = {"host": host, "origin": f"http://{host}", "sec-fetch-site": "same-origin", "x-forwarded-host": "qa.example"}
    for path in ("/", "/config", "/api/speech", "/v1/models"):
        refused = named.get(path, headers=own)
        assert refused.status_code == 421, path
        assert "ASSISTANT_HOSTS" in refused.text
    asked = named.post("/api/ask", json={"question": RESERVOIRS}, headers=own)
    assert (asked.status_code, asked.json()["code"]) == (421, "host_unknown")
    assert asked.headers["x-content-type-options"] == "nosniff"


def test_without_a_list_any_name_holds(client: TestClient) -> None:
    assert client.get("/healthz", headers={"host": "anything.intranet"}).status_code == 200
