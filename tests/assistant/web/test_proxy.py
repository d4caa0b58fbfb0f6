"""The server behind the nginx of the shipped example."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.assistant.web.admin_serving import Gated
from tests.assistant.web.proxy import proxying
from tests.assistant.web.scripted import LONG, RESERVOIRS
from tests.assistant.web.web_serving import serving


@pytest.fixture
def slow(gated: Gated, tmp_path: Path) -> Iterator[str]:
    """Where nginx shows a server that answers when it is let."""
    with serving(gated, root_path="/portal/qa") as url, proxying(url, tmp_path) as shown:
        yield shown


def test_events_leave_at_once(gated: Gated, slow: str) -> None:
    # The first sentence is sent before the second may be made.
    gated.gate.release()
    seen = []
    with httpx.stream(
        "POST", f"{slow}api/ask", json={"question": LONG}, headers={"accept": "text/event-stream"}
    ) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        for line in answer.iter_lines():
            if line.startswith("event: "):
                seen.append(line.removeprefix("event: "))
            if line.startswith("event: token"):
                gated.gate.release()
    assert seen == ["stage", "token", "token", "token", "token", "answer"]


def test_the_portal_sees_one_address_and_one_page(proxied: str) -> None:
    bare = httpx.get(proxied.rstrip("/"))
    assert (bare.status_code, bare.headers["location"]) == (301, "/portal/qa/")
    assert httpx.get(proxied).status_code == 200
    assert f'"root":"{proxied.rstrip("/")}"' in httpx.get(proxied).text
    answer = httpx.post(f"{proxied}api/ask", json={"question": RESERVOIRS})
    assert answer.json()["answer"].startswith("新建水库3座。[1]")
    assert "uvicorn" not in answer.headers.get("server", "")
    assert answer.headers["server"] == "nginx"


def test_a_body_too_large_is_refused_by_the_server_in_a_sentence(proxied: str) -> None:
    refused = httpx.post(f"{proxied}api/ask", content=b" " * 70_000, headers={"content-type": "application/json"})
    assert refused.status_code == 413
    assert "64 KB" in refused.json()["detail"]


def test_an_address_that_a_client_claims_is_not_passed_on(proxied: str) -> None:
    # From elsewhere, or so it seems to the server, the administrator's page stays closed.
    for claimed in ({}, {"x-forwarded-for": "127.0.0.1"}):
        assert httpx.get(f"{proxied}admin/evaluate", headers=claimed).status_code in {403, 404}
