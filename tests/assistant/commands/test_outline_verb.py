import json
from pathlib import Path

import pytest

from assistant import cli
from index.parse import parse_outline


def run(capfdbinary: pytest.CaptureFixture[bytes], *arguments: str) -> bytes:
    """What was printed, byte for byte."""
    with pytest.raises(SystemExit) as caught:
        cli.main(["outline", *arguments])
    assert not caught.value.code
    return capfdbinary.readouterr().out


def test_the_text_is_the_file_byte_for_byte(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    content = "\ufeff一、水利\r\n新建水库3座。\u00a0\r\n\r\n二、公路\n".encode()
    (tmp_path / "report.txt").write_bytes(content)
    assert run(capfdbinary, "--text", "--speech", str(tmp_path / "report.txt")) == content


def test_json_offsets_point_into_that_text(speech_file: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    text = run(capfdbinary, "--text", "--speech", str(speech_file)).decode()
    parts = json.loads(run(capfdbinary, "--json", "--speech", str(speech_file)))
    assert parts["characters"] == len(text)
    assert len(parts["sentences"]) == len(parse_outline(text).sentences)
    assert all(text[part["start"] : part["end"]] == part["text"] for part in parts["sentences"])


def test_the_tree_shows_each_part_below_its_section(
    speech_file: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    lines = run(capfdbinary, "--speech", str(speech_file)).decode().splitlines()
    assert "  一、关于上半年工作  [一]" in lines
    assert "    （一）水利建设有力推进。  [一（一）]" in lines
    assert "      一是加快水库建设。全县新建水库3座，完成投资2.…  [一（一）一是]  2 句" in lines
    assert lines.index("  二、关于下半年工作  [二]") > lines.index("    （二）公路建设全面提速。  [一（二）]")


def test_a_text_without_headings_says_so(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    (tmp_path / "letter.txt").write_text("大家好。今天开会。\n会议到此结束。\n", encoding="utf-8")
    assert "没有找到标题序号" in run(capfdbinary, "--speech", str(tmp_path / "letter.txt")).decode()


def test_a_section_that_is_one_sentence_is_shown_by_its_number(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (tmp_path / "plan.txt").write_text("一、任务\n1.完成投资3亿元。\n2.新建公路\n", encoding="utf-8")
    lines = run(capfdbinary, "--speech", str(tmp_path / "plan.txt")).decode().splitlines()
    assert lines[1:4] == ["  一、任务  [一]", "      1.  [一1.]", "        1.完成投资3亿元。  [一1.·第1段]  1 句"]
