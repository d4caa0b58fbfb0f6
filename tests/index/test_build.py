import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from filelock import FileLock

from index import build
from index.build import build_index, open_index
from index.errors import (
    DataFolderUnwritable,
    DocumentMissing,
    IndexBusy,
    IndexOutOfDate,
    ModelUnusable,
    ServerUnreachable,
)
from tests.conftest import CountingEmbeddings
from tests.index.asking import QUESTION, best, generations


def test_the_report_tells_what_was_found(
    speech_file: Path, speech_text: str, data: Path, embeddings: CountingEmbeddings
) -> None:
    report = build_index(speech_file, data, embeddings)
    assert (report.sections, report.points) == (6, 10)
    assert report.characters == len(speech_text)
    assert (report.name, report.model) == ("speech", "counting")
    assert report.built
    assert not report.paragraphs_only
    assert 0 < report.seconds < 60
    assert (Path(report.folder) / "g1" / "manifest.json").is_file()


def test_a_text_without_headings_is_reported_as_paragraphs(
    tmp_path: Path, data: Path, embeddings: CountingEmbeddings
) -> None:
    path = tmp_path / "plain.txt"
    path.write_text("今天下了一场大雨，水库涨水了。\n公路没有受到影响。\n", encoding="utf-8")
    report = build_index(path, data, embeddings)
    assert report.paragraphs_only
    assert (report.sections, report.points) == (0, 0)


def test_nothing_is_embedded_or_written_when_nothing_changed(
    speech_file: Path, data: Path, embeddings: CountingEmbeddings, server: str | None
) -> None:
    assert build_index(speech_file, data, embeddings, server=server).built
    before = {path: path.stat().st_mtime_ns for path in data.glob("*/g*/**/*")}
    again = CountingEmbeddings()
    assert not build_index(speech_file, data, again, server=server).built
    assert again.embedded <= 4  # the canaries
    assert {path: path.stat().st_mtime_ns for path in data.glob("*/g*/**/*")} == before


def test_progress_ends_with_all_texts(speech_file: Path, data: Path, embeddings: CountingEmbeddings) -> None:
    told: list[tuple[int, int]] = []
    build_index(speech_file, data, embeddings, progress=lambda done, of: told.append((done, of)))
    assert told
    assert told[-1][0] == told[-1][1] == embeddings.embedded - 4


def test_the_best_passage_is_the_one_that_answers(
    speech_file: Path, data: Path, embeddings: CountingEmbeddings, server: str | None
) -> None:
    assert best(speech_file, data, embeddings, server) == "一（二）一是"


def test_documents_live_side_by_side(
    tmp_path: Path, speech_file: Path, data: Path, embeddings: CountingEmbeddings
) -> None:
    other = tmp_path / "other.txt"
    other.write_text(speech_file.read_text(encoding="utf-8").replace("56", "57"), encoding="utf-8")
    build_index(speech_file, data, embeddings)
    assert build_index(other, data, embeddings).built
    assert not build_index(speech_file, data, embeddings).built
    assert len(generations(data)) == 2


def test_a_copy_under_another_name_shares_the_index(
    tmp_path: Path, speech_file: Path, data: Path, embeddings: CountingEmbeddings
) -> None:
    build_index(speech_file, data, embeddings)
    copy = Path(shutil.copy(speech_file, tmp_path / "copy.txt"))
    assert not build_index(copy, data, embeddings).built


def test_another_model_gets_its_own_index(speech_file: Path, data: Path) -> None:
    build_index(speech_file, data, CountingEmbeddings("counting-1"))
    assert build_index(speech_file, data, CountingEmbeddings("counting-2")).built
    assert not build_index(speech_file, data, CountingEmbeddings("counting-1")).built


