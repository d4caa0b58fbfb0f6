import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.corpus_files import Item, descending, read_passages, read_questions, write_run
from index.corpus_search import Hit
from index.errors import (
    CorpusEmpty,
    CorpusError,
    CorpusUnreadable,
    LineIdRepeated,
    LineIdUnusable,
    LineNotJson,
    LineWithoutField,
    RunUnwritable,
)

GOOD = b'{"id": "a", "text": "x", "question": "x"}\n'


def write(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "lines.jsonl"
    path.write_bytes(content)
    return path


def test_items_come_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = write(tmp_path, '{"id": "p1", "text": "水库", "more": 1}\n\n{"id": "p2", "text": ""}'.encode())
    assert read_passages(path) == (Item("p1", "水库"), Item("p2", ""))


def test_a_byte_order_mark_and_windows_line_ends_are_read_over(tmp_path: Path) -> None:
    path = write(tmp_path, b"\xef\xbb\xbf" + GOOD.replace(b"\n", b"\r\n"))
    assert read_questions(path) == (Item("a", "x"),)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (b"{", LineNotJson),
        (b"[1]", LineNotJson),
        (b"[" * 100_000, LineNotJson),
        ('{"id": "b", "question": "库"}'.encode("gb18030"), LineNotJson),
        (b'{"question": "x"}', LineWithoutField),
        (b'{"id": 7, "question": "x"}', LineWithoutField),
        (b'{"id": "b"}', LineWithoutField),
        (b'{"id": "b", "question": null}', LineWithoutField),
        (b'{"id": "b", "question": " "}', LineWithoutField),
        (b'{"id": "", "question": "x"}', LineIdUnusable),
        (b'{"id": "b c", "question": "x"}', LineIdUnusable),
        (b'{"id": "b\\n", "question": "x"}', LineIdUnusable),
        (b'{"id": "b\\ud800", "question": "x"}', LineIdUnusable),
        (b'{"id": "a", "question": "y"}', LineIdRepeated),
    ],
)
def test_a_bad_line_is_named_by_its_number(tmp_path: Path, line: bytes, error: type[CorpusError]) -> None:
    path = write(tmp_path, GOOD + b"\n" + line + b"\n")
    with pytest.raises(error) as caught:
        read_questions(path)
    assert caught.value.params["line"] == 3
    assert caught.value.params["path"] == path


def test_a_repeated_id_names_the_line_where_it_stood_first(tmp_path: Path) -> None:
    with pytest.raises(LineIdRepeated) as caught:
        read_passages(write(tmp_path, b"\n" + GOOD + GOOD))
    assert (caught.value.params["first"], caught.value.params["line"]) == (2, 3)


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_a_file_without_items_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(CorpusEmpty):
        read_passages(write(tmp_path, content))


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path):
        with pytest.raises(CorpusUnreadable):
            read_passages(path)


def test_a_run_has_a_line_for_each_hit(tmp_path: Path) -> None:
    path = tmp_path / "out.trec"
    passages = [Item("p1", ""), Item("p2", "")]
    write_run(path, [Item("q1", "?"), Item("q2", "?")], passages, [[Hit(1, 2.5), Hit(0, 2.5)], []])
    assert path.read_text().splitlines() == [
        "q1 Q0 p2 1 2.500000 jianghua-wenda",
        "q1 Q0 p1 2 2.499998 jianghua-wenda",
    ]
    assert path.stat().st_mode & 0o444 == 0o444


@pytest.mark.parametrize(
    "scores", [[0.0] * 100, [300.0] * 100, [1.0, 1.0 - 1e-9, 0.5], [-2.0, -2.0], [1e-7, 1e-8, 0, 0]]
)
def test_scores_go_down_strictly_even_as_small_numbers(scores: list[float]) -> None:
    lowered = np.array([float(f"{score:.6f}") for score in descending(scores)], dtype=np.float32)
    assert (np.diff(lowered) < 0).all()
    np.testing.assert_allclose(lowered, scores, atol=abs(scores[0]) * 1.1e-4 + 1.1e-4)


def test_a_run_that_breaks_off_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "out.trec"
    path.write_text("old")

    def breaking() -> Any:
        yield [Hit(0, 1.0)]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_run(path, [Item("q1", "?"), Item("q2", "?")], [Item("p", "")], breaking())
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_place_that_cannot_be_written_is_found_out_before_the_search(tmp_path: Path) -> None:
    def never() -> Any:
        yield pytest.fail("the search was begun")

    for path in (tmp_path / "none" / "out.trec", tmp_path):
        with pytest.raises(RunUnwritable):
            write_run(path, [Item("q", "?")], [], never())


def test_ids_of_any_script_are_written_as_they_are(tmp_path: Path) -> None:
    path = write(tmp_path, (json.dumps({"id": "段1", "text": "水"}) + "\n").encode())
    write_run(tmp_path / "o", [Item("问1", "?")], read_passages(path), [[Hit(0, 1.0)]])
    assert (tmp_path / "o").read_text("utf-8").startswith("问1 Q0 段1 1 ")
