import csv
import io
import json
from pathlib import Path

import pytest

from assistant import cli
from assistant.feedback import Feedback


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Feedback:
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path))
    return Feedback(tmp_path / "feedback" / "feedback.sqlite")


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as caught:
        cli.main(["feedback", *arguments])
    assert not caught.value.code
    return capsys.readouterr().out


def test_entries_are_lines_oldest_first(store: Feedback, capsys: pytest.CaptureFixture[str]) -> None:
    store.add("up", "水库几座？")
    store.add("down", "公路？", comment="太长\n了")
    first, second = run(capsys).splitlines()
    assert "有用  水库几座？" in first
    assert "没用  公路？ 太长 了" in second


def test_no_control_character_reaches_the_terminal(store: Feedback, capsys: pytest.CaptureFixture[str]) -> None:
    store.add("down", "公路？", comment="\x1b]0;x\x07好\u202e")
    assert run(capsys).rstrip("\n").endswith("公路？ ]0;x好")


def test_json_has_every_field(store: Feedback, capsys: pytest.CaptureFixture[str]) -> None:
    entry = store.add("up", "水库几座？", "3座。[1]", "好")
    line = json.loads(run(capsys, "--json"))
    assert line == {
        "id": entry.id,
        "at": entry.at,
        "rating": "up",
        "question": "水库几座？",
        "answer": "3座。[1]",
        "comment": "好",
    }


def test_a_table_holds_no_formula(store: Feedback, capsys: pytest.CaptureFixture[str]) -> None:
    store.add("down", "=1+1", comment='a,"b"\nc')
    rows = list(csv.DictReader(io.StringIO(run(capsys, "--csv").removeprefix("\ufeff"))))
    assert rows[0]["question"] == "'=1+1"
    assert rows[0]["comment"] == 'a,"b"\nc'


def test_nothing_yet_is_said(store: Feedback, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys) == ""
