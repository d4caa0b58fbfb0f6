"""Where an index lies: sealed folders that are never changed, only followed by newer ones.

ASSISTANT_DATA/
  3f…/              one folder for each recipe (text, model, storage)
    build.lock      held by the one process that builds
    room-…/         what is being built; worthless until it is renamed
    g1/ g2/         sealed generations: manifest.json and Chroma's files; the last one counts
  open/             each process's own copies, for Chroma writes even while it only reads
"""

import os
import shutil
import tempfile
import time
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from index.errors import DataFolderUnwritable, IndexBusy

OPEN = "open"
_KEPT = 32
_YOUNG = 60.0
"""Seconds in which a lock file may exist and not be locked yet."""


class Shelf:
    """The generations of one index."""

    def __init__(self, data: Path, key: str) -> None:
        """Names the folder ``key`` below ``data``; nothing is written yet."""
        self._data = data
        self.folder = data / key

    def newest(self) -> Path | None:
        """The generation that counts; None where nothing was built yet."""
        return max(self._generations(), key=_number, default=None)

    @contextmanager
    def locked(self, patience: float) -> Iterator[None]:
        """Keeps other builders of this index out.

        Raises:
            IndexBusy: another one has kept this one out for ``patience`` seconds.
            DataFolderUnwritable: the folder cannot be made or written.
        """
        lock = FileLock(self.folder / "build.lock", timeout=patience)
        try:
            with writing(self._data):
                self.folder.mkdir(parents=True, exist_ok=True)
                lock.acquire()
        except Timeout as error:
            raise IndexBusy(path=str(self.folder), seconds=round(patience)) from error
        try:
            yield
        finally:
            lock.release()

    def room(self) -> Path:
        """A new empty folder to build in; only under the lock."""
        return Path(tempfile.mkdtemp(prefix="room-", dir=self.folder))

    def publish(self, room: Path) -> Path:
        """Makes what was built in ``room`` the generation that counts, in one step; only under the lock."""
        last = self.newest()
        sealed = self.folder / f"g{_number(last) + 1 if last else 1}"
        room.chmod(0o755)
        room.rename(sealed)
        return sealed

    def leftovers(self) -> list[Path]:
        """What no longer counts: older generations and rooms of builders that died; only under the lock."""
        newest = self.newest()
        older = [generation for generation in self._generations() if generation != newest]
        return [*older, *self.folder.glob("room-*")]

    def touch(self) -> None:
        """Notes that the index was used, for ``forget_oldest``; a folder that is read-only stays as it is."""
        try:
            os.utime(self.folder)
        except OSError:
            return

    def _generations(self) -> list[Path]:
        return [path for path in self.folder.glob("g*") if path.name[1:].isdecimal() and path.is_dir()]


class WorkingCopy:
    """A folder of this process alone, removed when it is closed or collected, and at exit.

    What a killed process leaves is removed by the next one: nobody holds its lock any more.
    """

    def __init__(self, data: Path) -> None:
        """Makes the folder below ``data``, or among the system's temporary ones where that is read-only."""
        try:
            parent = data / OPEN
            parent.mkdir(parents=True, exist_ok=True)
            self.folder = Path(tempfile.mkdtemp(dir=parent))
        except OSError:
            self.folder = Path(tempfile.mkdtemp(prefix="speech-"))
        # Not thread-local: whichever thread collects the copy must be able to let go of it.
        lock = FileLock(self.folder.with_name(f"{self.folder.name}.lock"), thread_local=False)
        lock.acquire()
        self.close = weakref.finalize(self, _remove_own, self.folder, lock, os.getpid())


def sweep(data: Path) -> None:
    """Removes the working copies of processes that are gone."""
    for path in (data / OPEN).glob("*.lock"):
        lock = FileLock(path, timeout=0)
        try:
            if time.time() - path.stat().st_mtime < _YOUNG:
                continue
            lock.acquire()
        except (Timeout, OSError):
            continue
        _remove(path.with_suffix(""), lock)


def forget_oldest(data: Path, kept: int = _KEPT) -> None:
    """Removes the indexes that were not used for longest, all but ``kept``.

    Processes that have one of them open keep their working copies.
    """
    folders = [path.parent for path in data.glob("*/build.lock")]
    folders.sort(key=lambda folder: folder.stat().st_mtime, reverse=True)
    for folder in folders[kept:]:
        lock = FileLock(folder / "build.lock", timeout=0)
        try:
            with lock:
                for path in folder.iterdir():
                    if path.is_dir():
                        shutil.rmtree(path, ignore_errors=True)
                (folder / "build.lock").unlink()
            folder.rmdir()
        except (Timeout, OSError):
            continue


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Turns the system's errors within its block into DataFolderUnwritable."""
    try:
        yield
    except OSError as error:
        if isinstance(error, Timeout):
            raise
        raise DataFolderUnwritable(path=str(folder), reason=error.strerror or str(error)) from error


def _number(generation: Path) -> int:
    return int(generation.name[1:])


def _remove_own(folder: Path, lock: BaseFileLock, owner: int) -> None:
    """Removes a working copy, but not in a fork of the process that still uses it."""
    if os.getpid() == owner:
        _remove(folder, lock)


def _remove(folder: Path, lock: BaseFileLock) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    Path(lock.lock_file).unlink(missing_ok=True)
    lock.release()
