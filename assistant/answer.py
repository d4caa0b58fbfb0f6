"""What an answer is: sentences, the citations that they rest on, and how it is written.

The JSON form (:meth:`Answer.to_dict`) is the same on the command line, in the API
and in reports.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from assistant.messages import Lang
from assistant.messages import text as message

Mode = Literal["extractive", "model"]
Reason = Literal["not_mentioned", "not_given", "off_topic"]
EventKind = Literal["stage", "draft", "citation", "token", "answer", "error"]


class Place:
    """What is told of a place in the text, in plain values."""

    __slots__: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The JSON form, keys in the documented order; :func:`dataclasses.asdict` would copy each value, too."""
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Citation(Place):
    """The sentence that mark ``[n]`` points to; ``text[start:end] == quote``."""

    n: int
    address: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Nearest(Place):
    """A sentence that comes nearest where the speech does not answer."""

    address: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Retrieved(Place):
    """A passage that was retrieved; ``rank`` counts from 1, a higher score is better."""

    rank: int
    address: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class AnswerSentence:
    """One sentence without its marks, and the numbers of the citations it rests on.

    ``quoted`` tells that the sentence stands in the speech as it is; ``counts`` is what
    it says of how many things the answer lists, and they are what it cites. Where
    ``supported`` is False, a model wrote it and the text does not carry it: it is shown
    marked as such, or not at all.
    """

    text: str
    citations: tuple[int, ...] = ()
    quoted: bool = False
    counts: int | None = None
    supported: bool = True

    def marked(self) -> str:
        return self.text + "".join(f"[{n}]" for n in self.citations)

    def flag(self, lang: Lang = "zh") -> str:
        """The words behind a sentence that the text does not carry; "" behind any other."""
        return "" if self.supported else message("answer.unsupported", lang)


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or a refusal with what comes nearest.

    ``understood`` is the question that was answered: the one asked, or what a
    follow-up was taken to mean. ``latency_ms`` has ``total`` and each stage. ``raw`` is
    what a model wrote, before anything was checked; ``suggestions`` are questions to go on with;
    ``lang`` is the language of what is said beside the answer.
    """

    question: str
    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...] = ()
    refused: bool = False
    reason: Reason | None = None
    mode: Mode = "extractive"
    nearest: tuple[Nearest, ...] = ()
    passages: tuple[Retrieved, ...] = ()
    latency_ms: Mapping[str, float] = field(default_factory=dict)
    understood: str = ""
    note: str = ""
    raw: str = ""
    suggestions: tuple[str, ...] = ()
    id: str | None = None
    lang: Lang = "zh"

    @property
    def text(self) -> str:
        """The answer as plain text, a sentence a line, each with its marks, and a flag where the text doesn't carry it."""
        return "\n".join(sentence.marked() + sentence.flag(self.lang) for sentence in self.sentences)

    def to_dict(self) -> dict[str, Any]:
        """The JSON form, keys in the documented order."""
        return {
            "id": self.id,
            "question": self.question,
            "understood": self.understood or self.question,
            "answer": self.text,
            "refused": self.refused,
            "reason": self.reason,
            "mode": self.mode,
            "note": self.note,
            "citations": [item.to_dict() for item in self.citations],
            "nearest": [item.to_dict() for item in self.nearest],
            "suggestions": list(self.suggestions),
            "passages": [item.to_dict() for item in self.passages],
            "latency_ms": {name: round(ms, 3) for name, ms in self.latency_ms.items()},
        }


@dataclass(frozen=True, slots=True)
class Event:
    """One step of an answer on its way, the same for every face of the product.

    ``stage``: ``{"name"}``; ``draft``: ``{"text"}``, a piece of a sentence that a model is still
    writing, not yet checked; ``citation``: ``{"citation": Citation}``, before its mark; ``token``:
    ``{"text"}``, a finished sentence with its marks, in place of the drafts since the one before,
    or "" where it was dropped, and ``"supported": False`` where the text does not carry it; ``answer``:
    ``{"answer": Answer}``; ``error``: ``{"code", "message"}``.

    The stages are condense, retrieve, answer, verify; with a model, thinking comes within answer, which
    comes again when the model begins to write. The stage restart says that all drafts, citations and
    tokens before it are void, because others take their place.
    """

    kind: EventKind
    data: Mapping[str, Any]
