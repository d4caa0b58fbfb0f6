"""What the page and the API need of an assistant."""

import re
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Final, Protocol

from assistant.answer import Answer, Event
from assistant.generation.models import Stop
from assistant.messages import Lang
from index.outline import Outline

_CHINESE: Final = re.compile("[\u4e00-\u9fff]")


class Backend(Protocol):
    """An assistant that is ready to be asked; ``history`` holds the earlier questions, oldest first."""

    @property
    def outline(self) -> Outline: ...

    @property
    def title(self) -> str: ...

    def ask(self, question: str, history: Sequence[str] = (), *, lang: Lang = "zh") -> Answer: ...

    def stream(
        self, question: str, history: Sequence[str] = (), *, lang: Lang = "zh", stop: Stop | None = None
    ) -> Iterator[Event]: ...

    def astream(self, question: str, history: Sequence[str] = (), *, lang: Lang = "zh") -> AsyncIterator[Event]: ...

    def check(self) -> None: ...

    def close(self) -> None: ...


def shown_title(assistant: Backend) -> str:
    """What the page calls the speech: its title line, or a file name that reads like one, or ""."""
    title = assistant.title
    return title if title == assistant.outline.title or _CHINESE.search(title) else ""
