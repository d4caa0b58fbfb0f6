from io import StringIO

import pytest

from assistant.commands.meter import EmbeddingMeter


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time in seconds, to be set by the test."""
    now = [0.0]
    monkeypatch.setattr("assistant.commands.meter.time.monotonic", lambda: now[0])
    return now


def test_what_ends_at_once_says_nothing(clock: list[float]) -> None:
    stream = Terminal()
    with EmbeddingMeter("en", stream) as meter:
        meter(256, 256)
    assert stream.getvalue() == ""


def test_a_terminal_has_one_line_that_changes(clock: list[float]) -> None:
    stream = Terminal()
    with EmbeddingMeter("en", stream) as meter:
        for clock[0], done in ((1.0, 256), (1.05, 512), (2.0, 768)):
            meter(done, 1_000)
    assert stream.getvalue() == "\r\x1b[KEmbedding 256 of 1000 texts\r\x1b[KEmbedding 768 of 1000 texts\n"


def test_a_log_has_a_line_every_five_seconds(clock: list[float]) -> None:
    stream = StringIO()
    with EmbeddingMeter("zh", stream) as meter:
        for clock[0], done in ((1.0, 1), (6.0, 2), (7.0, 3), (12.0, 4)):
            meter(done, 4)
    assert stream.getvalue() == "正在计算向量：2/4\n正在计算向量：4/4\n"
