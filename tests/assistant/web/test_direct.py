import asyncio
from typing import Any

import pytest
from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse
from fastapi.testclient import TestClient
from pydantic import BaseModel
from starlette.types import Receive, Scope, Send

from assistant.web.direct import Direct, DirectRoute
from assistant.web.errors import BodyInvalid


class Sum(BaseModel):
    parts: list[int]


async def add(asked: Sum, request: Request) -> PlainTextResponse:
    """Adds."""
    return PlainTextResponse(f"{request.url.path} {sum(asked.parts)}")


async def behind(scope: Scope, receive: Receive, send: Send) -> None:
    await PlainTextResponse("behind")(scope, receive, send)


ROUTE = DirectRoute("/sum", add, Sum, tags=["sums"])


@pytest.fixture
def client() -> TestClient:
    return TestClient(Direct(behind, ROUTE))


def test_its_path_is_served_and_nothing_else(client: TestClient) -> None:
    assert client.post("/sum", json={"parts": [1, 2]}).text == "/sum 3"
    assert client.get("/sum").text == "behind"
    assert client.post("/sums", json={"parts": [1, 2]}).text == "behind"


def test_a_path_that_a_proxy_puts_in_front_is_no_part_of_it() -> None:
    client = TestClient(Direct(behind, ROUTE), root_path="/portal")
    assert client.post("/portal/sum", json={"parts": [3]}).text.endswith(" 3")


@pytest.mark.parametrize(
    ("body", "kind", "fields"),
    [
        (b'{"parts": [1, "x"]}', "application/json", "parts.1"),
        (b"{}", "application/json", "parts"),
        (b"[", "application/json", "JSON"),
        (b'{"parts": []}', "text/plain", "JSON"),
    ],
)
def test_whoever_stands_in_front_is_told_what_is_wrong(client: TestClient, body: bytes, kind: str, fields: str) -> None:
    with pytest.raises(BodyInvalid) as caught:
        client.post("/sum", content=body, headers={"content-type": kind})
    assert caught.value.params == {"fields": fields}


def test_the_framework_describes_it_and_serves_it_the_same() -> None:
    app = FastAPI()
    app.router.routes.append(ROUTE)
    described: dict[str, Any] = app.openapi()["paths"]["/sum"]["post"]
    assert (described["tags"], described["description"]) == (["sums"], "Adds.")
    assert described["requestBody"]["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Sum"}
    with TestClient(app) as client:
        assert client.post("/sum", json={"parts": [4, 5]}).text == "/sum 9"


def test_a_lifespan_is_none_of_its_business() -> None:
    seen: list[Scope] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(scope)

    async def run() -> None:
        await Direct(app, ROUTE)({"type": "lifespan"}, None, None)  # type: ignore[arg-type]

    asyncio.run(run())
    assert seen == [{"type": "lifespan"}]
