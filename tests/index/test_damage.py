"""Damage to sealed files: each kind is found before Chroma opens them, and mended by rebuilding."""

import logging
import os
import shutil
import sqlite3
from pathlib import Path

import pytest

from index.build import build_index
from index.manifest import Manifest
from index.store import VectorStore
from tests.conftest import CountingEmbeddings
from tests.index.asking import best, generations


def damaged_level0(sealed: Path) -> None:
    path = next(sealed.rglob("data_level0.bin"))
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def random_level0(sealed: Path) -> None:
    path = next(sealed.rglob("data_level0.bin"))
    path.write_bytes(os.urandom(path.stat().st_size))


def random_header(sealed: Path) -> None:
    next(sealed.rglob("header.bin")).write_bytes(os.urandom(100))


def no_hnsw(sealed: Path) -> None:
    shutil.rmtree(next(sealed.rglob("data_level0.bin")).parent)


def emptied_sqlite(sealed: Path) -> None:
    with sqlite3.connect(sealed / "chroma" / "chroma.sqlite3") as database:
        for table in ("embeddings_queue", "embeddings", "embedding_metadata"):
            database.execute(f"DELETE FROM {table}")
    database.close()


def sqlite_of_zero_bytes(sealed: Path) -> None:
    (sealed / "chroma" / "chroma.sqlite3").write_bytes(b"")


def cut_manifest(sealed: Path) -> None:
    path = sealed / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8")[:100], encoding="utf-8")


def foreign_manifest(sealed: Path) -> None:
    path = sealed / "manifest.json"
    path.write_text(path.read_text(encoding="utf-8").replace("counting-1", "counting-9"), encoding="utf-8")


def no_files(sealed: Path) -> None:
    shutil.rmtree(sealed / "chroma")


DAMAGES = [
    damaged_level0,
    random_level0,
    random_header,
    no_hnsw,
    emptied_sqlite,
    sqlite_of_zero_bytes,
    cut_manifest,
    foreign_manifest,
    no_files,
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_is_mended_by_rebuilding(
    speech_file: Path,
    data: Path,
    embeddings: CountingEmbeddings,
    damage: object,
    caplog: pytest.LogCaptureFixture,
) -> None:
    build_index(speech_file, data, embeddings)
    (sealed,) = generations(data)
    assert callable(damage)
    damage(sealed)
    with caplog.at_level(logging.WARNING, logger="index.build"):
        assert best(speech_file, data, embeddings) == "一（二）一是"
    assert "the index is rebuilt" in caplog.text
    assert [path.name for path in generations(data)] == ["g2"]
    assert not build_index(speech_file, data, embeddings).built


def test_a_collection_that_left_the_server_is_built_again(
    speech_file: Path, data: Path, embeddings: CountingEmbeddings, chroma_server: str
) -> None:
    build_index(speech_file, data, embeddings, server=chroma_server)
    store = VectorStore.open(chroma_server, Manifest.read(generations(data)[0]).collection)
    store.drop()
    store.close()
    assert best(speech_file, data, embeddings, chroma_server) == "一（二）一是"


def test_a_server_that_lost_vectors_is_found_out(
    speech_file: Path, data: Path, embeddings: CountingEmbeddings, chroma_server: str
) -> None:
    build_index(speech_file, data, embeddings, server=chroma_server)
    store = VectorStore.open(chroma_server, Manifest.read(generations(data)[0]).collection)
    store._collection.delete(ids=["s3"])
    store.close()
    assert build_index(speech_file, data, embeddings, server=chroma_server).built
