import json
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.answer import Answer
from assistant.errors import FolderNotWritable, QuestionTooLong
from assistant.evaluation.errors import QuestionsFaulty, ReportUnusable
from assistant.evaluation.journal import NAME
from assistant.evaluation.questions import Question
from assistant.evaluation.runner import measure, run
from index.outline import Outline

from .scripted import Scripted

Write = Callable[[list[dict[str, Any]]], Path]
FILES = ["report.html", "report.json", "rows.csv", "rows.xlsx"]


class Stopped(Scripted):
    """Is stopped at the third question."""

    def ask(self, question: str, history: Any = ()) -> Answer:
        if len(self.asked) == 2:
            raise KeyboardInterrupt
        return super().ask(question, history)


def test_a_run_writes_the_four_files_and_nothing_else(
    questions_file: Path, outline: Outline, questions: list[Question], tmp_path: Path
) -> None:
    seen: list[tuple[int, int]] = []
    out = tmp_path / "a" / "b"
    report = run(questions_file, Scripted(outline, questions), out, lambda *at: seen.append(at))
    assert sorted(path.name for path in out.iterdir()) == FILES
    assert seen == [(done, 9) for done in range(10)]
    assert report.summary.figures["good"].value == 1.0


def test_two_runs_are_the_same_bytes_but_for_the_latencies(
    questions_file: Path, outline: Outline, questions: list[Question], tmp_path: Path
) -> None:
    for name, total in (("a", 2.0), ("b", 2.0), ("c", 3.0)):
        run(questions_file, Scripted(outline, questions, latency={"total": total}), tmp_path / name)
    for file in FILES:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()
    reports = [json.loads((tmp_path / name / "report.json").read_text(encoding="utf-8")) for name in "ac"]
    assert reports[0] != reports[1]
    for report in reports:
        del report["latency_ms"]
        for row in report["rows"]:
            del row["latency_ms"]
    assert reports[0] == reports[1]


def test_a_stopped_run_goes_on_behind_what_it_finished(
    questions_file: Path, outline: Outline, questions: list[Question], tmp_path: Path
) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(questions_file, Stopped(outline, questions), tmp_path / "out")
    again = Scripted(outline, questions)
    run(questions_file, again, tmp_path / "out")
    run(questions_file, Scripted(outline, questions), tmp_path / "whole")
    assert again.asked == [question.question for question in questions[2:]]
    for file in FILES:
        assert (tmp_path / "out" / file).read_bytes() == (tmp_path / "whole" / file).read_bytes()


def test_a_line_that_was_cut_off_is_asked_again(
    questions_file: Path, outline: Outline, questions: list[Question], tmp_path: Path
) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(questions_file, Stopped(outline, questions), tmp_path)
    journal = tmp_path / NAME
    journal.write_bytes(journal.read_bytes()[:-20])
    again = Scripted(outline, questions)
    report = run(questions_file, again, tmp_path)
    assert len(again.asked) == 8
    assert report.summary.questions == 9


def test_what_another_run_left_is_not_taken_up(
    questions_file: Path, outline: Outline, questions: list[Question], tmp_path: Path
) -> None:
    with pytest.raises(KeyboardInterrupt):
        run(questions_file, Stopped(outline, questions), tmp_path, parameters={"embedding_model": "a"})
    again = Scripted(outline, questions)
    run(questions_file, again, tmp_path, parameters={"embedding_model": "b"})
    assert len(again.asked) == 9


def test_an_error_in_one_answer_does_not_end_the_run(
    questions_file: Path, outline: Outline, questions: list[Question], tmp_path: Path
) -> None:
    def spoil(answer: Answer) -> Answer:
        if answer.question == questions[3].question:
            raise QuestionTooLong(length=501, limit=500)
        return answer

    report = run(questions_file, Scripted(outline, questions, spoil), tmp_path)
    assert report.summary.outcomes["error"] == 1
    assert "超过 500 个字的上限" in report.html.read_text(encoding="utf-8")


