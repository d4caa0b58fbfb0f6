"""The whole way with a real model server: `transformers serve`, a tiny model trained on the spot, each face of the product."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from assistant.open import open_assistant
from assistant.settings import ROOT, Settings
from tests.assistant.web.web_serving import Visit, serving
from tests.conftest import SPEECH
from tests.model_server import ModelServer
from tests.ports import free_port

pytestmark = [
    pytest.mark.timeout(600),
    # Gradio sets an option of pandas that newer versions no longer need.
    pytest.mark.filterwarnings("ignore:.*no_silent_downcasting"),
]

QUESTION = "上半年新建水库几座？"
SOURCE = "全县新建水库3座，完成投资2.4亿元。"
ANSWER = "上半年全县新建水库3座，完成投资2.4亿元[{id}]。全县新建水库5座[{id}]。"
"""What the model learns to say: its first sentence is carried by what it cites, its second one is not."""
SHOWN = "上半年全县新建水库3座，完成投资2.4亿元。[1]"
OFFLINE = {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_UPDATE_CHECK": "1", "HF_HUB_DISABLE_TELEMETRY": "1"}


def settings(folder: Path) -> Settings:
    return Settings(
        speech=folder / "speech.txt",
        data=folder / "data",
        model=f"openai:{folder / 'tiny'}",
        model_temperature=0,
        model_context=4096,
        model_max_tokens=256,
        model_first=120,
    )


@pytest.fixture(scope="session")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the speech, and in ``tiny`` a model that knows its answer to the very prompt by heart."""
    folder = tmp_path_factory.mktemp("taught")
    (folder / "speech.txt").write_bytes(SPEECH.encode())
    with ModelServer(lambda _: ["讲话没有提到这个问题。"]) as scripted, pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENAI_BASE_URL", scripted.url)
        with closing(open_assistant(settings(folder))) as assistant:
            assistant.ask(QUESTION)
        prompt = [{"role": one["role"], "content": one["content"]} for one in scripted.counts.last]
    found = re.search(rf"\[(\w+)\] {re.escape(SOURCE)}", prompt[-1]["content"])
    assert found
    lessons = json.dumps([(prompt, ANSWER.format(id=found.group(1)))])
    command = [sys.executable, "-m", "tests.tiny_model", str(folder / "tiny")]
    subprocess.run(command, input=lessons.encode(), cwd=ROOT, env=os.environ | OFFLINE, check=True)
    return folder


@pytest.fixture(scope="session")
def model_url(taught: Path) -> Iterator[str]:
    """The address of `transformers serve` with that model."""
    port = free_port()
    command = [sys.executable, "-m", "transformers.cli.transformers", "serve", str(taught / "tiny")]
    with (taught / "serve.log").open("wb") as log:
        server = subprocess.Popen(
            [*command, "--host", "127.0.0.1", "--port", str(port), "--device", "cpu"],
            env=os.environ | OFFLINE,
            stdout=log,
            stderr=log,
        )
        try:
            _wait_for(f"http://127.0.0.1:{port}/health", server, taught / "serve.log")
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            server.terminate()
            server.wait(20)


def _wait_for(url: str, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        if server.poll() is not None:
            break
        try:
            if httpx.get(url, timeout=5).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.2)
    pytest.fail(f"transformers serve did not start: {log.read_text(errors='replace')[-2000:]}")


@pytest.fixture
def environment(taught: Path, model_url: str) -> dict[str, str]:
    """The settings as an office would set them."""
    given = {
        "ASSISTANT_SPEECH": str(taught / "speech.txt"),
        "ASSISTANT_DATA": str(taught / "data"),
        "ASSISTANT_MODEL": f"openai:{taught / 'tiny'}",
        "ASSISTANT_MODEL_TEMPERATURE": "0",
        "ASSISTANT_MODEL_CONTEXT": "4096",
        "ASSISTANT_MODEL_MAX_TOKENS": "256",
        "ASSISTANT_MODEL_FIRST": "120",
        "OPENAI_BASE_URL": model_url,
    }
    return os.environ | given


def test_the_command_line_answers_by_the_model(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "assistant", "ask", QUESTION, "--json"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    answer = json.loads(done.stdout)
    assert (answer["mode"], answer["answer"]) == ("model", SHOWN), done.stderr
    assert [one["quote"] for one in answer["citations"]] == [SOURCE]


def test_the_verb_check_finds_it_well(environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "assistant", "check"]
    # Its own small context: what it is given to read there was not among its lessons.
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "可以使用" in done.stdout


def test_the_api_streams_a_draft_its_source_and_the_verified_sentence(
    taught: Path, model_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", model_url)
    with closing(open_assistant(settings(taught))) as assistant, serving(assistant) as address:
        asked = {"json": {"question": QUESTION}, "headers": {"accept": "text/event-stream"}, "timeout": 300}
        body = httpx.post(f"{address}api/ask", **asked).text  # type: ignore[arg-type]
    frames = [block.split("\n") for block in body.strip().split("\n\n")]
    events = [(kind.removeprefix("event: "), json.loads(data.removeprefix("data: "))) for kind, data in frames]
    kinds = [kind for kind, _ in events]
    assert kinds.index("draft") < kinds.index("citation") < kinds.index("token")
    assert kinds.count("draft") > 2
    assert [data["text"] for kind, data in events if kind == "token"] == [SHOWN, ""]
    assert events[-1][1]["answer"] == SHOWN


@pytest.mark.browser
def test_the_page_shows_the_answer_with_its_source_highlighted(
    taught: Path, model_url: str, browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", model_url)
    with (
        closing(open_assistant(settings(taught))) as assistant,
        serving(assistant) as address,
        browser.new_context(locale="zh-CN") as context,
    ):
        reader = Visit(context.new_page())
        reader.page.set_default_timeout(120_000)
        reader.page.goto(address)
        reader.page.wait_for_selector("#chat .welcome")
        reader.ask(QUESTION)
        shown = reader.page.locator("#chat .answer.done")
        assert shown.locator(".said").all_inner_texts() == [SHOWN]
        assert "AI 生成，请核对原文" in shown.inner_text()
        assert reader.highlighted() == [SOURCE]
