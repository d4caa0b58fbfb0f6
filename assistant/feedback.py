"""What people thought of answers: kept in one file, and never lost once it is acknowledged.

The store is SQLite, which survives a killed process and several writers; with
``synchronous=FULL`` an entry is on the disk before :meth:`Feedback.add` returns.
"""

import secrets
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Literal

from filelock import FileLock

from assistant.errors import FeedbackFull, FeedbackUnusable

Rating = Literal["up", "down"]

MOST: Final = 200_000
"""Entries that are kept: whoever can reach the server can write, and a disk has an end."""
_PATIENCE: Final = 10.0
"""Seconds to wait while another process writes."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One rating of one answer; ``at`` is the time in UTC (ISO 8601). Who gave it is not kept."""

    id: str
    at: str
    rating: Rating
    question: str
    answer: str
    comment: str


_FIELDS: Final = [field.name for field in fields(Entry)]


class Feedback:
    """The store at ``path``, made with its folder when something is first added. Safe to use from several threads."""

    def __init__(self, path: Path, most: int = MOST) -> None:
        self.path = path
        self._most = most
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None

    def add(self, rating: Rating, question: str, answer: str = "", comment: str = "") -> Entry:
        """Keeps one entry; it is on the disk when this returns.

        Raises:
            FeedbackFull: there are as many as are kept.
            FeedbackUnusable: the disk is full, the file may not be written, or is damaged.
        """
        at = datetime.now(UTC).isoformat(timespec="seconds")
        entry = Entry(secrets.token_hex(8), at, rating, question, answer, comment)
        with self._lock, self._usable():
            if self._connection is None:
                self._connection = self._open()
            with self._connection as transaction:
                (count,) = transaction.execute("SELECT coalesce(max(number), 0) FROM feedback").fetchone()
                if count >= self._most:
                    raise FeedbackFull(limit=self._most, path=self.path)
                places = ", ".join("?" for _ in _FIELDS)
                names = ", ".join(_FIELDS)
                transaction.execute(f"INSERT INTO feedback ({names}) VALUES ({places})", astuple(entry))  # noqa: S608
        return entry

    def entries(self) -> Iterator[Entry]:
        """All entries, oldest first; none where nothing was ever added.

        Raises:
            FeedbackUnusable: the file may not be read, or is damaged.
        """
        if not self.path.exists():
            return
        with self._usable(), closing(self._open()) as reading:
            names = ", ".join(_FIELDS)
            for row in reading.execute(f"SELECT {names} FROM feedback ORDER BY number"):  # noqa: S608
                yield Entry(*row)

    def close(self) -> None:
        """Lets go of the file; may be called again."""
        with self._lock:
            if self._connection:
                self._connection.close()
                self._connection = None

    def _open(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        # Of several that open a new file at once, SQLite refuses all but one the journal, whatever their patience.
        with FileLock(self.path.with_suffix(".lock"), timeout=_PATIENCE):
            connection = sqlite3.connect(self.path, timeout=_PATIENCE, check_same_thread=False)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            columns = ", ".join(f"{name} TEXT NOT NULL" for name in _FIELDS)
            connection.execute(f"CREATE TABLE IF NOT EXISTS feedback (number INTEGER PRIMARY KEY, {columns})")
        return connection

    @contextmanager
    def _usable(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise FeedbackUnusable(path=self.path, reason=str(error)) from error
