"""What the page remembers of a conversation, and its short form in the browser's storage.

The short form names the cited sentences by their offsets and leaves their words to the
outline, so that twenty turns stay far below what a request may carry.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from assistant.answer import Answer, AnswerSentence, Citation, Nearest
from assistant.chain import LONGEST_QUESTION
from assistant.web.growing import Growing
from index.outline import Outline, Sentence

MAX_TURNS: Final = 20
MAX_BYTES: Final = 40_000
"""Of the short form, as JSON in UTF-8: it travels with every question."""
MAX_PARTS: Final = 100
"""How many sentences, sources or near sentences a turn may have, and sources one sentence: who writes a
storage by hand must not make a page of millions of links of it."""
_LONGEST_UNDERSTOOD: Final = 2 * LONGEST_QUESTION + 10
"""A follow-up and the question that it follows."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and its answer, as far as it has come.

    ``answer`` is None while nothing is final; ``growing`` is what there is of it until
    then; ``error`` is the sentence shown in place of an answer; ``stopped`` tells that
    the reader ended it.
    """

    question: str
    answer: Answer | None = None
    growing: Growing = field(default_factory=Growing)
    error: str = ""
    stopped: bool = False


def keep(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """The turns worth keeping: answered ones, the latest :data:`MAX_TURNS`."""
    return tuple(turn for turn in turns if turn.answer)[-MAX_TURNS:]


def questions(turns: Sequence[Turn]) -> tuple[str, ...]:
    """What was asked before, oldest first, as the assistant's ``history``."""
    return tuple(turn.question for turn in keep(turns))


def pack(turns: Sequence[Turn]) -> list[dict[str, Any]]:
    """The short form, oldest first; the oldest turns go where it would exceed :data:`MAX_BYTES`."""
    packed: list[dict[str, Any]] = []
    size = 0
    for turn in reversed(keep(turns)):
        form = _pack_turn(turn, latest=not packed)
        size += len(json.dumps(form, ensure_ascii=False).encode())
        if size > MAX_BYTES:
            break
        packed.append(form)
    return packed[::-1]


def unpack(data: object, outline: Outline) -> tuple[Turn, ...]:
    """The turns of a short form, without those that were made of another text, by someone else or too large."""
    if not isinstance(data, list):
        return ()
    return tuple(turn for form in data[-MAX_TURNS:] if (turn := _known(form, outline)))


def _known(form: Any, outline: Outline) -> Turn | None:
    try:
        return _unpack_turn(form, outline)
    except (LookupError, TypeError, ValueError, AttributeError):
        # Storage that this page did not write: an older version's, another speech's.
        return None


def _pack_turn(turn: Turn, *, latest: bool) -> dict[str, Any]:
    answer = turn.answer
    if answer is None:
        raise ValueError("only answered turns are kept")
    quotes = {citation.n: citation.quote for citation in answer.citations}
    sentences = []
    for item in answer.sentences:
        same = item.quoted and len(item.citations) == 1 and quotes[item.citations[0]] == item.text
        words = None if same else item.text
        sentences.append([words, list(item.citations), item.quoted, *([] if item.supported else [False])])
    return {
        "q": turn.question,
        "u": "" if answer.understood == turn.question else answer.understood,
        "s": sentences,
        "c": [[citation.n, citation.start] for citation in answer.citations],
        "e": [nearest.start for nearest in answer.nearest],
        "r": answer.reason or "",
        "m": answer.mode,
        "o": answer.note,
        "x": turn.stopped,
        # Only the latest answer offers what to ask next.
        **({"g": list(answer.suggestions)} if latest and answer.suggestions else {}),
    }


def _unpack_turn(form: Mapping[str, Any], outline: Outline) -> Turn:
    citations = tuple(_citation(n, outline, start) for n, start in _few(form["c"]))
    quotes = {citation.n: citation.quote for citation in citations}
    if len(quotes) < len(citations):
        raise ValueError("two sources of one number")
    sentences = tuple(
        AnswerSentence(
            quotes[cited[0]] if words is None else _word(words),
            tuple(n for n in _few(cited) if n in quotes),
            bool(quoted),
            supported=False not in rest,
        )
        for words, cited, quoted, *rest in _few(form["s"])
    )
    reason = form["r"] or None
    if reason not in (None, "not_mentioned", "not_given", "off_topic"):
        raise ValueError(reason)
    answer = Answer(
        question=_word(form["q"], LONGEST_QUESTION),
        sentences=sentences,
        citations=citations,
        refused=reason is not None,
        reason=reason,
        mode="model" if form["m"] == "model" else "extractive",
        nearest=tuple(_nearest(outline, start) for start in _few(form["e"])),
        understood=_word(form["u"], _LONGEST_UNDERSTOOD),
        note=_word(form["o"]),
        suggestions=tuple(_word(one) for one in _few(form.get("g", []))),
    )
    return Turn(answer.question, answer, stopped=bool(form["x"]))


def _word(value: object, longest: int = MAX_BYTES) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError(value)
    return value


def _few(parts: Any) -> list[Any]:
    if not isinstance(parts, list) or len(parts) > MAX_PARTS:
        raise ValueError(parts)
    return parts


def _sentence(outline: Outline, start: object) -> Sentence:
    found = outline.sentence_at(start) if isinstance(start, int) else None
    if found is None or found.start != start:
        raise ValueError(start)
    return found


def _citation(n: object, outline: Outline, start: object) -> Citation:
    if not isinstance(n, int):
        raise TypeError(n)
    found = _sentence(outline, start)
    return Citation(n, found.address, found.start, found.end, outline.quote(found))


def _nearest(outline: Outline, start: object) -> Nearest:
    found = _sentence(outline, start)
    return Nearest(found.address, found.start, found.end, outline.quote(found))


def finished(turn: Turn, answer: Answer) -> Turn:
    """``turn`` with its ``answer``, which keeps neither the passages nor the times nor what a model wrote first."""
    return replace(turn, answer=replace(answer, passages=(), latency_ms={}, raw=""), growing=Growing())
