"""What all tests share: a small speech, an embedder that can be worked out by hand, no network."""

import ipaddress
import socket
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from langchain_core.embeddings import Embeddings

# The same examples each time; with --hypothesis-profile=default pytest tries others.
settings.load_profile("ci")

SPEECH = """同志们：
今天会议的任务是总结上半年工作，安排下半年工作。
一、关于上半年工作
今年上半年，重点抓了两个方面。
（一）水利建设有力推进。一是加快水库建设。全县新建水库3座，完成投资2.4亿元。二是整治河道。整治河道18公里，水质达标率为93.5%。
（二）公路建设全面提速。一是加快公路建设。新建公路56公里，公路通村率达到98%。二是加强养护。养护公路310公里，由县交通局负责。
工作中还存在一些困难和问题。一是资金不足。项目资金缺口1.2亿元。二是人才不足。
二、关于下半年工作
（一）继续抓好水利。一要建成水库。9月底前建成石门水库。二要保障供水。
（二）加大资金投入。一要争取上级资金。全年争取资金3亿元以上。二要管好用好资金。
同志们，让我们共同努力，完成全年任务！
"""


class CountingEmbeddings(Embeddings):
    """Counts of four words, brought to length 1: ``embed_query("水库和公路")`` is (.71, .71, 0, 0)."""

    words = ("水", "公路", "资金", "人")
    name = "counting"
    dimension = 4

    def __init__(self, fingerprint: str = "counting-1") -> None:
        self.fingerprint = fingerprint
        self.embedded = 0

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """One vector for each text; zero where none of the words stands in it."""
        self.embedded += len(texts)
        return [self._vector(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        """The vector of one question."""
        return self._vector(text)

    def _vector(self, text: str) -> list[float]:
        counts = [float(text.count(word)) for word in self.words]
        length = sum(count * count for count in counts) ** 0.5
        return [count / length for count in counts] if length else counts


@pytest.fixture(scope="session")
def speech_text() -> str:
    """A made-up speech of two parts, four sections and a paragraph of problems; no trailing blanks."""
    return SPEECH


@pytest.fixture
def speech_file(tmp_path: Path) -> Path:
    """The made-up speech as a UTF-8 file."""
    path = tmp_path / "speech.txt"
    path.write_bytes(SPEECH.encode())
    return path


@pytest.fixture
def embeddings() -> CountingEmbeddings:
    """An embedder whose ``embedded`` counts the texts it was given."""
    return CountingEmbeddings()


class OutsideNetworkError(AssertionError):
    """A test tried to leave this machine."""


_LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")


def _in_digits(host: object) -> bool:
    try:
        ipaddress.ip_address(host.decode() if isinstance(host, bytes) else str(host))
    except ValueError:
        return False
    return True


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lets sockets reach loopback only; names other than localhost are not looked up."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(host: object) -> None:
        if isinstance(host, bytes):
            host = host.decode()
        if isinstance(host, str) and host and not host.startswith(_LOOPBACK):
            raise OutsideNetworkError(f"the network is blocked in tests: {host}")

    def guarded(method: Any) -> Any:
        def call(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6):
                check(address[0])
            return method(self, address)

        return call

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        # An address in digits is not looked up anywhere; connecting to it is checked above.
        if not _in_digits(host):
            check(host)
        return look_up(host, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", guarded(connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guarded(connect_ex))
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)
