import asyncio

import httpx
import pytest
from fastapi.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect

from assistant.web.guard import MAX_BODY, Guard
from tests.assistant.web.scripted import RESERVOIRS, ScriptedAssistant


@pytest.mark.parametrize(("method", "path", "allow"), [("DELETE", "/api/ask", "POST"), ("POST", "/", "GET, HEAD")])
def test_another_method_is_a_problem_that_names_those_there_are(
    client: TestClient, method: str, path: str, allow: str
) -> None:
    response = client.request(method, path)
    assert response.status_code == 405
    assert response.headers["allow"] == allow
    assert allow in response.json()["detail"]


@pytest.mark.parametrize("path", ["/", "/healthz", "/config", "/web/page.js", "/web/page.css", "/theme.css"])
def test_what_the_page_needs_is_there_with_its_headers(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 200
    assert "default-src 'self'" in response.headers["content-security-policy"]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["referrer-policy"] == "no-referrer"


def test_every_file_of_the_page_can_be_loaded(client: TestClient) -> None:
    from assistant.web.app import STATIC

    for file in STATIC.iterdir():
        assert client.get(f"/web/{file.name}").status_code == 200, file.name


def test_another_origin_is_never_reflected(client: TestClient) -> None:
    headers = {"origin": "https://elsewhere.example", "host": "portal.example"}
    response = client.get("/config", headers=headers)
    assert "access-control-allow-origin" not in response.headers


@pytest.mark.parametrize("path", ["/api/ask", "/gradio_api/queue/join"])
def test_a_body_over_the_limit_is_refused_in_a_sentence(client: TestClient, path: str) -> None:
    response = client.post(path, content=b" " * (MAX_BODY + 1), headers={"content-type": "application/json"})
    assert response.status_code == 413
    assert "64 KB" in response.json()["detail"]


def test_a_body_of_undeclared_length_is_counted() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        raise AssertionError("the body must not get through")

    sent: list[Message] = []
    chunks = iter([{"type": "http.request", "body": b"x" * 40_000, "more_body": True}] * 3)

    async def receive() -> Message:
        return next(chunks)

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/api/ask", "headers": [(b"accept-language", b"en")]}
    asyncio.run(Guard(app)(scope, receive, send))
    assert sent[0]["status"] == 413
    assert b"64 KB: shorten" in sent[1]["body"]


def test_a_body_at_the_limit_arrives_whole(served: tuple[TestClient, ScriptedAssistant]) -> None:
    client, assistant = served
    body = f'{{"question": "{RESERVOIRS}"}}'.encode()
    response = client.post("/api/ask", content=body.ljust(MAX_BODY), headers={"content-type": "application/json"})
    assert response.status_code == 200
    assert assistant.asked[-1][0] == RESERVOIRS


def refused(guard: Guard, first: list[Message]) -> list[Message]:
    """What a request gets of which ``first`` arrives and then nothing more."""
    sent: list[Message] = []

    async def receive() -> Message:
        if first:
            return first.pop(0)
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/api/ask", "headers": [(b"accept-language", b"en")]}
    asyncio.run(guard(scope, receive, send))
    return sent


async def unreached(scope: Scope, receive: Receive, send: Send) -> None:
    raise AssertionError("nothing must get through")


def test_a_body_that_does_not_arrive_is_not_waited_for_forever() -> None:
    sent = refused(Guard(unreached, patience=0.01), [{"type": "http.request", "body": b"{", "more_body": True}])
    assert sent[0]["status"] == 408
    assert b"body_too_slow" in sent[1]["body"]


def test_of_a_body_whose_sender_leaves_nothing_gets_through() -> None:
    half = {"type": "http.request", "body": b"{}", "more_body": True}
    assert refused(Guard(unreached), [half, {"type": "http.disconnect"}]) == []


def test_a_websocket_is_refused_at_once(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/gradio_api/queue/join"):
        raise AssertionError("it must not be accepted")


def test_a_prefix_of_a_proxy_is_left_out_of_the_match() -> None:
    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def get(path: str) -> int:
        transport = httpx.ASGITransport(Guard(app), root_path="/portal/qa")
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            return (await client.get(path)).status_code

    assert asyncio.run(get("/portal/qa/healthz")) == 204
    assert asyncio.run(get("/portal/qa/monitoring")) == 404


def test_of_more_questions_than_places_the_next_is_told_to_come_back() -> None:
    async def together() -> tuple[list[int], httpx.Response]:
        held, come = asyncio.Event(), asyncio.Semaphore(0)

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["path"] == "/api/ask":
                come.release()
                await held.wait()
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body", "body": b""})

        transport = httpx.ASGITransport(Guard(app, places=2))
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
            inside = [asyncio.create_task(client.post("/api/ask")) for _ in range(2)]
            for _ in inside:
                await come.acquire()
            busy = await client.post("/api/ask")
            others = [await client.post("/api/feedback"), await client.get("/api/speech")]
            held.set()
            freed = [*await asyncio.gather(*inside), await client.post("/api/ask")]
        return [one.status_code for one in (*others, *freed)], busy

    statuses, busy = asyncio.run(together())
    assert set(statuses) == {204}
    assert (busy.status_code, busy.json()["code"]) == (503, "busy")
    assert int(busy.headers["retry-after"]) > 0
