"""Evaluations as they go: one at a time, in a thread beside the server, with the assistant that it has open."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from assistant.faults import record_fault
from assistant.messages import LANGUAGES, Lang, explain, text
from assistant.web.admin_runs import Run, Runs
from assistant.web.backend import Backend
from assistant.web.errors import RunInProgress, RunUnknown
from index.errors import SpeechError

FIGURES: Final = ("good",)
"""What the list of runs shows of each; the rest is in the report."""
FAULTS: Final = 200
"""So many faults are looked for; a file with more is best mended before it is read on."""


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault of a file of questions, in words; a warning does not keep it from being run."""

    row: int
    column: str
    what: str
    warning: bool


@dataclass(frozen=True, slots=True)
class Checked:
    """What a file of questions holds, and what is wrong in it; ``cut``: it was not read to its end."""

    questions: int
    faults: tuple[FaultLine, ...]
    cut: bool

    @property
    def sound(self) -> bool:
        """Whether it can be run."""
        return all(fault.warning for fault in self.faults)


class _Stopped(Exception):
    """Someone asked the run to stop."""


class _Job:
    """The thread of a run, and how far it is."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.done = 0
        self.stop = threading.Event()
        self.thread: threading.Thread | None = None

    def advance(self, done: int, _total: int) -> None:
        """Called after each question."""
        self.done = done
        if self.stop.is_set():
            raise _Stopped


class Evaluations:
    """Checks, runs and stops evaluations of ``assistant``, each in a folder below ``folder``.

    ``parameters`` gives the names and hashes of what answers, for the report; it is called in the run's thread.
    """

    def __init__(self, assistant: Backend, folder: Path, parameters: Callable[[], Mapping[str, str]]) -> None:
        self.runs = Runs(folder)
        self._assistant = assistant
        self._parameters = parameters
        self._lock = threading.Lock()
        self._checking = threading.Lock()
        self._job: _Job | None = None

    def check(self, run: Run, lang: Lang) -> Checked:
        """What the file of ``run`` holds; one that cannot be run is deleted with its run.

        Raises:
            QuestionFileError: a leaf of it, when the file cannot be read at all; ``path`` is its name alone.
        """
        checked = None
        try:
            with self._checking:
                checked = self._read(run, lang)
        except SpeechError as error:
            raise named(error, run) from error
        finally:
            if checked is None or not checked.sound:
                self.runs.remove(run)
        if checked.sound:
            self.runs.sweep()
            self.runs.save(replace(run, questions=checked.questions))
        return checked

    def start(self, id: str, against: str = "") -> Run:
        """Starts the run ``id``, or goes on with it where it stopped.

        Raises:
            RunUnknown: it, or the run to compare with, is not there, or is done already.
            RunInProgress: another one is under way.
        """
        with self._lock:
            if self._job:
                raise RunInProgress(name=self._job.run.name)
            run = self.runs.get(id)
            if run.state == "done":
                raise RunUnknown
            run = replace(run, state="running", against=against or run.against, message={})
            if run.against:
                self.runs.file(self.runs.get(run.against), "report.json")
            self.runs.save(run)
            self._job = job = _Job(run)
            job.thread = threading.Thread(target=self._work, args=(job,), name=f"evaluation {id}", daemon=True)
            job.thread.start()
        return run

    def stop(self, id: str) -> None:
        """Stops the run ``id`` behind the question that it is at; does nothing when it has ended by itself."""
        job = self._job
        if job and job.run.id == id:
            job.stop.set()
        else:
            self.runs.get(id)

    def look(self, id: str) -> tuple[Run, int]:
        """The run ``id``, and how many of its questions are done.

        Raises:
            RunUnknown: there is none.
        """
        job = self._job
        done = job.done if job and job.run.id == id else 0
        return self._seen(self.runs.get(id)), done

    def all(self) -> list[Run]:
        """All runs that were ever started, the latest first."""
        return [self._seen(run) for run in self.runs.all()]

    def close(self) -> None:
        """Stops what is under way; it can be gone on with later."""
        job = self._job
        if job and job.thread:
            job.stop.set()
            job.thread.join()

    def _seen(self, run: Run) -> Run:
        """``run``, which is not running if this server does not run it: an earlier one was ended while it did."""
        job = self._job
        running = job is not None and job.run.id == run.id
        return replace(run, state="stopped") if run.state == "running" and not running else run

    def _read(self, run: Run, lang: Lang) -> Checked:
        from assistant.evaluation.checking import check_questions  # rapidfuzz, yaml: 0.3 s
        from assistant.evaluation.questions import Fault

        questions, errors, lines = 0, 0, list[FaultLine]()
        for item in check_questions(self.runs.questions(run), self._assistant.outline):
            if not isinstance(item, Fault):
                questions += 1
                continue
            errors += not item.warning
            if errors > FAULTS:
                break
            if len(lines) < FAULTS or not item.warning:
                column = text(f"column.{item.column}", lang)
                what = text(f"fault.{item.code}", lang, **item.params)
                lines.append(FaultLine(item.row, column, what, item.warning))
        return Checked(questions, tuple(lines), errors > FAULTS)

    def _work(self, job: _Job) -> None:
        run = job.run
        try:
            run = self._evaluate(job)
        except _Stopped:
            run = replace(run, state="stopped")
        except SpeechError as error:
            shown = named(error, run)
            run = failed(run, lambda lang: explain(shown, lang))
        except Exception as error:  # noqa: BLE001  the reader gets a sentence, the log the rest
            log = record_fault(error, ("/admin/evaluate", run.name))
            name = type(error).__name__
            run = failed(run, lambda lang: text("error.unexpected", lang, name=name, log=log.name))
        finally:
            # Whoever sees that it has ended may start the next one at once.
            with self._lock:
                try:
                    self.runs.save(run)
                finally:
                    self._job = None

    def _evaluate(self, job: _Job) -> Run:
        from assistant.evaluation.runner import run as evaluate  # a second to import

        run = job.run
        against = self.runs.folder / run.against / "report.json" if run.against else None
        report = evaluate(
            self.runs.questions(run),
            self._assistant,
            self.runs.folder / run.id,
            job.advance,
            parameters=self._parameters(),
            against=against,
        )
        self.runs.pack(run)
        figures = {key: report.summary.figures[key].value for key in FIGURES}
        return replace(run, state="done", figures=figures, questions=report.summary.questions)


def named(error: SpeechError, run: Run) -> SpeechError:
    """``error`` with the name of the file that was sent, in place of where it lies on the server."""
    if "path" not in error.params or not str(error.params["path"]).endswith(run.name):
        return error
    return type(error)(**{**error.params, "path": run.name})


def failed(run: Run, why: Callable[[Lang], str]) -> Run:
    """``run`` as one that did not get through; ``why`` says it in a language."""
    return replace(run, state="failed", message={str(lang): why(lang) for lang in LANGUAGES})
