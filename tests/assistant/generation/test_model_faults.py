"""Whatever the model's server does, the answer comes, is labelled, and nothing is left behind."""

import asyncio
import logging
import math
import socket
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path
from queue import SimpleQueue

import httpx
import psutil
import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import HumanMessage
from langchain_core.outputs import ChatGenerationChunk
from starlette.responses import JSONResponse

from assistant.answer import Answer
from assistant.chain import Assistant
from assistant.generation.model_faults import CAUSES, WriterFault, fault_of
from assistant.generation.model_requests import request
from assistant.messages import text
from tests.assistant.conftest import county_assistant
from tests.faults import FAULTS, QUESTION, closed_port, good
from tests.model_server import ModelServer

KEY = "sk-secret-1"


def falls_back(answer: Answer, cause: str) -> bool:
    """Whether ``answer`` is the speech's own sentences, labelled with ``cause``."""
    return answer.mode == "extractive" and answer.note == text(f"model.{cause}") and "1.42%" in answer.text


def connections_to(server: ModelServer) -> set[int]:
    """The ports of this process that are connected to ``server``."""
    port = int(server.url.split(":")[2].partition("/")[0])
    connections = psutil.Process().net_connections("tcp")
    return {one.laddr.port for one in connections if one.raddr and one.raddr.port == port and one.fd != -1}


def test_a_good_answer_is_the_models_own(written: Assistant, server: ModelServer) -> None:
    server.script = good
    answer = written.ask(QUESTION)
    assert (answer.mode, answer.note) == ("model", "")
    assert answer.text == "6月底，全县不良贷款率为1.42%，比年初下降0.3个百分点。[1]"


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_ends_in_the_speechs_own_sentences_labelled(
    written: Assistant, server: ModelServer, name: str, caplog: pytest.LogCaptureFixture
) -> None:
    server.script = FAULTS[name].script
    with caplog.at_level(logging.INFO, "assistant"):
        answer = written.ask(QUESTION)
    assert falls_back(answer, FAULTS[name].cause)
    assert [record.name for record in caplog.records if record.name.startswith("assistant")]
    assert "Traceback" not in caplog.text
    assert KEY not in caplog.text
    assert server.wait_until_idle()


@pytest.mark.parametrize("fails", ["connection", "name"])
def test_a_server_that_is_not_there_ends_in_the_speechs_own_sentences(
    fails: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setenv("OPENAI_BASE_URL", closed_port() if fails == "connection" else "http://nowhere.example/v1")
    if fails == "name":
        monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assistant = county_assistant(tmp_path)
    assert falls_back(assistant.ask(QUESTION), "unreachable")
    assistant.close()


def test_a_busy_server_is_asked_again_when_it_says(written: Assistant, server: ModelServer) -> None:
    replies = iter([JSONResponse({}, 429, headers={"retry-after": "0"}), JSONResponse({}, 503)])
    begun = server.counts.begun
    server.script = lambda messages: next(replies, None) or good(messages)
    assert written.ask(QUESTION).mode == "model"
    assert server.counts.begun == begun + 3


def test_nothing_is_asked_again_once_a_token_came(written: Assistant, server: ModelServer) -> None:
    server.script = FAULTS["cut in the middle"].script
    begun = server.counts.begun
    written.ask(QUESTION)
    assert server.counts.begun == begun + 1


def test_closing_the_stream_ends_the_request_at_the_server(written: Assistant, server: ModelServer) -> None:
    server.script = FAULTS["stall in the middle"].script
    left = server.counts.left
    events = written.stream(QUESTION)
    assert next(event for event in events if event.kind == "draft")
    events.close()  # type: ignore[attr-defined]
    assert server.wait_until_idle()
    assert server.counts.left == left + 1


def test_closing_an_assistant_leaves_no_thread_and_no_connection(
    server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    server.script = good
    threads, connections = set(threading.enumerate()), connections_to(server)
    assistant = county_assistant(tmp_path)
    assert assistant.ask(QUESTION).mode == "model"
    assert set(threading.enumerate()) > threads
    assert connections_to(server) > connections
    assistant.close()
    assistant.close()
    assert set(threading.enumerate()) == threads
    assert connections_to(server) == connections


def test_closing_waits_for_a_name_that_is_being_looked_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()

    def slow(*_: object, **__: object) -> None:
        begun.set()
        time.sleep(0.3)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setenv("OPENAI_BASE_URL", "http://slow.example/v1")
    monkeypatch.setattr(socket, "getaddrinfo", slow)
    threads = set(threading.enumerate())
    assistant = county_assistant(tmp_path)
    asking = threading.Thread(target=assistant.ask, args=[QUESTION])
    asking.start()
    assert begun.wait(10)
    assistant.close()
    assert set(threading.enumerate()) - {asking} == threads
    asking.join(10)
    assert not asking.is_alive()


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_has_its_note(cause: str) -> None:
    assert text(f"model.{cause}", "zh") != text(f"model.{cause}", "en")


def test_an_error_of_any_client_is_told_apart_by_its_status_or_its_name() -> None:
    class RateLimited(Exception):
        status_code = 429

    class ConnectError(Exception):
        pass

    wrapped = RuntimeError("wrapped")
    wrapped.__cause__ = ConnectError("refused")
    assert fault_of(RateLimited("slow down")).cause == "busy"
    assert fault_of(wrapped).cause == "unreachable"
    assert fault_of(KeyError("choices")).cause == "bad_reply"
    assert fault_of(WriterFault("cut")).cause == "cut"


def test_keys_do_not_get_into_a_faults_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    assert KEY not in str(fault_of(ValueError(f"Incorrect key {KEY} at http://user:pw@host/v1")))
    assert "user:pw" not in str(fault_of(ValueError("http://user:pw@host/v1")))


def test_a_servers_control_characters_do_not_get_into_a_faults_reason() -> None:
    assert fault_of(ValueError("bad\x1b[31m key\r\n\x00\u2028!")).reason == "ValueError: bad [31m key !"


def test_being_cancelled_is_not_tried_again() -> None:
    class Cancelled(GenericFakeChatModel):
        async def _astream(self, *_: object, **__: object) -> AsyncIterator[ChatGenerationChunk]:
            nonlocal begun
            begun += 1
            raise asyncio.CancelledError from httpx.ConnectError("refused")
            yield

    begun = 0
    with pytest.raises(asyncio.CancelledError):
        asyncio.run(request(Cancelled(messages=iter([])), [HumanMessage("?")], SimpleQueue(), math.inf))
    assert begun == 1
