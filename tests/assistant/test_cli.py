import subprocess
import sys
from pathlib import Path

import pytest

from assistant import cli
from assistant.settings import ROOT
from index.errors import DOCUMENT


@pytest.fixture(autouse=True)
def data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty data folder; nothing of the tester's own settings."""
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "data"))
    monkeypatch.delenv("ASSISTANT_LANG", raising=False)
    return tmp_path / "data"


def code_of(*arguments: str) -> int:
    """The exit code of a run in this process."""
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    return int(caught.value.code or 0)


def test_an_error_is_one_line_on_stderr_and_an_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of("outline", "--speech", "nowhere.txt") == DOCUMENT
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert "nowhere.txt" in shown.err


def test_messages_come_in_the_language_that_is_set(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_LANG", "en")
    code_of("ask", " ")
    assert capsys.readouterr().err == "The question is empty: type what you want to know.\n"


def test_a_setting_that_is_none_ends_with_its_own_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ASSISTANT_SPEACH", "x")
    assert code_of("outline") == 8
    assert "ASSISTANT_SPEECH" in capsys.readouterr().err


def test_a_fault_of_the_program_is_one_line_and_its_traceback_is_in_the_log(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], data: Path
) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError("deep inside")

    monkeypatch.setattr("assistant.commands.outline.read_document", broken)
    assert code_of("outline") == 1
    shown = capsys.readouterr().err
    assert shown.count("\n") == 1
    assert "Traceback" not in shown
    assert str(data / "errors.log") in shown
    log = (data / "errors.log").read_text(encoding="utf-8")
    assert "deep inside" in log
    assert "Traceback" in log


def test_a_wrong_option_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of("ask", "--nonsense") == 2
    assert "--nonsense" in capsys.readouterr().err


def test_an_unknown_verb_ends_with_2_and_help_names_every_verb(capsys: pytest.CaptureFixture[str]) -> None:
    assert code_of("answer") == 2
    capsys.readouterr()
    assert code_of("--help") == 0
    shown = capsys.readouterr().out
    assert [verb for verb in cli.VERBS if f"\n  {verb} " not in shown] == []


def test_every_verb_is_a_module_and_every_module_of_a_verb_is_one() -> None:
    files = {path.stem for path in (ROOT / "assistant" / "commands").glob("*.py")}
    assert set(cli.VERBS) <= files


@pytest.mark.parametrize("verb", ["ask", "outline", "index", "serve"])
def test_a_verb_starts_without_what_it_does_not_need(verb: str) -> None:
    check = (
        "import sys; from assistant.cli import application; application([sys.argv[1]]);"
        "print(sorted({'gradio', 'pandas', 'torch', 'transformers', 'openpyxl', 'chromadb'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", check, verb], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_python_without_the_packages_is_told_what_to_run() -> None:
    done = subprocess.run(
        [sys.executable, "-S", "-m", "assistant", "ask", "问"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "make install" in done.stderr
    assert "Traceback" not in done.stderr
