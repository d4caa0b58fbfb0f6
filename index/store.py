"""Vectors in Chroma, embedded or on a server."""

from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import unquote, urlsplit

import numpy as np
from numpy.typing import NDArray

from index.errors import IndexDamaged, ServerUnreachable
from index.units import Unit

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.models.Collection import Collection

Vectors = NDArray[np.float32]

_HNSW = {
    "space": "cosine",
    # With Chroma's defaults recall at 5 over 10,000 random vectors is .61, with these 1.0.
    "ef_construction": 400,
    "ef_search": 400,
    "max_neighbors": 32,
    # Written at once: else up to 1,000 vectors wait in sqlite, and data_level0.bin holds memory's garbage.
    "batch_size": 2,
    "sync_threshold": 2,
}
_BATCH = 2_000
_PATIENCE = 30.0
"""Seconds that a server may take for one answer."""


class VectorStore:
    """The vectors of one document in one collection."""

    def __init__(self, client: "ClientAPI", collection: "Collection", place: Path | str) -> None:
        """Holds an open ``collection`` of ``client``; ``place`` (a folder or an address) is for messages."""
        self._client = client
        self._collection = collection
        self._place = place

    def __repr__(self) -> str:
        return f"{type(self).__name__}({without_password(str(self._place))!r}, collection={self._collection.name!r})"

    def __len__(self) -> int:
        """How many vectors the collection holds."""
        with _Answering(self._place):
            return self._collection.count()

    @classmethod
    def create(cls, place: Path | str, name: str) -> Self:
        """A new, empty collection in the folder or on the server ``place``.

        Raises:
            ServerUnreachable: no server answers there.
        """
        client = _connect(place)
        with _Answering(place):
            configuration: Any = {"hnsw": dict(_HNSW)}
            # Without embedding_function=None Chroma downloads a model of its own.
            collection = client.create_collection(name, configuration=configuration, embedding_function=None)
        return cls(client, collection, place)

    @classmethod
    def open(cls, place: Path | str, name: str) -> Self:
        """The collection ``name`` in the folder or on the server ``place``.

        Raises:
            IndexDamaged: there is no such collection.
            ServerUnreachable: no server answers there.
        """
        client = _connect(place)
        try:
            with _Answering(place):
                collection = client.get_collection(name, embedding_function=None)
        except IndexDamaged:
            _close(client)
            raise
        return cls(client, collection, place)

    def add(self, units: Sequence[Unit], vectors: Vectors) -> None:
        """Stores one vector, float32, (n, dim), for each unit; replaces those of the same id."""
        for first in range(0, len(units), _BATCH):
            batch = units[first : first + _BATCH]
            with _Answering(self._place):
                self._collection.upsert(
                    ids=[unit.id for unit in batch],
                    embeddings=vectors[first : first + _BATCH],
                    metadatas=[_metadata(unit) for unit in batch],
                )

    def nearest(self, vectors: Vectors, k: int) -> list[tuple[list[str], Vectors]]:
        """For each query vector the ids and cosines of its ``k`` nearest units, nearest first.

        Only ids and distances are asked for: metadata of 250 units would take Chroma 8 ms.
        """
        with _Answering(self._place):
            found = self._collection.query(query_embeddings=vectors, n_results=k, include=["distances"])
        distances = found["distances"] or []
        return [(ids, 1 - np.asarray(row, dtype=np.float32)) for ids, row in zip(found["ids"], distances, strict=True)]

    def drop(self) -> None:
        """Removes the collection and all that is in it."""
        with _Answering(self._place):
            self._client.delete_collection(self._collection.name)

    def close(self) -> None:
        """Lets go of the folder or the connection; the store cannot be used afterwards."""
        _close(self._client)


def without_password(address: str) -> str:
    """``address`` as it may be shown and stored: without the name and password before the @.

    >>> without_password("http://me:secret@10.0.0.5:8000")
    'http://10.0.0.5:8000'
    """
    scheme, mark, rest = address.rpartition("://")
    return f"{scheme}{mark}{rest.rpartition('@')[2]}"


class _Answering:
    """Turns what Chroma and the connection raise within its block into errors of ours.

    Raises:
        IndexDamaged: the collection is gone.
        ServerUnreachable: the server does not answer, or answers with an error of its own.
    """

    def __init__(self, place: Path | str) -> None:
        self._place = place

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if error is None:
            return
        import httpx
        from chromadb.errors import ChromaError, NotFoundError

        place = without_password(str(self._place))
        if isinstance(error, NotFoundError):
            raise IndexDamaged(path=place, reason=str(error)) from error
        remote = isinstance(self._place, str) and isinstance(error, ChromaError)
        if remote or isinstance(error, httpx.HTTPError | ConnectionError):
            raise ServerUnreachable(server=place, reason=str(error)) from error


def _metadata(unit: Unit) -> dict[str, str | int]:
    return {"kind": unit.kind, "address": unit.address, "start": unit.start, "end": unit.end}


def _connect(place: Path | str) -> "ClientAPI":
    import chromadb  # costs 0.6 s
    from chromadb.config import Settings

    settings = Settings(anonymized_telemetry=False)
    if isinstance(place, Path):
        return chromadb.PersistentClient(path=str(place), settings=settings)
    parts = urlsplit(place if "//" in place else f"//{place}")
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 8000)
    headers = _authorization(parts.username, parts.password)
    _knock(place, f"http{'s' if secure else ''}://{parts.hostname}:{port}/api/v2/heartbeat", headers)
    with _Answering(place):
        client = chromadb.HttpClient(
            host=parts.hostname or "", port=port, ssl=secure, headers=headers, settings=settings
        )
    # Chroma gives its requests no limit of time and no way to set one.
    for session in _sessions(client):
        session.timeout = _PATIENCE
    return client


def _authorization(user: str | None, password: str | None) -> dict[str, str]:
    """The header for a proxy in front of the server that asks for a name and a password."""
    if user is None:
        return {}
    pair = f"{unquote(user)}:{unquote(password or '')}"
    return {"Authorization": f"Basic {b64encode(pair.encode()).decode()}"}


def _knock(place: str, heartbeat: str, headers: dict[str, str]) -> None:
    """Asks the server for a sign of life, which Chroma's own client waits for without end."""
    import httpx

    try:
        httpx.get(heartbeat, headers=headers, timeout=_PATIENCE).raise_for_status()
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        raise ServerUnreachable(server=without_password(place), reason=str(error)) from error


def _sessions(client: Any) -> list[Any]:
    """The HTTP sessions that a client of 1.5.9 opens, one for itself and one for administration, and never closes."""
    owners = (client._server, client._admin_client._server)
    return [owner._session for owner in owners if hasattr(owner, "_session")]


def _close(client: Any) -> None:
    sessions = _sessions(client)
    client.close()
    for session in sessions:
        session.close()