def test_a_faulty_file_is_refused_before_anything_is_asked(
    write_jsonl: Write, outline: Outline, tmp_path: Path
) -> None:
    path = write_jsonl([{"id": "1", "question": "？", "type": "figure", "evidence": ["没有这句"]}])
    with pytest.raises(QuestionsFaulty):
        run(path, Scripted(outline, []), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_report_to_compare_with_is_read_before_anything_is_asked(
    questions_file: Path, outline: Outline, questions: list[Question], tmp_path: Path
) -> None:
    assistant = Scripted(outline, questions)
    with pytest.raises(ReportUnusable):
        run(questions_file, assistant, tmp_path / "out", against=tmp_path / "none.json")
    assert assistant.asked == []


def test_a_folder_that_cannot_be_made_is_named(
    questions_file: Path, outline: Outline, questions: list[Question], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(FolderNotWritable):
        run(questions_file, Scripted(outline, questions), tmp_path / "file" / "out")


def test_a_quick_look_gives_the_same_figures_as_a_run(
    questions_file: Path, outline: Outline, questions: list[Question], tmp_path: Path
) -> None:
    summary, records = measure(questions_file, Scripted(outline, questions))
    report = run(questions_file, Scripted(outline, questions), tmp_path)
    assert summary == report.summary
    assert json.loads(json.dumps(records)) == json.loads(report.json.read_text(encoding="utf-8"))["rows"]


# The whole process, since a SIGKILL leaves no chance to tidy up and memory is that of a process.
SCRIPT = """
import sys, time
from pathlib import Path
from assistant.evaluation import identity
from assistant.evaluation.questions import Question
from assistant.evaluation.runner import run
from index.parse import parse_outline
from tests_scripted import Scripted

class Known:
    def __init__(self, form, question):
        self.form = form | {"question": question, "understood": question}
    def to_dict(self):
        return self.form

class Endless(Scripted):
    '''Answers any question from the sentence that its number names, each answer worked out once.'''
    known = {}
    def ask(self, question, history=()):
        time.sleep(float(sys.argv[4]))
        quotes = [self.outline.quote(s) for s in self.outline.sentences if not s.heading]
        number = int(question.split()[0])
        key = number % len(quotes) if number % 4 else None
        if key not in self.known:
            if key is None:
                self.known[key] = self._refusal(Question("", question, "unanswerable", False)).to_dict()
            else:
                self.known[key] = self._answer(Question("", question, "figure", True, (quotes[key],))).to_dict()
        return Known(self.known[key], question)

identity._ROOT = Path("/nonexistent")  # the code may be edited while this runs
outline = parse_outline(Path(sys.argv[1]).read_text(encoding="utf-8"))
report = run(Path(sys.argv[2]), Endless(outline, []), Path(sys.argv[3]))
print(report.summary.questions)
"""


def numbered(outline: Outline, count: int) -> list[dict[str, Any]]:
    quotes = [outline.quote(sentence) for sentence in outline.sentences if not sentence.heading]
    return [
        {"id": str(n), "question": f"{n} 是多少？", "type": "unanswerable", "notes": "near_miss"}
        if n % 4 == 0
        else {"id": str(n), "question": f"{n} 是多少？", "type": "figure", "evidence": [quotes[n % len(quotes)]]}
        for n in range(count)
    ]


def start(tmp_path: Path, speech_file: Path, questions: Path, out: Path, seconds: float) -> "subprocess.Popen[str]":
    here = Path(__file__).parent
    (tmp_path / "tests_scripted.py").write_text((here / "scripted.py").read_text(encoding="utf-8"), encoding="utf-8")
    path = os.pathsep.join([str(here.parents[2]), str(tmp_path)])
    arguments = [str(speech_file), str(questions), str(out), str(seconds)]
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, *arguments],
        env=os.environ | {"PYTHONPATH": path, "PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_a_killed_run_goes_on_where_it_stopped(
    tmp_path: Path, speech_file: Path, outline: Outline, write_jsonl: Write
) -> None:
    path, out = write_jsonl(numbered(outline, 60)), tmp_path / "out"
    with start(tmp_path, speech_file, path, out, 0.1) as process:
        deadline = time.monotonic() + 60
        while not (out / NAME).exists() or len((out / NAME).read_bytes().splitlines()) < 8:
            assert time.monotonic() < deadline
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    done = (out / NAME).read_bytes().count(b"\n") - 1
    assert 0 < done < 60
    with start(tmp_path, speech_file, path, out, 0.0) as process:
        printed, _ = process.communicate(timeout=120)
    with start(tmp_path, speech_file, path, tmp_path / "whole", 0.0) as process:
        process.communicate(timeout=120)
    assert printed.strip() == "60"
    for file in FILES:
        assert (out / file).read_bytes() == (tmp_path / "whole" / file).read_bytes()


def test_ten_thousand_questions_take_hardly_more_memory_than_five_hundred(
    tmp_path: Path, speech_file: Path, outline: Outline, write_jsonl: Write
) -> None:
    peaks: list[int] = []
    for count in (500, 10_000):
        path = write_jsonl(numbered(outline, count))
        with start(tmp_path, speech_file, path, tmp_path / f"out{count}", 0.0) as process:
            printed, _ = process.communicate(timeout=280)
        assert printed.strip() == str(count)
        # The largest of all children so far: the second is read after the larger run.
        peaks.append(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)
    assert peaks[1] - peaks[0] < 40
