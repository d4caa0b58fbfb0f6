"""How far embedding is, on stderr."""

import sys
import time
from typing import Final, Self, TextIO

from assistant.messages import Lang, text

_TERMINAL_SECONDS: Final = 0.1
_LOG_SECONDS: Final = 5.0


class EmbeddingMeter:
    """One line that changes on a terminal, a line every five seconds in a log; nothing for what ends at once."""

    def __init__(self, lang: Lang, stream: TextIO | None = None) -> None:
        self._lang = lang
        self._stream = stream or sys.stderr
        self._terminal = self._stream.isatty()
        self._told = time.monotonic()
        self._open = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._open:
            self._stream.write("\n")

    def __call__(self, done: int, total: int) -> None:
        """Shows that ``done`` of ``total`` texts are embedded, unless something was just shown."""
        if time.monotonic() - self._told < (_TERMINAL_SECONDS if self._terminal else _LOG_SECONDS):
            return
        self._told = time.monotonic()
        line = text("index.embedding", self._lang, done=done, total=total)
        self._stream.write(f"\r\x1b[K{line}" if self._terminal else f"{line}\n")
        self._stream.flush()
        self._open = self._terminal
