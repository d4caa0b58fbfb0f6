"""The server behind the nginx of the shipped example."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from assistant.web.visitors import Rates, Reception
from tests.assistant.web.admin_serving import Evaluations, Gated
from tests.assistant.web.proxy import proxying
from tests.assistant.web.scripted import LONG, RESERVOIRS, ScriptedAssistant
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


@pytest.mark.usefixtures("aside")
def test_what_a_client_claims_to_be_is_not_passed_on(assistant: ScriptedAssistant, tmp_path: Path) -> None:
    evaluations = Evaluations(assistant, tmp_path / "evaluations", dict)
    options = {"rates": Rates("1/minute", "100/minute"), "reception": Reception(("127.0.0.1",), "X-Remote-User")}
    (tmp_path / "nginx").mkdir()
    with (
        serving(assistant, evaluations, root_path="/portal/qa", **options) as url,
        proxying(url, tmp_path / "nginx") as shown,
    ):
        # On this machine itself the administrator's page is open; through the proxy it is not.
        assert httpx.get(f"{url}admin/evaluate").status_code == 200
        for claimed in ({}, {"x-forwarded-for": "127.0.0.1"}):
            assert httpx.get(f"{shown}admin/evaluate", headers=claimed).status_code == 403
        # A user of that name could ask once.
        named = {"x-remote-user": "zhang"}
        asked = [httpx.post(f"{shown}api/ask", json={"question": RESERVOIRS}, headers=named) for _ in range(2)]
        assert [answer.status_code for answer in asked] == [200, 200]
        asked = [httpx.post(f"{url}api/ask", json={"question": RESERVOIRS}, headers=named) for _ in range(2)]
        assert [answer.status_code for answer in asked] == [200, 429]