def test_a_model_that_changed_under_its_fingerprint_is_caught(
    speech_file: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_index(speech_file, data, CountingEmbeddings())
    monkeypatch.setattr(CountingEmbeddings, "words", ("人", "资金", "水", "公路"))
    assert build_index(speech_file, data, CountingEmbeddings()).built
    assert not build_index(speech_file, data, CountingEmbeddings()).built


def test_an_open_index_answers_on_after_its_files_are_gone(
    speech_file: Path, data: Path, embeddings: CountingEmbeddings
) -> None:
    with open_index(speech_file, data, embeddings) as speech:
        before = speech.search(QUESTION)
        for sealed in generations(data):
            shutil.rmtree(sealed)
        assert build_index(speech_file, data, embeddings).built
        after = speech.search(QUESTION)
    assert [found.score for found in after.passages] == [found.score for found in before.passages]


def test_closing_leaves_no_working_copy(speech_file: Path, data: Path, embeddings: CountingEmbeddings) -> None:
    with open_index(speech_file, data, embeddings):
        assert len(list((data / "open").glob("*.lock"))) == 1
    assert list((data / "open").iterdir()) == []


_KILLED = """
import sys
from pathlib import Path
from tests.conftest import CountingEmbeddings
from tests.index.asking import QUESTION, best, generations
from index.build import build_index

class Slow(CountingEmbeddings):
    def embed_documents(self, texts):
        if len(texts) > 4:
            print("embedding", flush=True)
        return super().embed_documents(texts)

from index import sealing
def stop(*_):
    print("storing", flush=True)
    sys.stdin.read()
    raise SystemExit("not killed")
sealing.file_hashes = stop
build_index(Path(sys.argv[1]), Path(sys.argv[2]), Slow())
"""


def test_a_builder_killed_amid_writing_leaves_the_old_index_served(
    speech_file: Path, data: Path, embeddings: CountingEmbeddings
) -> None:
    with open_index(speech_file, data, embeddings) as served:
        (sealed,) = generations(data)
        (sealed / "manifest.json").write_text("{", encoding="utf-8")  # makes the other process build
        process = subprocess.Popen(
            [sys.executable, "-c", _KILLED, str(speech_file), str(data)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(build.__file__).parents[1],
            text=True,
        )
        assert process.stdout
        assert [process.stdout.readline() for _ in range(2)] == ["embedding\n", "storing\n"]
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert list(data.glob("*/room-*"))
        assert served.search(QUESTION).passages[0].passage.address == "一（二）一是"
        assert generations(data) == [sealed]
    assert build_index(speech_file, data, embeddings).built
    assert not list(data.glob("*/room-*"))


def test_two_builders_at_once_make_one_index(speech_file: Path, data: Path) -> None:
    reports = []
    start = threading.Barrier(2)

    class Slow(CountingEmbeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            time.sleep(0.1)
            return super().embed_documents(texts)

    def one() -> None:
        start.wait()
        reports.append(build_index(speech_file, data, Slow()))

    threads = [threading.Thread(target=one) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(report.built for report in reports) == [False, True]
    assert len(generations(data)) == 1


def test_a_builder_that_never_ends_is_not_waited_for_without_end(
    speech_file: Path, data: Path, embeddings: CountingEmbeddings, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(build_index(speech_file, data, embeddings).folder)
    shutil.rmtree(folder / "g1")
    monkeypatch.setattr(build, "_PATIENCE", 0.2)
    with FileLock(folder / "build.lock"), pytest.raises(IndexBusy) as caught:
        build_index(speech_file, data, embeddings)
    assert caught.value.params["path"] == str(folder)


def test_a_folder_that_cannot_be_made_is_named(
    tmp_path: Path, speech_file: Path, embeddings: CountingEmbeddings
) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(DataFolderUnwritable) as caught:
        build_index(speech_file, tmp_path / "file" / "data", embeddings)
    assert caught.value.params["path"] == str(tmp_path / "file" / "data")


def read_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes folders behave as on a read-only disk, which root would not notice otherwise."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("index.shelf.tempfile.mkdtemp", _outside(refuse))
    monkeypatch.setattr("index.shelf.FileLock.acquire", _lock_outside(refuse))


def _outside(refuse: object) -> object:
    from tempfile import mkdtemp

    def make(**options: object) -> str:
        if options.get("dir"):
            assert callable(refuse)
            refuse()
        return mkdtemp(prefix=str(options["prefix"]))

    return make


def _lock_outside(refuse: object) -> object:
    acquire = FileLock.acquire

    def lock(self: FileLock, *args: object, **options: object) -> object:
        if str(self.lock_file).endswith("build.lock"):
            assert callable(refuse)
            refuse()
        return acquire(self, *args, **options)  # type: ignore[arg-type]

    return lock


def test_an_index_in_a_read_only_folder_is_served(
    speech_file: Path, data: Path, embeddings: CountingEmbeddings, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_index(speech_file, data, embeddings)
    read_only(monkeypatch)
    assert best(speech_file, data, embeddings) == "一（二）一是"


def test_a_read_only_index_of_another_model_says_both_models(
    speech_file: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_index(speech_file, data, CountingEmbeddings())
    read_only(monkeypatch)
    other = CountingEmbeddings("counting-2")
    other.name = "other"
    with pytest.raises(IndexOutOfDate) as caught:
        build_index(speech_file, data, other)
    assert caught.value.params == {"path": str(data), "built": "counting", "wanted": "other"}


@pytest.mark.parametrize("vector", [[1.0, 2.0], [float("nan")] * 4])
def test_a_model_without_usable_vectors_is_named(
    speech_file: Path, data: Path, embeddings: CountingEmbeddings, vector: list[float]
) -> None:
    embeddings.embed_documents = lambda texts: [vector for _ in texts]  # type: ignore[method-assign]
    with pytest.raises(ModelUnusable) as caught:
        build_index(speech_file, data, embeddings)
    assert caught.value.params["model"] == "counting"
    assert not generations(data)


def test_a_missing_document_and_a_missing_server_are_told_apart(
    tmp_path: Path, speech_file: Path, data: Path, embeddings: CountingEmbeddings
) -> None:
    with pytest.raises(DocumentMissing):
        build_index(tmp_path / "nothing.txt", data, embeddings)
    with pytest.raises(ServerUnreachable):
        build_index(speech_file, data, embeddings, server="http://127.0.0.1:9")
