import os
import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

from assistant.errors import FeedbackFull, FeedbackUnusable
from assistant.feedback import Feedback
from assistant.settings import ROOT


def test_what_is_added_is_there_in_order_after_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "feedback" / "feedback.sqlite"
    first = Feedback(path)
    added = [
        first.add("up", "水库几座？", "3座。[1]"),
        first.add("down", "公路？", comment="太长\n'; DROP TABLE feedback"),
    ]
    first.close()
    assert list(Feedback(path).entries()) == added


def test_none_is_none(tmp_path: Path) -> None:
    assert list(Feedback(tmp_path / "none").entries()) == []
    assert not (tmp_path / "none").exists()


def test_many_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "feedback.sqlite"
    stores = [Feedback(path), Feedback(path)]
    with ThreadPoolExecutor(8) as pool:
        ids = {entry.id for entry in pool.map(lambda n: stores[n % 2].add("up", f"问题{n}"), range(100))}
    assert {entry.id for entry in Feedback(path).entries()} == ids
    assert len(ids) == 100


def test_those_who_open_a_new_file_at_once_do_not_hinder_each_other(tmp_path: Path) -> None:
    def add(store: Feedback) -> str:
        together.wait()
        return store.add("up", "问题").id

    for attempt in range(50):
        stores = [Feedback(tmp_path / str(attempt) / "feedback.sqlite") for _ in range(4)]
        together = Barrier(len(stores))
        with ThreadPoolExecutor(len(stores)) as pool:
            ids = set(pool.map(add, stores))
        assert {entry.id for entry in stores[0].entries()} == ids
        for store in stores:
            store.close()


WRITER = """
import sys
from pathlib import Path
from assistant.feedback import Feedback
store = Feedback(Path(sys.argv[1]))
for n in range(10000):
    print(store.add("up", f"问题{n}" * 50).id, flush=True)
"""


def test_a_killed_process_loses_nothing_that_it_acknowledged(tmp_path: Path) -> None:
    path = tmp_path / "feedback.sqlite"
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=dict(os.environ)) as writer:
        assert writer.stdout is not None
        ids = [writer.stdout.readline().strip() for _ in range(20)]
        writer.send_signal(signal.SIGKILL)
        ids += writer.stdout.read().split()
    kept = [entry.id for entry in Feedback(path).entries()]
    # The last one may have been kept without having been told.
    assert kept[: len(ids)] == ids
    assert len(kept) <= len(ids) + 1


def test_there_is_an_end_to_what_is_kept(tmp_path: Path) -> None:
    store = Feedback(tmp_path / "feedback.sqlite", most=2)
    store.add("up", "一")
    store.add("up", "二")
    with pytest.raises(FeedbackFull):
        store.add("up", "三")
    assert len(list(store.entries())) == 2


def test_a_damaged_store_says_so(tmp_path: Path) -> None:
    path = tmp_path / "feedback.sqlite"
    path.write_bytes(b"no database" * 1000)
    with pytest.raises(FeedbackUnusable):
        Feedback(path).add("up", "水库几座？")
    with pytest.raises(FeedbackUnusable):
        list(Feedback(path).entries())


def test_entries_are_synced_before_they_are_acknowledged(tmp_path: Path) -> None:
    store = Feedback(tmp_path / "feedback.sqlite")
    store.add("up", "水库几座？")
    assert isinstance(store._connection, sqlite3.Connection)
    assert store._connection.execute("PRAGMA synchronous").fetchone() == (2,)
