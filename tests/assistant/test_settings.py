from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from assistant.chain import LONGEST_QUESTION
from assistant.errors import SettingInvalid, SettingUnknown
from assistant.generation.context import tokens
from assistant.generation.prompts import load_prompt
from assistant.messages import explain
from assistant.settings import READING, Settings, load_settings, variable, without_secrets


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in Settings.model_fields:
        monkeypatch.delenv(variable(field), raising=False)


def test_the_shipped_speech_is_asked_by_default() -> None:
    assert load_settings().speech.is_file()


def test_an_option_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PORT", "8001")
    assert load_settings().port == 8001
    assert load_settings(port=8002).port == 8002
    assert load_settings(port=None).port == 8001


def test_an_empty_variable_counts_as_unset(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PORT", "")
    assert load_settings().port == 7860


def test_a_misspelt_variable_is_refused_and_the_right_one_proposed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_PROT", "8001")
    with pytest.raises(SettingUnknown) as caught:
        load_settings()
    assert "ASSISTANT_PROT。是不是 ASSISTANT_PORT？" in explain(caught.value)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("ASSISTANT_PORT", "seven", "应为整数"),
        ("ASSISTANT_PORT", "70000", "不能大于 65535"),
        ("ASSISTANT_ROOT_PATH", "portal/", "以 / 开头"),
        ("ASSISTANT_CHROMA_URL", "10.0.0.5", "http://10.0.0.5:8000"),
        ("ASSISTANT_LANG", "fr", "'zh'"),
        ("ASSISTANT_EMBED_ORIGINS", "*", "任何网站都能"),
        ("ASSISTANT_EMBED_ORIGINS", "https://*.example.com", "逐个写出"),
        ("ASSISTANT_EMBED_ORIGINS", "http://a.example http://b.example/path", "“http://b.example/path”不是"),
        ("ASSISTANT_EMBED_ORIGINS", "portal.example", "http://portal.example.com"),
        ("ASSISTANT_EMBED_ORIGINS", "null", "不带路径"),
        ("ASSISTANT_EMBED_ORIGINS", "http://portal.example;script-src", "不带路径"),
        ("ASSISTANT_EMBED_ORIGINS", "http://portal.example:99999", "不带路径"),
        ("ASSISTANT_HOSTS", "http://qa.example", "不带 http://"),
        ("ASSISTANT_HOSTS", "qa.example:7860", "和端口"),
        ("ASSISTANT_EMBED_ORIGINS", "http://user@portal.example", "不带路径"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_what_was_expected(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingInvalid) as caught:
        load_settings()
    line = explain(caught.value)
    assert name in line
    assert f"“{value}”" in line
    assert said in line


@pytest.mark.parametrize(
    ("values", "name", "said"),
    [
        ({"model_total": 160.0}, "ASSISTANT_MODEL_TOTAL", "“160.0”不能用：不能超过 149 秒"),
        ({"answer_seconds": 60.0}, "ASSISTANT_MODEL_TOTAL", "“120.0”不能用：不能超过 59 秒"),
        ({"model_context": 4096, "model_max_tokens": 4000}, "ASSISTANT_MODEL_MAX_TOKENS", "不能超过 2296"),
        ({"model_context": 2048}, "ASSISTANT_MODEL_MAX_TOKENS", "调大 ASSISTANT_MODEL_CONTEXT"),
    ],
)
def test_settings_of_a_model_that_leave_no_room_are_refused(values: dict[str, float], name: str, said: str) -> None:
    load_settings(**values)
    with pytest.raises(SettingInvalid) as caught:
        load_settings(model="openai:any", **values)
    assert name in explain(caught.value)
    assert said in explain(caught.value)


def test_a_model_can_read_its_rules_the_longest_question_and_some_sentences() -> None:
    prompt = load_prompt("answer")
    assert tokens(prompt.system) + tokens(prompt.user.template) + LONGEST_QUESTION + 300 <= READING


@pytest.mark.parametrize(
    ("name", "value", "hidden"),
    [
        ("OPENAI_API_KEY", "sk-abc-123", True),
        ("OPENAI_API_KEY", "ollama", False),
        ("OPENAI_API_KEY", "EMPTY", False),
        ("ASSISTANT_MODEL_MAX_TOKENS", "2048", False),
        ("SOME_TOKEN", "abcdefghijklmnop", True),
        ("DATABASE_PASSWORD", "a1b2c3", True),
    ],
)
def test_secrets_are_masked_and_harmless_words_are_not(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, hidden: bool
) -> None:
    monkeypatch.setenv(name, value)
    assert (value in without_secrets(f"refused: {value}")) is not hidden


def test_secrets_in_an_address_are_masked() -> None:
    said = without_secrets("GET http://me:pw@host/v1/chat?api-version=3&api-key=abc&token=def: refused")
    assert said == "GET http://***@host/v1/chat?api-version=3&api-key=***&token=***: refused"


def test_relative_paths_count_from_the_working_directory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ASSISTANT_SPEECH", "report.txt")
    assert load_settings().speech == tmp_path / "report.txt"


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError):
        load_settings().port = 1  # type: ignore[misc]


def test_every_setting_is_described() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_secrets_are_masked() -> None:
    shown = repr(load_settings(chroma_url="https://office:secret@10.0.0.5:8000"))
    assert "secret" not in shown
    assert "https://***@10.0.0.5:8000" in shown
    assert "correct-horse" not in repr(load_settings(admin_token="correct-horse-battery"))
    with pytest.raises(SettingInvalid) as caught:
        load_settings(admin_token="too-short")
    assert "too-short" not in explain(caught.value)
    assert "16 个字符" in explain(caught.value)
    told = [name for name in Settings.model_fields if name.endswith(("token", "key", "password"))]
    assert [name for name in told if SecretStr.__name__ not in str(Settings.model_fields[name].annotation)] == []


def test_origins_are_kept_as_a_browser_names_them(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().allowed_origins == ()
    listed = "HTTP://Portal.Example:80/, https://news.example:8443 http://portal.example"
    monkeypatch.setenv("ASSISTANT_EMBED_ORIGINS", listed)
    assert load_settings().allowed_origins == ("http://portal.example", "https://news.example:8443")


def test_host_names_are_kept_in_small_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().known_hosts == ()
    monkeypatch.setenv("ASSISTANT_HOSTS", "QA.example, portal")
    assert load_settings().known_hosts == ("qa.example", "portal")
