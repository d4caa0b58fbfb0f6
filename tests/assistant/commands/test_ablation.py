import json
import shutil
from pathlib import Path

import pytest

from assistant import cli
from tests.conftest import CountingEmbeddings


@pytest.fixture
def questions(tmp_path: Path, speech_file: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of one question, beside the text of its name; hand-made vectors."""
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ASSISTANT_LANG", "en")
    monkeypatch.setattr("assistant.commands.ablation.open_embeddings", lambda _: CountingEmbeddings())
    path = tmp_path / "report.jsonl"
    shutil.copy(speech_file, path.with_suffix(".txt"))
    question = {"id": "1", "question": "新建公路多少公里", "type": "figure"}
    path.write_text(json.dumps(question | {"evidence": ["新建公路56公里"], "facts": [["56公里"]]}), encoding="utf-8")
    return path


def test_the_table_has_a_line_for_each_way(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["ablation", str(questions)])
    out = capsys.readouterr().out
    for leg in ("lexical", "dense", "soft", "hybrid"):
        assert sum(leg in line for line in out.splitlines()) == 2
    assert "1 answerable questions, 1 pieces of evidence" in out


def test_json_holds_the_figures(questions: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["ablation", str(questions), "--json"])
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 8
    assert {row["recall_at_5"] for row in rows if row["legs"] == "hybrid"} == {1.0}
