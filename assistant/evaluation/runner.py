"""A run: each question of a file is asked, its answer scored, and the reports are written."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from assistant.evaluation.checking import Document, read_questions, require_sound
from assistant.evaluation.compare import compare, results_of
from assistant.evaluation.identity import identify
from assistant.evaluation.journal import Journal, Row
from assistant.evaluation.questions import Question
from assistant.evaluation.records import read_report, to_record
from assistant.evaluation.report import Report, write_report
from assistant.evaluation.scoring import score
from assistant.evaluation.summary import Summary, Tally
from assistant.messages import explain
from index.errors import SpeechError

# Called with the questions done and all there are.
Progress = Callable[[int, int], None]


class Answered(Protocol):
    """An answer, by its form."""

    def to_dict(self) -> dict[str, Any]: ...


class Assistant(Protocol):
    """What is evaluated: something that answers questions over a document."""

    @property
    def outline(self) -> Document: ...

    def ask(self, question: str, history: Sequence[str] = ()) -> Answered: ...


class Judge(Protocol):
    """A second opinion on an answer."""

    @property
    def name(self) -> str: ...

    def judge(self, question: Question, answer: Mapping[str, Any]) -> Mapping[str, Any]: ...


def run(
    questions_file: Path,
    assistant: Assistant,
    out_dir: Path,
    on_progress: Progress | None = None,
    *,
    parameters: Mapping[str, Any] | None = None,
    judge: Judge | None = None,
    against: Path | None = None,
    totals_only: bool = False,
) -> Report:
    """Asks every question of the file and writes report.html, report.json, rows.csv and rows.xlsx into `out_dir`.

    A run of the same file and identity that was killed goes on behind the last question that it finished. Memory
    does not grow with the file, but for some 400 bytes of figures a question.

    Args:
        parameters: names and hashes of what answers (`identity.parameters_of`), for the report.
        against: the report.json of an earlier run to compare with.
        totals_only: leave out of the reports every single question: for a set that nothing may be tuned on.

    Raises:
        QuestionFileError: a leaf of it, before anything is asked.
        ReportUnusable: `against` is no report. FolderNotWritable: `out_dir` cannot be written.
    """
    old = results_of(read_report(against)["rows"]) if against else None
    total = require_sound(questions_file, assistant.outline)
    known = identify(questions_file, assistant.outline, {**(parameters or {}), "judge": judge.name if judge else ""})
    journal = Journal(out_dir, known)
    tally = Tally()
    for row in journal.rows():
        tally.add(row)
    if on_progress:
        on_progress(journal.done, total)
    with journal.writing() as file:
        questions = islice(read_questions(questions_file), journal.done, None)
        for done, row in enumerate(ask_all(questions, assistant, judge), journal.done + 1):
            journal.append(file, row)
            tally.add(row)
            if on_progress:
                on_progress(done, total)
    comparison = (
        compare(results_of(map(to_record, journal.rows())), old, against.parent.name) if old and against else None
    )
    report = Report(out_dir, tally.summary(), known, comparison)
    write_report(report, journal.rows, totals_only=totals_only)
    journal.remove()
    return report


def measure(
    questions_file: Path, assistant: Assistant, on_progress: Progress | None = None, *, judge: Judge | None = None
) -> tuple[Summary, list[dict[str, Any]]]:
    """The figures of a run, and its records, without a folder: for a quick look while something is tuned."""
    total = require_sound(questions_file, assistant.outline)
    tally, records = Tally(), []
    for row in ask_all(read_questions(questions_file), assistant, judge):
        tally.add(row)
        records.append(to_record(row))
        if on_progress:
            on_progress(len(records), total)
    return tally.summary(), records


def ask_all(questions: Iterator[Question], assistant: Assistant, judge: Judge | None = None) -> Iterator[Row]:
    """Each question with its answer and score. An error in answering is that question's answer, not the run's end."""
    for question in questions:
        try:
            answered = assistant.ask(question.question, question.history)
            # What a model wrote before it was checked is kept for whoever audits the run, and nowhere else.
            raw = getattr(answered, "raw", "")
            answer: dict[str, Any] = answered.to_dict() | ({"raw": raw} if raw else {})
        except SpeechError as error:
            answer = {"error": explain(error)}
        judgement = judge.judge(question, answer) if judge and "error" not in answer else None
        yield Row(question, answer, score(question, answer, assistant.outline.text), judgement)
