import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import cli
from tests.conftest import CountingEmbeddings


@pytest.fixture
def run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """Runs the command line with a data folder of its own and hand-made vectors."""
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ASSISTANT_LANG", "en")
    monkeypatch.setattr("assistant.commands.index.open_embeddings", lambda _: CountingEmbeddings())

    def call(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            cli.main(["index", *arguments])
        printed = capsys.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 0), printed.out, printed.err

    return call


Run = Callable[..., tuple[int, str, str]]


def test_the_report_says_what_was_found(run: Run, speech_file: Path) -> None:
    code, out, _ = run(str(speech_file))
    first, counts, place = out.splitlines()
    assert code == 0
    assert first.startswith("Indexed “speech” in ")
    assert counts == "6 sections, 10 points, 28 sentences, 340 characters; 15 passages."
    assert place.startswith("Embedding model: counting; place: ")


def test_a_second_run_says_that_nothing_changed(run: Run, speech_file: Path) -> None:
    run(str(speech_file))
    _, out, _ = run(str(speech_file))
    assert "is up to date" in out


def test_json_goes_to_stdout_alone(run: Run, speech_file: Path) -> None:
    _, out, err = run(str(speech_file), "--json")
    report = json.loads(out)
    assert report["built"] is True
    assert (report["sections"], report["sentences"], report["paragraphs_only"]) == (6, 28, False)
    assert err == ""


def test_a_text_without_headings_is_said_to_be_paragraphs(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("今天下了一场大雨。\n公路没有受到影响。\n", encoding="utf-8")
    _, out, _ = run(str(path))
    assert "the passages are paragraphs" in out


@pytest.mark.parametrize(
    ("name", "raw", "words"),
    [
        ("missing.txt", None, "There is no document"),
        ("old.doc", b"\xd0\xcf\x11\xe0", "save it as .docx"),
        ("picture.txt", b"\x89PNG\0", "save it as one of these"),
        ("empty.txt", b"", "holds no text"),
    ],
)
def test_an_unusable_file_is_one_line_with_the_remedy(
    run: Run, tmp_path: Path, name: str, raw: bytes | None, words: str
) -> None:
    path = tmp_path / name
    if raw is not None:
        path.write_bytes(raw)
    code, out, err = run(str(path))
    assert (code, out) == (3, "")
    assert words in err
    assert len(err.strip().splitlines()) == 1
