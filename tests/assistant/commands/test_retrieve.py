import io
import json
from pathlib import Path

import ir_measures
import pytest
import typer
from typer.testing import CliRunner, Result

from assistant.commands.retrieve import Meter, retrieve
from index.errors import LineNotJson, ModelMissing, RunUnwritable

TEXTS = {"p1": "平均电价下降", "p2": "新建公路三条", "p3": "水库蓄水", "p4": "新建水库"}
QUESTIONS = {"q1": "公路", "q2": "新建水库"}

app = typer.Typer()
app.command()(retrieve)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    def lines(field: str, items: dict[str, str]) -> str:
        return "".join(json.dumps({"id": key, field: value}) + "\n" for key, value in items.items())

    (tmp_path / "p.jsonl").write_text(lines("text", TEXTS))
    (tmp_path / "q.jsonl").write_text(lines("question", QUESTIONS))
    return tmp_path


def run(folder: Path, *more: str) -> Result:
    where = ["--passages", f"{folder}/p.jsonl", "--questions", f"{folder}/q.jsonl", "--out", f"{folder}/out.trec"]
    return CliRunner().invoke(app, [*where, *more])


def test_a_run_can_be_judged_by_other_tools(folder: Path) -> None:
    result = run(folder, "--leg", "lexical")
    assert result.exit_code == 0, result.output
    judgements = [ir_measures.Qrel("q1", "p2", 1), ir_measures.Qrel("q2", "p4", 1)]
    found = ir_measures.read_trec_run(str(folder / "out.trec"))  # type: ignore[no-untyped-call]
    assert ir_measures.calc_aggregate([ir_measures.parse_measure("RR@10")], judgements, found) == {
        ir_measures.parse_measure("RR@10"): 1.0
    }


def test_the_report_goes_to_stderr_and_json_to_stdout(folder: Path) -> None:
    plain = run(folder, "--leg", "lexical")
    assert plain.stdout == ""
    assert "2 个问题、4 段文字" in plain.stderr
    report = json.loads(run(folder, "--leg", "lexical", "--json").stdout)
    assert (report["questions"], report["passages"], report["leg"]) == (2, 4, "lexical")
    assert report["out"] == f"{folder}/out.trec"


def test_what_is_wrong_is_raised_for_the_edge_to_explain(folder: Path) -> None:
    assert isinstance(run(folder, "--model", "no-such/model").exception, ModelMissing)
    assert isinstance(run(folder, "--leg", "lexical", "--out", f"{folder}/none/out").exception, RunUnwritable)
    (folder / "q.jsonl").write_text("{\n")
    assert isinstance(run(folder).exception, LineNotJson)
    assert not (folder / "out.trec").exists()


def test_an_unknown_leg_is_a_wrong_option(folder: Path) -> None:
    assert run(folder, "--leg", "sparse").exit_code == 2


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_log_gets_a_line_every_five_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 1.0, 6.0, 6.0, 7.0])
    monkeypatch.setattr("assistant.commands.retrieve.time.monotonic", lambda: next(clock))
    log = io.StringIO()
    with Meter(log) as meter:
        meter("dense", 256, 100_000)  # at 1 s
        meter("dense", 512, 100_000)  # at 6 s
        meter("dense", 768, 100_000)  # at 7 s
    assert log.getvalue() == "计算段落向量 512/100,000\n"


def test_a_terminal_shows_one_changing_line_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.commands.retrieve.time.monotonic", lambda: 0.0)
    terminal = Terminal()
    with Meter(terminal) as meter:
        meter("search", 1, 2)  # too soon
        meter("search", 2, 2)  # the last is always shown
    assert terminal.getvalue() == "\r\x1b[K检索问题 2/2\n"
