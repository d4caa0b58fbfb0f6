"""The verb `check` against a model server that answers as it is told to."""

import json
from collections.abc import Iterator

import pytest
from fastapi.responses import HTMLResponse, JSONResponse

from assistant.cli import main
from assistant.errors import MODEL
from assistant.generation.context import tokens
from assistant.generation.model_faults import CAUSES
from assistant.messages import MESSAGES
from tests.faults import closed_port
from tests.model_server import Messages, ModelServer, Step, Thought

KEY = "sk-a-secret-key"


def answering(_: Messages) -> list[Step]:
    return ["好"]


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    with ModelServer(answering) as running:
        monkeypatch.setenv("ASSISTANT_MODEL", "openai:scripted")
        monkeypatch.setenv("ASSISTANT_MODEL_FIRST", "20")
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        yield running


def checked(capsys: pytest.CaptureFixture[str], *options: str) -> tuple[int, str, str]:
    """The exit code, and the one line on stdout or stderr."""
    with pytest.raises(SystemExit) as end:
        main(["check", *options])
    said = capsys.readouterr()
    assert (said.out + said.err).count("\n") == 1
    assert KEY not in said.out + said.err
    return int(end.value.code or 0), said.out, said.err


def test_without_a_model_it_says_which_mode_is_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("ASSISTANT_MODEL", raising=False)
    code, out, _ = checked(capsys)
    assert code == 0
    assert "回答用讲话的原句" in out


def test_a_model_that_works_is_said_to_with_its_time(server: ModelServer, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = checked(capsys)
    assert code == 0
    assert out.startswith("openai:scripted 可以使用：")
    assert "秒" in out
    form = json.loads(checked(capsys, "--json")[1])
    assert form["ok"] is True
    assert form["first_token_ms"] > 0


def test_thinking_is_a_sign_of_life(server: ModelServer, capsys: pytest.CaptureFixture[str]) -> None:
    server.script = lambda _: [Thought("想"), Thought("一想"), "好"]
    assert checked(capsys)[0] == 0


def test_what_it_reads_is_as_long_as_the_context_that_is_set(
    server: ModelServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL_CONTEXT", "4096")
    monkeypatch.setenv("ASSISTANT_MODEL_MAX_TOKENS", "1000")
    sizes: list[int] = []

    def short(messages: Messages) -> list[Step] | JSONResponse:
        sizes.append(tokens(messages[-1]["content"]))
        if sizes[-1] > 2000:
            return JSONResponse({"error": {"message": "maximum context length is 2000 tokens"}}, 400)
        return ["好"]

    server.script = short
    code, _, said = checked(capsys)
    assert code == MODEL
    assert "ASSISTANT_MODEL_CONTEXT" in said
    assert 2900 < sizes[-1] <= 3096


@pytest.mark.parametrize(
    ("answer", "remedy"),
    [
        (JSONResponse({"error": {"message": "Incorrect API key"}}, 401), "请检查 OPENAI_API_KEY"),
        (JSONResponse({"error": {"message": "model not found"}}, 404), "请检查 ASSISTANT_MODEL 里的名称"),
        (JSONResponse({"detail": "no such model: qwen9"}, 400), "请检查 ASSISTANT_MODEL 里的名称"),
        (JSONResponse({"error": {"message": "temperature must be 1"}}, 400), "temperature must be 1"),
        (JSONResponse({"error": {"message": "slow down"}}, 429, {"retry-after": "0"}), "稍后再试"),
        (JSONResponse({"error": {"message": "broken"}}, 500), "请查看服务器的日志"),
        (JSONResponse({"choices": [{"message": {"content": "好"}}]}), "没有流式输出"),
        (HTMLResponse("<html>login</html>"), "不是 OpenAI 格式"),
    ],
)
def test_what_is_wrong_is_said_with_its_remedy(
    server: ModelServer, capsys: pytest.CaptureFixture[str], answer: JSONResponse, remedy: str
) -> None:
    server.script = lambda _: answer
    code, _, said = checked(capsys)
    assert code == MODEL
    assert remedy in said


def test_a_model_that_says_nothing_is_no_model(server: ModelServer, capsys: pytest.CaptureFixture[str]) -> None:
    server.script = lambda _: []
    code, _, said = checked(capsys)
    assert code == MODEL
    assert "什么也没有回答" in said


def test_a_server_that_is_not_there_is_named(
    server: ModelServer, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", closed_port())
    code, out, _ = checked(capsys, "--json")
    assert code == MODEL
    assert json.loads(out)["cause"] == "unreachable"


def test_a_provider_that_is_not_there_is_a_model_that_cannot_be_used(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_MODEL", "nosuchprovider:m")
    assert checked(capsys)[0] == MODEL


def test_every_cause_has_its_line() -> None:
    # These two come of reading a whole answer, which trying a model does not.
    assert {f"check.{cause}" for cause in CAUSES if cause not in ("language", "repeating")} <= MESSAGES.keys()
