"""Evaluations on disk: a folder each, with the questions, what is known of the run, and its report."""

import json
import re
import shutil
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from secrets import token_hex
from typing import Final, Literal
from zipfile import ZIP_DEFLATED, ZipFile

from assistant.errors import FolderNotWritable
from assistant.web.errors import RunUnknown

State = Literal["checked", "running", "done", "stopped", "failed"]
FILES: Final = ("report.html", "report.json", "rows.csv", "rows.xlsx", "report.zip")

_RECORD: Final = "run.json"
_QUESTIONS: Final = "questions"
_ID: Final = re.compile(r"\d{8}-\d{6}-[0-9a-f]{8}")
_UNUSED_SECONDS: Final = 24 * 3600
_LONGEST_STEM: Final = 60


@dataclass(frozen=True, slots=True)
class Run:
    """What is known of an evaluation.

    Attributes:
        name: of the file of questions, as it was chosen, made safe.
        created: when it was chosen, ISO 8601 with the zone.
        against: the id of the run that it is compared with, or "".
        message: why it failed, by language; empty otherwise.
        figures: shares from 0 to 1 by metric; None where no question has a bearing on it.
    """

    id: str
    name: str
    created: str
    questions: int = 0
    state: State = "checked"
    against: str = ""
    message: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, float | None] = field(default_factory=dict)


class Runs:
    """The runs in a folder, which is made when the first one comes."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, name: str) -> Run:
        """A new run, whose file of questions belongs at :meth:`questions`.

        Raises:
            FolderNotWritable: the folder cannot be made.
        """
        now = datetime.now().astimezone()
        run = Run(f"{now:%Y%m%d-%H%M%S}-{token_hex(4)}", safe_name(name), now.isoformat(timespec="seconds"))
        try:
            self.questions(run).parent.mkdir(parents=True)
        except OSError as error:
            raise FolderNotWritable(path=self.folder, reason=error.strerror) from error
        return run

    def save(self, run: Run) -> None:
        """Writes what is known of ``run``; whoever reads meanwhile sees the old or the new, never half."""
        path = self.folder / run.id / _RECORD
        fresh = path.with_suffix(".new")
        fresh.write_text(json.dumps(asdict(run), ensure_ascii=False, indent=1), encoding="utf-8")
        fresh.replace(path)

    def get(self, id: str) -> Run:
        """The run ``id``.

        Raises:
            RunUnknown: there is none.
        """
        try:
            if not _ID.fullmatch(id):
                raise RunUnknown
            return Run(**json.loads((self.folder / id / _RECORD).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError) as error:
            raise RunUnknown from error

    def all(self) -> Sequence[Run]:
        """Those that were ever started, the latest first; folders of another make are passed over."""
        found = []
        for path in sorted(self.folder.glob(f"*/{_RECORD}"), reverse=True):
            try:
                run = self.get(path.parent.name)
            except RunUnknown:
                continue
            if run.state != "checked":
                found.append(run)
        return found

    def questions(self, run: Run) -> Path:
        """The file of questions of ``run``; in a folder of its own, so that no name can be a report's."""
        return self.folder / run.id / _QUESTIONS / run.name

    def file(self, run: Run, name: str) -> Path:
        """A file of the report of ``run``, by one of :data:`FILES`.

        Raises:
            RunUnknown: it is none of those, or not there (yet).
        """
        path = self.folder / run.id / name
        if run.state != "done" or name not in FILES or not path.is_file():
            raise RunUnknown
        return path

    def pack(self, run: Run) -> None:
        """Puts the report and its questions into ``report.zip``."""
        folder, questions = self.folder / run.id, self.questions(run)
        with ZipFile(folder / "report.zip", "w", ZIP_DEFLATED) as archive:
            for name in FILES[:-1]:
                archive.write(folder / name, name)
            archive.write(questions, questions.name)

    def remove(self, run: Run) -> None:
        """Deletes ``run`` with all that it has."""
        shutil.rmtree(self.folder / run.id, ignore_errors=True)

    def sweep(self) -> None:
        """Deletes files that were chosen a day ago or earlier, but never run."""
        now = datetime.now().astimezone()
        for path in self.folder.glob(f"*/{_RECORD}"):
            try:
                run = self.get(path.parent.name)
            except RunUnknown:
                continue
            if run.state == "checked" and (now - datetime.fromisoformat(run.created)).total_seconds() > _UNUSED_SECONDS:
                self.remove(run)


def safe_name(name: str) -> str:
    r"""``name`` as a file name that leads nowhere else and that every system takes; its suffix in lower case.

    >>> safe_name("../题目 (第2版).XLSX"), safe_name("..."), safe_name("C:\\set\\a<b>.csv")
    ('题目_(第2版).xlsx', 'questions', 'a_b_.csv')
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    clean = re.sub(r"[^\w.()（）-]+", "_", last).lstrip(".")
    path = Path(clean or "questions")
    return f"{path.stem[:_LONGEST_STEM]}{path.suffix[:8].lower()}"
