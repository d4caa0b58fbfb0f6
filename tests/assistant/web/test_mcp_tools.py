"""MCP, spoken by the SDK's own client with a running server."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import httpx
import pytest
from mcp import Client

from tests.assistant.web.scripted import GDP, RESERVOIRS, ROADS, ScriptedAssistant, written
from tests.assistant.web.web_serving import serving


@pytest.fixture(scope="module")
def pair(speech_text: str) -> Iterator[tuple[str, ScriptedAssistant]]:
    assistant = written(speech_text)
    with serving(assistant) as url:
        yield url, assistant


def talk(url: str, conversation: Callable[[Client], Awaitable[Any]], mode: str = "auto") -> Any:
    """What ``conversation`` finds out, in either of the protocol's eras."""

    async def run() -> Any:
        async with Client(f"{url}mcp", mode=mode) as client:
            return await conversation(client)

    return asyncio.run(run())


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_the_tools_are_ask_and_read_section(pair: tuple[str, ScriptedAssistant], mode: str) -> None:
    tools = talk(pair[0], lambda client: client.list_tools(), mode).tools
    assert [tool.name for tool in tools] == ["ask", "read_section"]
    assert all(tool.description and tool.annotations.read_only_hint for tool in tools)
    assert tools[0].input_schema["properties"]["question"]["maxLength"] == 500


@pytest.mark.parametrize("mode", ["auto", "legacy"])
def test_an_answer_comes_with_its_citations(pair: tuple[str, ScriptedAssistant], mode: str) -> None:
    url, assistant = pair
    asked = {"question": ROADS, "history": [RESERVOIRS]}
    result = talk(url, lambda client: client.call_tool("ask", asked), mode)
    assert not result.is_error
    citation = result.structured_content["citations"][0]
    assert assistant.outline.text[citation["start"] : citation["end"]] == citation["quote"]
    assert assistant.asked[-1][:2] == (ROADS, (RESERVOIRS,))


def test_a_refusal_is_no_error(pair: tuple[str, ScriptedAssistant]) -> None:
    result = talk(pair[0], lambda client: client.call_tool("ask", {"question": GDP}))
    assert not result.is_error
    assert result.structured_content["refused"] is True


def test_a_section_is_read(pair: tuple[str, ScriptedAssistant]) -> None:
    result = talk(pair[0], lambda client: client.call_tool("read_section", {"address": "一（二）"}))
    assert result.structured_content["kind"] == "section"
    assert "新建公路56公里" in result.structured_content["text"]


@pytest.mark.parametrize(
    ("tool", "given", "said"),
    [
        ("read_section", {"address": "九（九）"}, "九（九）"),
        ("ask", {"question": "  "}, "问题是空的"),
        ("ask", {"question": "长" * 501}, "500"),
        ("ask", {"question": "x", "history": ["q"] * 21}, "20"),
    ],
)
def test_what_goes_wrong_is_told_in_a_sentence(
    pair: tuple[str, ScriptedAssistant], tool: str, given: dict[str, Any], said: str
) -> None:
    result = talk(pair[0], lambda client: client.call_tool(tool, given))
    assert result.is_error
    assert said in result.content[0].text
    assert "Traceback" not in result.content[0].text


LISTING = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
PROGRAM = {"accept": "application/json, text/event-stream", "content-type": "application/json"}


@pytest.mark.parametrize("host", ["portal.example", "10.0.0.5:8080", "qa.intranet:7860"])
def test_a_program_is_served_under_whatever_name_a_proxy_passes_on(
    pair: tuple[str, ScriptedAssistant], host: str
) -> None:
    response = httpx.post(f"{pair[0]}mcp", json=LISTING, headers=PROGRAM | {"host": host}, trust_env=False)
    assert response.status_code == 200
    assert len(response.json()["result"]["tools"]) == 2


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:9"])
def test_a_page_of_a_site_that_is_not_listed_cannot_call_whatever_name_it_gave_itself(
    pair: tuple[str, ScriptedAssistant], origin: str
) -> None:
    headers = PROGRAM | {"origin": origin, "host": "evil.example"}
    response = httpx.post(f"{pair[0]}mcp", json=LISTING, headers=headers, trust_env=False)
    assert response.status_code == 403
    assert response.json()["code"] == "origin_forbidden"


def test_no_session_is_kept_between_requests(pair: tuple[str, ScriptedAssistant]) -> None:
    assert httpx.get(f"{pair[0]}mcp", headers=PROGRAM, trust_env=False).status_code == 405
