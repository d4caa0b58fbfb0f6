"""The table of access held against the application's own routes."""

import re
from collections.abc import Iterator

import httpx
import pytest
from fastapi.testclient import TestClient
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from assistant.feedback import Feedback
from assistant.web.access import TABLE, Row, Rule, methods_of, row_of
from tests.assistant.web.admin_serving import Evaluations
from tests.assistant.web.scripted import ScriptedAssistant, written
from tests.assistant.web.web_serving import application

OPEN = {Rule.PUBLIC, Rule.FRAMED, Rule.LOADED, Rule.CALLED}
STREAMS = {"/gradio_api/queue/data"}
"""They end when who listens leaves."""
LISTED = {(row.method, row.path) for row in TABLE}


def routes(listed: object, prefix: str = "") -> Iterator[tuple[str, str]]:
    """Every (method, path) below a list of routes, those of mounted applications and routers too."""
    for route in listed:  # type: ignore[attr-defined]
        if hasattr(route, "effective_candidates"):
            yield from routes([*route.effective_candidates(), *route.effective_low_priority_routes()], prefix)
            continue
        inner = getattr(route, "starlette_route", None) or route
        if isinstance(inner, Mount):
            if isinstance(inner.app, StaticFiles):
                yield "GET", f"{prefix}{inner.path}/{{path:path}}"
            else:
                yield from routes(inner.routes, prefix + inner.path)
            continue
        methods = getattr(route, "methods", None)
        assert methods, f"{route} takes any method, or is no HTTP route"
        for method in methods - {"HEAD"} or {"GET"}:
            yield method, prefix + route.path


@pytest.fixture(scope="module")
def whole(speech_text: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[object]:
    """The application with everything that it can have."""
    assistant = written(speech_text)
    data = tmp_path_factory.mktemp("data")
    evaluations = Evaluations(assistant, data / "evaluations", dict)
    yield application(assistant, evaluations, feedback=Feedback(data / "feedback.sqlite"))
    evaluations.close()


def test_every_route_of_the_application_has_a_stated_rule(whole: object) -> None:
    found = set(routes(whole.routes))  # type: ignore[attr-defined]
    assert ("POST", "/api/ask") in found
    assert ("POST", "/gradio_api/upload") in found
    assert sorted(found - LISTED) == []


def test_every_row_is_a_route_of_the_application(whole: object) -> None:
    assert sorted(LISTED - set(routes(whole.routes))) == []  # type: ignore[attr-defined]


def test_no_row_stands_twice() -> None:
    assert len(LISTED) == len(TABLE)


CLOSED = [row for row in TABLE if row.rule is Rule.CLOSED]


@pytest.mark.parametrize("row", CLOSED, ids=lambda row: f"{row.method} {row.path}")
def test_what_is_closed_is_not_there(client: TestClient, row: Row) -> None:
    path = re.sub(r"\{[^}]*\}", "x", row.path)
    response = client.request(row.method, path)
    assert response.status_code == 404
    assert response.json()["code"] == "route_unknown"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/gradio_api/file=/etc/passwd"),
        ("GET", "/gradio_api/file/../../etc/passwd"),
        ("GET", "/gradio_api/proxy=http://example.org/"),
        ("GET", "/web/../app.py"),
        ("GET", "/assets/../routes.py"),
        ("GET", "/nothing"),
        ("PUT", "/nothing"),
    ],
)
def test_what_is_not_listed_is_not_there(method: str, path: str) -> None:
    assert row_of(method, path) is None
    assert methods_of(path) == ()


def test_a_head_request_goes_where_get_goes() -> None:
    assert row_of("HEAD", "/") == row_of("GET", "/")
    assert row_of("HEAD", "/api/ask") is None


def test_a_route_tells_its_methods() -> None:
    assert methods_of("/api/ask") == ("POST",)
    assert methods_of("/healthz") == ("GET", "HEAD")


def test_the_assistant_stands_behind_the_same_table(served: tuple[TestClient, ScriptedAssistant]) -> None:
    client, _ = served
    for row in TABLE:
        if row.method == "GET" and row.rule in OPEN and "{" not in row.path:
            assert client.get(row.path).status_code == 200, row.path


def test_a_head_request_gets_what_get_gets_but_for_the_body(served: tuple[TestClient, ScriptedAssistant]) -> None:
    client, _ = served
    for row in TABLE:
        if row.method != "GET" or row.rule not in OPEN | {Rule.PAGE} or "{" in row.path or row.path in STREAMS:
            continue
        got, head = client.get(row.path), client.head(row.path)
        assert head.status_code == got.status_code, row.path
        assert head.headers.get("content-type") == got.headers.get("content-type"), row.path
        assert head.content == b"", row.path


def test_a_head_request_works_over_a_real_connection(address: str) -> None:
    with httpx.Client(base_url=address, trust_env=False) as client:
        for path in ("/", "/healthz", "/web/page.js", "/api/speech", "/widget.js"):
            head = client.head(path)
            assert (head.status_code, head.content) == (200, b""), path
            assert head.headers["content-length"] == client.get(path).headers["content-length"], path
        assert client.head("/nothing").status_code == 404


def test_what_is_the_administrators_is_closed_to_others(whole: object) -> None:
    rows = [row for row in TABLE if row.rule is Rule.ADMIN]
    assert len(rows) > 5
    with TestClient(whole, client=("203.0.113.9", 50000)) as stranger:  # type: ignore[arg-type]
        for row in rows:
            path = re.sub(r"\{[^}]*\}", "x", row.path)
            refused = stranger.request(row.method, path, json={"token": "x"}, follow_redirects=False)
            assert refused.status_code == 403, row
