import socket
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from index.errors import IndexDamaged, ServerUnreachable
from index.store import VectorStore
from index.units import Unit


def unit(number: int) -> Unit:
    return Unit("sentence", number, f"一·第{number}句", number, number + 1, "文")


@pytest.fixture
def place(server: str | None, tmp_path: Path) -> Path | str:
    return server or tmp_path / "chroma"


@pytest.fixture
def store(place: Path | str, request: pytest.FixtureRequest) -> Iterator[VectorStore]:
    store = VectorStore.create(place, f"test-{abs(hash(request.node.name))}")
    yield store
    store.drop()
    store.close()


def test_the_nearest_come_first_with_their_cosines(store: VectorStore) -> None:
    vectors = np.array([[1, 0], [0, 2], [3, 3], [-1, 0]], dtype=np.float32)
    store.add([unit(number) for number in range(4)], vectors)
    ((ids, cosines),) = store.nearest(np.array([[5, 0]], dtype=np.float32), 4)
    assert ids == ["s0", "s2", "s1", "s3"]
    assert cosines.tolist() == pytest.approx([1, 0.5**0.5, 0, -1], abs=1e-6)


def test_several_queries_are_answered_in_their_order(store: VectorStore) -> None:
    store.add([unit(0), unit(1)], np.eye(2, dtype=np.float32))
    found = store.nearest(np.array([[0, 1], [1, 0]], dtype=np.float32), 1)
    assert [ids for ids, _ in found] == [["s1"], ["s0"]]


def test_adding_the_same_units_replaces_them(store: VectorStore) -> None:
    for vector in ([1, 0], [0, 1]):
        store.add([unit(0)], np.array([vector], dtype=np.float32))
    assert len(store) == 1
    ((_, cosines),) = store.nearest(np.array([[0, 1]], dtype=np.float32), 1)
    assert cosines[0] == pytest.approx(1)


def test_a_vector_without_direction_is_near_nothing(store: VectorStore) -> None:
    store.add([unit(0), unit(1)], np.array([[0, 0], [1, 0]], dtype=np.float32))
    ((ids, cosines),) = store.nearest(np.array([[1, 0]], dtype=np.float32), 2)
    assert dict(zip(ids, cosines.tolist(), strict=True)) == pytest.approx({"s1": 1, "s0": 0}, abs=1e-6)


def test_asking_for_more_than_there_is_gives_what_there_is(store: VectorStore) -> None:
    store.add([unit(0)], np.ones((1, 2), dtype=np.float32))
    ((ids, _),) = store.nearest(np.ones((1, 2), dtype=np.float32), 400)
    assert ids == ["s0"]


def test_two_thousand_random_vectors_are_found_as_by_exact_search(store: VectorStore) -> None:
    random = np.random.default_rng(7)
    vectors = random.normal(size=(2_000, 64)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    queries = random.normal(size=(50, 64)).astype(np.float32)
    store.add([unit(number) for number in range(len(vectors))], vectors)
    exact = np.argsort(-queries @ vectors.T, axis=1)[:, :10]
    found = store.nearest(queries, 10)
    hits = [len({f"s{n}" for n in true} & set(ids)) for true, (ids, _) in zip(exact, found, strict=True)]
    assert sum(hits) / (10 * len(hits)) >= 0.99


def test_a_store_is_the_same_after_it_was_opened_again(place: Path | str) -> None:
    name = "test-again"
    first = VectorStore.create(place, name)
    first.add([unit(0), unit(1)], np.eye(2, dtype=np.float32))
    first.close()
    again = VectorStore.open(place, name)
    ((ids, _),) = again.nearest(np.array([[0, 1]], dtype=np.float32), 1)
    assert (len(again), ids) == (2, ["s1"])
    again.drop()
    again.close()


def test_a_collection_that_is_not_there_is_damage(place: Path | str) -> None:
    VectorStore.create(place, "test-other").close()
    with pytest.raises(IndexDamaged) as caught:
        VectorStore.open(place, "test-missing")
    assert "test-missing" in str(caught.value.params["reason"])


def test_a_server_that_is_not_there_is_named() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}"
        with pytest.raises(ServerUnreachable) as caught:
            VectorStore.open(address, "any")
    assert caught.value.params["server"] == address


def test_a_collection_that_goes_while_it_is_open_is_damage(place: Path | str) -> None:
    open_one, other = VectorStore.create(place, "test-goes"), VectorStore.open(place, "test-goes")
    open_one.add([unit(0)], np.ones((1, 2), dtype=np.float32))
    other.drop()
    other.close()
    with pytest.raises(IndexDamaged):
        open_one.nearest(np.ones((1, 2), dtype=np.float32), 1)
    open_one.close()


def test_an_error_of_the_server_is_told_as_its_own(chroma_server: str) -> None:
    store = VectorStore.create(chroma_server, "test-error")
    store.add([unit(0)], np.ones((1, 2), dtype=np.float32))
    with pytest.raises(ServerUnreachable) as caught:
        store.nearest(np.ones((1, 3), dtype=np.float32), 1)
    assert "dimension" in str(caught.value.params["reason"])
    store.drop()
    store.close()


def test_a_password_in_the_address_is_sent_and_never_shown(chroma_server: str) -> None:
    address = chroma_server.replace("//", "//clerk:s%40cret@")
    store = VectorStore.create(address, "test-password")
    assert "cret" not in repr(store)
    server = store._client._server  # type: ignore[attr-defined]
    assert server._session.headers["authorization"] == "Basic Y2xlcms6c0BjcmV0"
    store.drop()
    with pytest.raises(IndexDamaged) as caught:
        VectorStore.open(address, "test-password")
    assert caught.value.params["path"] == chroma_server
    store.close()
