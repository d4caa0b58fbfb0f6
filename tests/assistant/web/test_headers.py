"""What goes out with every response, and to whom the API answers."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from assistant.web.access import Rule, paths_of
from tests.assistant.web.scripted import RESERVOIRS, written
from tests.assistant.web.web_serving import application

PORTAL, STRANGER = "https://portal.example:8443", "https://elsewhere.example"


@pytest.fixture(scope="module")
def listed(speech_text: str) -> Iterator[TestClient]:
    """A server that :data:`PORTAL` may embed, shown below a path."""
    app = application(written(speech_text), origins=(PORTAL,), root_path="/portal/qa")
    with TestClient(app, base_url="http://office.example:7860", raise_server_exceptions=False) as client:
        yield client


def directive(policy: str, name: str) -> str:
    (found,) = [rule for rule in policy.split("; ") if rule.startswith(f"{name} ")]
    return found.removeprefix(f"{name} ")


@pytest.mark.parametrize("path", ["/", "/embed"])
def test_only_the_listed_sites_may_frame_the_page(listed: TestClient, client: TestClient, path: str) -> None:
    headers = listed.get(path).headers
    assert directive(headers["content-security-policy"], "frame-ancestors") == f"'self' {PORTAL}"
    assert "x-frame-options" not in headers
    alone = client.get(path).headers
    assert directive(alone["content-security-policy"], "frame-ancestors") == "'self'"
    assert alone["x-frame-options"] == "SAMEORIGIN"


@pytest.mark.parametrize("path", ["/embed/demo", "/config", "/docs", "/nothing", "/web/page.js", "/healthz"])
def test_nobody_else_may_frame_anything_else(listed: TestClient, path: str) -> None:
    headers = listed.get(path).headers
    assert directive(headers["content-security-policy"], "frame-ancestors") == "'self'"
    assert headers["x-frame-options"] == "SAMEORIGIN"
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_another_sites_page_may_load_the_script(listed: TestClient) -> None:
    response = listed.get("/widget.js")
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert response.headers["content-type"].startswith("text/javascript")


@pytest.mark.parametrize("path", ["/", "/embed", "/embed/demo", "/docs", "/healthz", "/nothing", "/web/page.js"])
def test_no_script_runs_that_the_server_did_not_write(listed: TestClient, path: str) -> None:
    headers = listed.get(path).headers
    scripts = directive(headers["content-security-policy"], "script-src")
    assert "unsafe-inline" not in scripts
    assert ("unsafe-eval" in scripts) == (path in {"/", "/embed"})
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_a_nonce_is_used_once(listed: TestClient) -> None:
    policies = {directive(listed.get("/").headers["content-security-policy"], "script-src") for _ in range(3)}
    assert len(policies) == 3


def preflight(client: TestClient, origin: str, path: str = "/api/ask", headers: str = "content-type") -> dict[str, str]:
    asked = {
        "origin": origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": headers,
    }
    return dict(client.options(path, headers=asked).headers)


def test_a_listed_site_may_call_the_api_without_cookies(listed: TestClient) -> None:
    allowed = preflight(listed, PORTAL)
    assert allowed["access-control-allow-origin"] == PORTAL
    assert "access-control-allow-credentials" not in allowed
    answer = listed.post("/api/ask", json={"question": RESERVOIRS}, headers={"origin": PORTAL})
    assert answer.headers["access-control-allow-origin"] == PORTAL
    assert "Origin" in answer.headers["vary"]
    # A refusal can be read, too.
    refused = listed.post("/api/ask", json={"question": ""}, headers={"origin": PORTAL})
    assert refused.headers["access-control-allow-origin"] == PORTAL
    assert refused.json()["code"] == "question_empty"


@pytest.mark.parametrize("origin", [STRANGER, "null", PORTAL.replace("https", "http"), "https://portal.example"])
@pytest.mark.parametrize("path", ["/api/ask", "/v1/chat/completions", "/mcp"])
def test_another_site_is_not_answered_at_all(listed: TestClient, origin: str, path: str) -> None:
    assert "access-control-allow-origin" not in preflight(listed, origin, path)
    refused = listed.post(path, json={"question": RESERVOIRS}, headers={"origin": origin})
    assert refused.status_code == 403
    assert "access-control-allow-origin" not in refused.headers
    assert "ASSISTANT_EMBED_ORIGINS" in refused.text


def test_the_servers_own_page_and_programs_are_answered(listed: TestClient) -> None:
    ways = (
        {},
        {"origin": "http://office.example:7860"},
        # Behind a proxy that changes Host, and one that ends HTTPS.
        {"origin": "https://intranet.example", "x-forwarded-host": "intranet.example"},
        {"origin": "https://intranet.example", "sec-fetch-site": "same-origin"},
    )
    for headers in ways:
        assert listed.post("/api/ask", json={"question": RESERVOIRS}, headers=headers).status_code == 200, headers


@pytest.mark.parametrize("path", sorted(paths_of(Rule.CALLED)))
def test_a_listed_site_may_call_whatever_programs_call(listed: TestClient, path: str) -> None:
    allowed = preflight(listed, PORTAL, path, "authorization,content-type,mcp-protocol-version")
    assert allowed["access-control-allow-origin"] == PORTAL
    assert "mcp-protocol-version" in allowed["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in allowed
    answer = listed.post(path, json={}, headers={"origin": PORTAL})
    assert answer.headers["access-control-allow-origin"] == PORTAL
    assert answer.status_code != 403


def test_nothing_but_the_api_is_shared(listed: TestClient) -> None:
    for path in ("/config", "/web/page.js", "/gradio_api/info", "/docs", "/openapi.json"):
        assert "access-control-allow-origin" not in listed.get(path, headers={"origin": PORTAL}).headers, path


@pytest.mark.parametrize("prefix", ["", "/portal/qa"])
@pytest.mark.parametrize("path", ["/", "/embed", "/embed/demo", "/widget.js", "/web/page.js", "/config", "/healthz"])
def test_a_proxy_may_pass_its_path_on_or_take_it_off(listed: TestClient, prefix: str, path: str) -> None:
    response = listed.get(prefix + path)
    assert response.status_code == 200
    if path in {"/", "/embed", "/config"}:
        assert '"root":"http://office.example:7860/portal/qa"' in response.text.replace('": "', '":"')


def test_a_path_that_only_begins_alike_is_another(listed: TestClient) -> None:
    assert listed.get("/portal/qawidget.js").status_code == 404


def test_the_page_speaks_with_exact_origins_only(listed: TestClient) -> None:
    for path in ("/", "/embed"):
        page = listed.get(path).text
        assert "SET_SCROLLING" not in page
        assert "iframeResizer.contentWindow" not in page
        assert 'href="/' not in page
    framed = listed.get("/embed").text
    assert f'data-origins="{PORTAL}"' in framed
    assert '"autofocus":true' not in framed
    assert "embed.js" not in listed.get("/").text


def test_an_address_may_choose_the_language(listed: TestClient) -> None:
    german = {"accept-language": "de"}
    assert "Larger" not in listed.get("/embed/demo?lang=zh", headers=german).text
    for lang, words in (("zh", "问题是空的"), ("en", "The question is empty"), ("fr", "The question is empty")):
        refused = listed.post(f"/api/ask?lang={lang}", json={"question": ""}, headers=german)
        assert words in refused.json()["detail"], lang


def test_the_script_is_sent_once_and_asked_for_anew(listed: TestClient) -> None:
    first = listed.get("/widget.js")
    again = listed.get("/widget.js", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["cache-control"] == "no-cache"
