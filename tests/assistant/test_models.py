"""Opening the model that the settings name."""

import subprocess
import sys

import pytest

from assistant.errors import SettingInvalid, WriterUnusable
from assistant.messages import explain
from assistant.models import open_writer
from assistant.settings import ROOT, Settings, load_settings


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
