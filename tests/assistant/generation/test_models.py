"""Opening the model that the settings name."""

import socket
import subprocess
import sys
import time
from contextlib import closing

import pytest
from langchain_core.language_models import GenericFakeChatModel
from langchain_core.messages import AIMessage, HumanMessage
from langchain_openai import ChatOpenAI
from pydantic import SecretStr
from starlette.responses import JSONResponse, Response

from assistant.errors import SettingInvalid, WriterUnusable
from assistant.generation.model_faults import WriterFault
from assistant.generation.models import Deadlines, Writer, open_writer
from assistant.messages import explain
from assistant.settings import ROOT, Settings, load_settings
from tests.faults import FAULTS
from tests.model_server import Messages, ModelServer, Step


def test_no_model_is_set_by_default() -> None:
    assert open_writer(Settings()) is None


def test_without_a_model_nothing_of_its_client_is_imported() -> None:
    program = (
        "import sys; import assistant.open; "
        "print([name for name in ('openai', 'langchain_openai', 'langchain.chat_models') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_model_is_opened_without_being_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    writer = open_writer(Settings(model="openai:qwen3-32b", model_total=7.0))
    assert writer is not None
    assert (writer.name, writer.deadlines.total) == ("openai:qwen3-32b", 7.0)
    writer.close()


def test_a_server_that_takes_no_connection_is_out_of_reach_and_not_merely_late(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.socket() as full, socket.socket() as waiting:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        waiting.connect(full.getsockname())  # the one that it keeps waiting; the next gets no answer
        monkeypatch.setenv("OPENAI_BASE_URL", f"http://127.0.0.1:{full.getsockname()[1]}/v1")
        writer = open_writer(Settings(model="openai:any", model_connect=0.2, model_first=30.0))
        assert writer is not None
        with closing(writer), pytest.raises(WriterFault) as caught:
            list(writer.stream([HumanMessage("?")]))
    assert caught.value.cause == "unreachable"


def test_what_failed_before_is_told_where_the_next_attempt_takes_too_long(server: ModelServer) -> None:
    def script(messages: Messages) -> Response | list[Step]:
        return replies.pop() if replies else FAULTS["stall before"].script(messages)  # type: ignore[return-value]

    replies = [JSONResponse({}, 503)]
    server.script = script
    model = ChatOpenAI(base_url=server.url, api_key=SecretStr("none"), model="any", max_retries=0)
    with (
        closing(Writer(model, "any", Deadlines(first=0.8, total=5.0))) as writer,
        pytest.raises(WriterFault) as caught,
    ):
        list(writer.stream([HumanMessage("?")]))
    assert caught.value.cause == "server"


def test_the_time_is_over_even_where_pieces_are_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    writer = Writer(GenericFakeChatModel(messages=iter([AIMessage("一 二 三 四 五")])), "fake")
    with closing(writer), closing(writer.stream([HumanMessage("?")])) as pieces:
        assert next(pieces).text
        now = time.monotonic()
        monkeypatch.setattr("assistant.generation.models.time.monotonic", lambda: now + 1000)
        with pytest.raises(WriterFault) as caught:
            list(pieces)
    assert caught.value.cause == "timeout"


@pytest.mark.parametrize("name", ["ollama:qwen3", "nobody:model"])
def test_a_provider_that_is_not_there_is_named_with_what_to_check(name: str) -> None:
    with pytest.raises(WriterUnusable) as caught:
        open_writer(Settings(model=name))
    assert name in explain(caught.value)
    assert "ASSISTANT_MODEL" in explain(caught.value)


@pytest.mark.parametrize("name", ["qwen3-32b", "openai:", "OpenAI:x", "openai: x"])
def test_a_name_without_its_provider_is_refused(name: str) -> None:
    with pytest.raises(SettingInvalid) as caught:
        load_settings(model=name)
    assert "openai:qwen3-32b" in explain(caught.value)


def test_a_key_is_masked_in_what_cannot_be_set_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NOBODY_API_KEY", "nobody:model-key")
    with pytest.raises(WriterUnusable) as caught:
        open_writer(Settings(model="nobody:model-key"))
    assert "nobody:model-key" not in str(caught.value.params["reason"])
