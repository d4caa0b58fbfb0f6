import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from assistant.cli import application

SOUND: dict[str, Any] = {
    "id": "1",
    "question": "几座？",
    "type": "figure",
    "evidence": ["全县新建水库3座"],
    "facts": [["3座"]],
}


def typed(*arguments: object) -> Result:
    app = application(("questions",))
    return CliRunner().invoke(app, ["questions", *map(str, arguments)], catch_exceptions=False)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "q.jsonl"


def test_a_sound_file_is_said_to_be_so(file: Path, speech_file: Path) -> None:
    file.write_text(json.dumps(SOUND, ensure_ascii=False), encoding="utf-8")
    result = typed("check", file, "--speech", speech_file)
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 道题，没有错误" in result.stderr


def test_each_fault_is_a_line_with_its_row(file: Path, speech_file: Path) -> None:
    lines = [SOUND, SOUND | {"id": "2", "evidence": ["全县新建水库5座"]}, SOUND | {"type": "数"}]
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    result = typed("check", file, "--speech", speech_file)
    assert result.exit_code == 1
    first, second = result.stdout.splitlines()
    assert first.startswith("第 2 行“原文依据”")
    assert "一（一）一是·第2句：“全县新建水库3座”" in first
    assert second.startswith("第 3 行“类型”")
    assert "3 道题" not in result.stderr  # the third is no question
    assert "2 处错误" in result.stderr


def test_a_template_is_written_where_it_was_asked_for(tmp_path: Path) -> None:
    result = typed("template", tmp_path / "空表.xlsx")
    assert result.exit_code == 0
    assert (tmp_path / "空表.xlsx").stat().st_size > 5000
