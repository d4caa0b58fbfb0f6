import json
from pathlib import Path

import pytest

from assistant import cli
from assistant.extraction.calibration import FILE, load_calibration
from tests.assistant.county import TEXT

ANSWERABLE = {
    "石门水库总投资多少？": "总投资9.8亿元",
    "新建了几个乡镇卫生院？": "新建乡镇卫生院5个",
    "城镇新增就业多少人？": "城镇新增就业3260人",
    "项目用地报批由哪个部门牵头？": "由县自然资源局牵头",
    "松岭镇重点发展什么产业？": "松岭镇要重点发展油茶产业",
}
UNANSWERABLE = ("石门水库什么时候竣工？", "博物馆门票多少钱？")


def written(folder: Path, name: str) -> tuple[Path, Path]:
    """The made-up speech and a file of questions, some of which it answers."""
    speech, questions = folder / f"{name}.txt", folder / f"{name}.jsonl"
    speech.write_bytes(TEXT.encode())
    records = [
        {"id": str(n), "question": question, "type": "figure", "evidence": [quote], "facts": [[quote]]}
        for n, (question, quote) in enumerate(ANSWERABLE.items())
    ]
    records += [
        {"id": f"u{n}", "question": question, "type": "unanswerable", "notes": "near_miss"}
        for n, question in enumerate(UNANSWERABLE)
    ]
    lines = "\n".join(json.dumps(record, ensure_ascii=False) for record in records)
    questions.write_text(lines, encoding="utf-8")
    return speech, questions


def test_a_calibration_is_written_where_it_is_told_and_says_from_how_many_questions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ASSISTANT_LANG", "en")
    monkeypatch.setattr("assistant.commands.calibrate.SETS", (written(tmp_path, "one"), written(tmp_path, "two")))
    shipped = FILE.read_bytes()
    out = tmp_path / "calibration.json"
    with pytest.raises(SystemExit) as ended:
        cli.main(["calibrate", "--out", str(out)])
    assert ended.value.code == 0
    assert load_calibration(out).trained_on == {"one": 7, "two": 7}
    assert str(out) in (said := capsys.readouterr().out)
    assert "14" in said
    assert "AUROC" in said
    assert FILE.read_bytes() == shipped


def test_no_set_that_reports_a_result_is_learnt_from() -> None:
    from assistant.commands.calibrate import SETS

    assert "speech.dev.jsonl" in {questions.name for _, questions in SETS}
    assert all(one.name == "speech.dev.jsonl" or one.parent.name == "tuning" for _, one in SETS)
    assert all(speech.is_file() and questions.is_file() for speech, questions in SETS)
