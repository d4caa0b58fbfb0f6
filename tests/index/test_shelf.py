import gc
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from filelock import FileLock

from index.errors import DataFolderUnwritable, IndexBusy
from index.shelf import Shelf, WorkingCopy, forget_oldest, sweep, writing


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "data", "key")


def published(shelf: Shelf, content: str = "") -> Path:
    with shelf.locked(1):
        room = shelf.room()
        (room / "file").write_text(content, encoding="utf-8")
        return shelf.publish(room)


def test_nothing_is_written_before_something_is_built(shelf: Shelf) -> None:
    assert shelf.newest() is None
    assert not shelf.folder.exists()


def test_the_last_published_generation_counts(shelf: Shelf) -> None:
    for number in range(1, 12):
        assert published(shelf, str(number)).name == f"g{number}"
    newest = shelf.newest()
    assert newest is not None
    assert (newest / "file").read_text(encoding="utf-8") == "11"


def test_a_room_does_not_count_and_is_left_over(shelf: Shelf) -> None:
    first, second = published(shelf), published(shelf)
    with shelf.locked(1):
        room = shelf.room()
        assert shelf.newest() == second
        assert set(shelf.leftovers()) == {first, room}


def test_a_published_generation_is_readable_by_others(shelf: Shelf) -> None:
    assert published(shelf).stat().st_mode & 0o777 == 0o755


def test_a_second_builder_waits_and_gives_up(shelf: Shelf) -> None:
    with shelf.locked(1), pytest.raises(IndexBusy) as caught, Shelf(shelf.folder.parent, "key").locked(0.1):
        pytest.fail("two builders at once")
    assert caught.value.params == {"path": str(shelf.folder), "seconds": 0}


def test_a_fault_inside_the_lock_is_not_taken_for_an_unwritable_folder(shelf: Shelf) -> None:
    with pytest.raises(FileNotFoundError), shelf.locked(1):
        Path("/nowhere/at/all").read_bytes()
    with shelf.locked(0.1):
        assert shelf.folder.is_dir()


def test_system_errors_are_told_with_the_folder(tmp_path: Path) -> None:
    with pytest.raises(DataFolderUnwritable) as caught, writing(tmp_path):
        raise OSError(28, os.strerror(28))
    assert caught.value.params == {"path": str(tmp_path), "reason": "No space left on device"}


def test_a_working_copy_goes_when_closed_and_when_collected(tmp_path: Path) -> None:
    closed, collected = WorkingCopy(tmp_path), WorkingCopy(tmp_path)
    folders = [closed.folder, collected.folder]
    assert all(folder.is_dir() for folder in folders)
    closed.close()
    del collected
    gc.collect()
    assert not any(folder.exists() for folder in folders)
    assert not list((tmp_path / "open").iterdir())


def test_a_working_copy_is_made_elsewhere_where_the_folder_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "open").write_text("", encoding="utf-8")
    copy = WorkingCopy(tmp_path)
    assert copy.folder.is_dir()
    assert tmp_path not in copy.folder.parents
    copy.close()
    assert not copy.folder.exists()


_KILLED = """
import os, signal, sys
from pathlib import Path
from index.shelf import WorkingCopy
copy = WorkingCopy(Path(sys.argv[1]))
os.kill(os.getpid(), signal.SIGKILL)
"""


def age(folder: Path) -> None:
    for lock in folder.glob("open/*.lock"):
        os.utime(lock, (time.time() - 3_600, time.time() - 3_600))


def test_what_a_killed_process_left_is_swept_and_what_is_open_stays(tmp_path: Path) -> None:
    mine = WorkingCopy(tmp_path)
    subprocess.run([sys.executable, "-c", _KILLED, str(tmp_path)], check=False, cwd=Path(__file__).parents[2])
    assert len(list(tmp_path.glob("open/*.lock"))) == 2
    sweep(tmp_path)
    assert len(list(tmp_path.glob("open/*.lock"))) == 2, "too young to be sure"
    age(tmp_path)
    sweep(tmp_path)
    assert [path.with_suffix("") for path in tmp_path.glob("open/*.lock")] == [mine.folder]
    mine.close()


def test_a_fork_does_not_take_the_copy_away(tmp_path: Path) -> None:
    program = """
import os, sys
from pathlib import Path
from index.shelf import WorkingCopy
copy = WorkingCopy(Path(sys.argv[1]))
child = os.fork()
if child == 0:
    sys.exit(0)
os.waitpid(child, 0)
print(copy.folder.is_dir())
"""
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout == "True\n"
    assert not list((tmp_path / "open").iterdir())


def test_the_longest_unused_indexes_are_forgotten(tmp_path: Path) -> None:
    shelves = [Shelf(tmp_path, f"key{number}") for number in range(4)]
    for number, shelf in enumerate(shelves):
        published(shelf)
        os.utime(shelf.folder, (1_000 + number, 1_000 + number))
    shelves[0].touch()
    with FileLock(shelves[2].folder / "build.lock"):
        os.utime(shelves[2].folder, (1_002, 1_002))
        forget_oldest(tmp_path, kept=2)
    assert [shelf.newest() is not None for shelf in shelves] == [True, False, True, True]
