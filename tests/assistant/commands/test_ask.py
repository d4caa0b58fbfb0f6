import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant import cli
from assistant.answer import Answer, AnswerSentence, Citation, Nearest
from assistant.errors import QuestionEmpty

ANSWER = Answer(
    "新建水库几座？",
    (AnswerSentence("新建水库3座。", (1,)),),
    (Citation(1, "一（一）一是·第2句", 57, 75, "全县新建水库3座，完成投资2.4亿元。"),),
)
REFUSAL = Answer(
    "GDP增长多少？",
    (AnswerSentence("讲话中没有提到。"),),
    refused=True,
    reason="not_mentioned",
    nearest=(Nearest("一·第1段·第1句", 40, 56, "今年上半年，重点抓了两个方面。"),),
)


class Scripted:
    """An assistant that knows two answers, fails on 故障, and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, tuple[str, ...]]] = []
        self.closed = False

    def ask(self, question: str, history: Sequence[str] = (), *, id: str | None = None, lang: str = "zh") -> Answer:
        self.asked.append((question, tuple(history)))
        if not question.strip():
            raise QuestionEmpty
        if question == "故障":
            raise ZeroDivisionError
        return REFUSAL if "GDP" in question else ANSWER

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def scripted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Scripted:
    monkeypatch.setenv("ASSISTANT_DATA", str(tmp_path / "data"))
    assistant = Scripted()
    monkeypatch.setattr("assistant.open.open_assistant", lambda settings: assistant)
    return assistant


def run(*arguments: str) -> int:
    """The exit code."""
    with pytest.raises(SystemExit) as caught:
        cli.main(["ask", *arguments])
    return int(caught.value.code or 0)


def test_an_answer_is_printed_with_its_sources(scripted: Scripted, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("新建水库几座？") == 0
    assert capsys.readouterr().out == (
        "新建水库3座。[1]\n\n依据：\n[1] 一（一）一是·第2句  全县新建水库3座，完成投资2.4亿元。\n"
    )
    assert scripted.closed


def test_a_refusal_ends_with_0_and_names_what_is_nearest(
    scripted: Scripted, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("GDP增长多少？") == 0
    assert "· 一·第1段·第1句  今年上半年，重点抓了两个方面。" in capsys.readouterr().out


def test_earlier_questions_are_handed_on_oldest_first(scripted: Scripted) -> None:
    run("那公路呢？", "--history", "新建水库几座？", "--history", "投资多少？")
    assert scripted.asked == [("那公路呢？", ("新建水库几座？", "投资多少？"))]


def test_json_is_the_answer_form(scripted: Scripted, capsys: pytest.CaptureFixture[str]) -> None:
    run("新建水库几座？", "--json")
    assert json.loads(capsys.readouterr().out) == ANSWER.to_dict()


@pytest.mark.parametrize(
    "arguments", [("问", "--out", "x"), ("问", "--batch", "x"), ("--batch", "x", "--history", "y")]
)
def test_options_that_do_not_go_together_end_with_2(scripted: Scripted, arguments: tuple[str, ...]) -> None:
    assert run(*arguments) == 2
    assert scripted.asked == []


LINES = [
    '{"id": 7, "question": "新建水库几座？"}',
    "no json",
    '["a list"]',
    '{"id": "b"}',
    "",
    '{"id": "c", "question": "GDP？", "history": ["新建水库几座？"]}',
    '{"id": "d", "question": "x", "history": "y"}',
    '{"id": "e", "question": " "}',
    '{"id": "f", "question": "故障"}',
    '{"question": "新建水库几座？"}',
]


@pytest.fixture
def answers(scripted: Scripted, tmp_path: Path) -> list[dict[str, object]]:
    """What was written for LINES, with a byte-order mark in front and Windows' line ends."""
    (tmp_path / "q.jsonl").write_bytes(b"\xef\xbb\xbf" + "\r\n".join(LINES).encode())
    assert run("--batch", str(tmp_path / "q.jsonl"), "--out", str(tmp_path / "a.jsonl")) == 0
    return [json.loads(line) for line in (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()]


def test_a_batch_answers_in_order_and_keeps_each_id_as_it_was(answers: list[dict[str, object]]) -> None:
    assert [answer["id"] for answer in answers] == [7, None, None, "b", "c", "d", "e", "f", None]


def test_bad_lines_get_an_error_and_the_rest_goes_on(answers: list[dict[str, object]]) -> None:
    assert ["error" in answer for answer in answers] == [False, True, True, True, False, True, True, True, False]
    assert all(set(answer) == {"id", "error"} for answer in answers if "error" in answer)
    assert answers[4]["refused"] is True


def test_a_batch_without_out_is_printed(scripted: Scripted, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "q.jsonl").write_text('{"id": 1, "question": "新建水库几座？"}\n', encoding="utf-8")
    run("--batch", str(tmp_path / "q.jsonl"))
    shown = capsys.readouterr()
    assert json.loads(shown.out) == ANSWER.to_dict() | {"id": 1}
    assert "1" in shown.err


@pytest.mark.parametrize(("arguments", "code"), [(("--batch", "nix.jsonl"), 3), (("--batch", "q", "--out", "no/a"), 4)])
def test_files_that_cannot_be_used_are_named(
    scripted: Scripted,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    code: int,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("q").write_text("{}\n")
    assert run(*arguments) == code
    assert capsys.readouterr().err.count("\n") == 1
