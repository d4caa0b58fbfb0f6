import json
from pathlib import Path

import pytest

from assistant.evaluation.identity import identify, parameters_of
from assistant.settings import Settings
from index.outline import Outline
from index.parse import parse_outline


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("index/a.py", "assistant/b.json", "prompts/judge.system.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    monkeypatch.setattr("assistant.evaluation.identity._ROOT", tmp_path)
    return tmp_path


def test_each_hash_changes_with_what_it_is_of_and_with_nothing_else(
    tree: Path, questions_file: Path, outline: Outline
) -> None:
    before = identify(questions_file, outline, {})
    assert identify(questions_file, outline, {}) == before
    changes = {
        "code_sha256": tree / "assistant" / "b.json",
        "prompts_sha256": tree / "prompts" / "judge.system.md",
        "questions_sha256": questions_file,
    }
    for key, path in changes.items():
        kept = path.read_text(encoding="utf-8")
        path.write_text(kept + "\n", encoding="utf-8")
        after = identify(questions_file, outline, {})
        assert [name for name in before if before[name] != after[name]] == [key]
        path.write_text(kept, encoding="utf-8")
    other = identify(questions_file, parse_outline(outline.text + "完。\n"), {})
    assert [name for name in before if before[name] != other[name]] == ["text_sha256"]


def test_a_renamed_module_is_other_code(tree: Path, questions_file: Path, outline: Outline) -> None:
    before = identify(questions_file, outline, {})["code_sha256"]
    (tree / "index" / "a.py").rename(tree / "index" / "c.py")
    assert identify(questions_file, outline, {})["code_sha256"] != before


def test_a_language_model_is_named_with_what_it_reads(speech_file: Path, tmp_path: Path) -> None:
    settings = Settings(speech=speech_file, data=tmp_path)
    assert "model" not in parameters_of(settings)
    passages = parameters_of(settings.model_copy(update={"model": "openai:m", "model_temperature": 0.3}))
    whole = parameters_of(settings.model_copy(update={"model": "openai:m", "model_whole": True}))
    assert (passages["model"], passages["model_temperature"], passages["model_reads"]) == (
        "openai:m",
        "0.3",
        "passages",
    )
    assert whole["model_reads"] == "whole"


def test_settings_name_document_index_and_model_and_no_folder(speech_file: Path, tmp_path: Path) -> None:
    parameters = parameters_of(Settings(speech=speech_file, data=tmp_path))
    assert parameters["document"] == "speech.txt"
    assert {"index", "embedding_model", "embedding_fingerprint"} <= set(parameters)
    assert str(tmp_path) not in json.dumps(parameters)
