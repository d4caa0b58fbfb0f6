"""Who is let in to the administrator's page."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from starlette.requests import Request

from assistant.web.admin_access import COOKIE, from_this_machine
from tests.assistant.web.admin_serving import TOKEN, admin, send
from tests.assistant.web.scripted import ScriptedAssistant

pytestmark = pytest.mark.usefixtures("aside")


@pytest.fixture
def client(assistant: ScriptedAssistant, folder: Path) -> Iterator[TestClient]:
    """A client on this machine."""
    with admin(assistant, folder) as client:
        yield client


def test_this_machines_own_browser_is_let_in(client: TestClient) -> None:
    response = client.get("/admin/evaluate")
    assert response.status_code == 200
    assert "全县半年工作会议讲话" in response.text
    assert "unsafe" not in response.headers["content-security-policy"]


@pytest.mark.parametrize(
    ("host", "at", "header"),
    [
        ("192.0.2.7", "192.0.2.1:7860", {}),
        ("192.0.2.7", "127.0.0.1:7860", {}),
        ("127.0.0.1", "rebound.example:7860", {}),
        ("127.0.0.1", "127.0.0.1:7860", {"x-forwarded-for": "127.0.0.1"}),
        ("127.0.0.1", "127.0.0.1:7860", {"forwarded": "for=127.0.0.1"}),
        ("127.0.0.1", "127.0.0.1:7860", {"via": "1.1 proxy"}),
        ("127.0.0.1", "127.0.0.1:7860", {"host": "["}),
    ],
)
@pytest.mark.parametrize("path", ["", "/runs", "/template.xlsx", "/runs/20250101-000000-00000000/view"])
def test_from_elsewhere_or_through_a_proxy_one_is_told_what_to_do(
    assistant: ScriptedAssistant, folder: Path, host: str, at: str, header: dict[str, str], path: str
) -> None:
    with admin(assistant, folder, host=host, at=at) as client:
        response = client.get(f"/admin/evaluate{path}", headers=header)
        assert response.status_code == 403
        assert "ASSISTANT_ADMIN_TOKEN" in response.text
        assert "<form" not in response.text
        assert send(client, headers=header).status_code == 403
    assert not folder.exists()


def test_the_old_protocol_that_proxies_speak_gives_one_away() -> None:
    scope = {"type": "http", "client": ("127.0.0.1", 1), "headers": [(b"host", b"127.0.0.1:7860")]}
    assert from_this_machine(Request(scope | {"http_version": "1.1"}))
    assert not from_this_machine(Request(scope | {"http_version": "1.0"}))
    assert not from_this_machine(Request(scope | {"client": None}))


def test_a_file_is_not_read_from_who_is_not_let_in(assistant: ScriptedAssistant, folder: Path) -> None:
    with admin(assistant, folder, host="192.0.2.7") as client:
        assert send(client, b"x" * 100_000).status_code == 403
    assert not folder.exists()


@pytest.mark.parametrize("host", ["::1", "::ffff:127.0.0.1"])
def test_the_newer_addresses_of_this_machine_are_its_own_too(
    assistant: ScriptedAssistant, folder: Path, host: str
) -> None:
    with admin(assistant, folder, host=host, at="localhost:7860") as client:
        assert client.get("/admin/evaluate").status_code == 200


def test_a_program_comes_in_with_the_token_as_bearer(assistant: ScriptedAssistant, folder: Path) -> None:
    with admin(assistant, folder, TOKEN, host="192.0.2.7", at="portal.example") as client:
        right, wrong = ({"authorization": f"Bearer {token}"} for token in (TOKEN, TOKEN[:-1]))
        assert client.get("/admin/evaluate/runs", headers=right).json() == []
        refused = client.get("/admin/evaluate/runs", headers=wrong)
        assert (refused.status_code, refused.json()["code"]) == (403, "admin_token_wrong")
        assert TOKEN not in refused.text


def test_a_person_comes_in_with_the_token_and_stays(assistant: ScriptedAssistant, folder: Path) -> None:
    with admin(assistant, folder, TOKEN, host="192.0.2.7", at="portal.example") as client:
        door = client.get("/admin/evaluate")
        assert door.status_code == 403
        assert '<form class="enter"' in door.text
        wrong = client.post("/admin/login", data={"token": "guess"})
        assert (wrong.status_code, "set-cookie" in wrong.headers) == (403, False)
        assert "令牌不对" in wrong.text
        right = client.post("/admin/login", data={"token": TOKEN})
        assert (right.status_code, right.headers["location"]) == (303, "evaluate")
        cookie = right.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        # Without a path, the browser sends it to /admin alone, below whatever prefix that stands.
        assert "Path" not in cookie
        assert TOKEN not in cookie
        value = cookie.split(";")[0].removeprefix(f"{COOKIE}=")
        assert client.get("/admin/evaluate", headers={"cookie": f"{COOKIE}={value}"}).status_code == 200
        assert client.get("/admin/evaluate", headers={"cookie": f"{COOKIE}={TOKEN}"}).status_code == 403


def test_without_a_token_nobody_can_sign_in(assistant: ScriptedAssistant, folder: Path) -> None:
    with admin(assistant, folder, host="192.0.2.7") as client:
        assert client.post("/admin/login", data={"token": ""}).status_code == 403


@pytest.mark.parametrize(
    "header",
    [
        {"sec-fetch-site": "cross-site", "origin": "http://127.0.0.1:7860"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://elsewhere.example"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "null"},
        {"origin": "http://["},
    ],
)
def test_another_site_cannot_make_the_browser_do_anything(
    client: TestClient, folder: Path, header: dict[str, str]
) -> None:
    refused = send(client, headers=header)
    assert (refused.status_code, refused.json()["code"]) == (403, "cross_site")
    assert not folder.exists()
    run_id = send(client).json()["id"]
    assert client.post(f"/admin/evaluate/runs/{run_id}/start", headers=header).status_code == 403


@pytest.mark.parametrize(
    "header",
    [
        {"sec-fetch-site": "same-origin", "origin": "http://127.0.0.1:7860"},
        {"origin": "http://127.0.0.1:7860"},
        {},
    ],
)
def test_the_page_itself_and_programs_can(client: TestClient, header: dict[str, str]) -> None:
    assert send(client, headers=header).status_code == 200


def test_behind_a_proxy_that_changes_the_host_the_page_still_can(assistant: ScriptedAssistant, folder: Path) -> None:
    with admin(assistant, folder, TOKEN) as client:
        header = {"authorization": f"Bearer {TOKEN}", "origin": "https://portal.example"}
        assert send(client, headers=header).status_code == 403
        assert send(client, headers=header | {"x-forwarded-host": "portal.example"}).status_code == 200
