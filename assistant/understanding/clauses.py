"""The clauses of a sentence, and the fewest of them that answer a question."""

from collections.abc import Sequence
from functools import lru_cache

from assistant.understanding.figures import read_dates
from index.tokens import lexical_tokens

_BREAKS = "，；：,;"
_OPEN_CLOSE = {"“": "”", "（": "）", "(": ")", "《": "》"}
OMISSION = "……"
_LONG = 80
_ROOM = 70


@lru_cache(maxsize=8192)
def clauses(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the clauses of ``text``, without the marks that part them.

    Marks inside quotation marks, brackets and numbers part nothing.

    >>> line = "9月底前，（一，二）全部开工，1,200户完成。"
    >>> [line[a:b] for a, b in clauses(line)]
    ['9月底前', '（一，二）全部开工', '1,200户完成']
    """
    spans: list[tuple[int, int]] = []
    begin = depth = 0
    for place, char in enumerate(text):
        if char in _OPEN_CLOSE:
            depth += 1
        elif char in _OPEN_CLOSE.values():
            depth = max(0, depth - 1)
        digits = text[place - 1 : place].isdigit() and text[place + 1 : place + 2].isdigit()
        if char in _BREAKS and depth == 0 and not digits:
            spans.append((begin, place))
            begin = place + 1
    spans.append((begin, len(text.rstrip("。！？!?."))))
    return tuple((start, end) for start, end in spans if start < end)


def answering_span(text: str, query: str, wanted: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The span of the neighbouring clauses of ``text`` that answer ``query`` most briefly.

    It holds one of the spans ``wanted`` (any clause will do where there are none),
    and as many clauses around it as bring further words of the query.
    """
    spans = clauses(text)
    asked = clause_tokens(query)
    words = [asked & clause_tokens(text[start:end]) for start, end in spans]
    homes = [
        place for place, (start, end) in enumerate(spans) if not wanted or any(start <= a < end for a, _ in wanted)
    ]
    if not homes:
        return 0, len(text)
    windows = [
        (first, last)
        for first in range(len(spans))
        for last in range(first, min(first + 4, len(spans)))
        if any(first <= home <= last for home in homes)
    ]

    def worth(window: tuple[int, int]) -> float:
        first, last = window
        covered: set[str] = set().union(*words[first : last + 1])
        nearest = max(len(words[home]) for home in homes if first <= home <= last)
        length = spans[last][1] - spans[first][0]
        return len(covered) + 0.5 * nearest - 0.04 * length

    first, last = max(windows, key=worth)
    return spans[first][0], spans[last][1]


@lru_cache(maxsize=16384)
def clause_tokens(text: str) -> frozenset[str]:
    """The different lexical tokens of ``text``."""
    return frozenset(lexical_tokens(text))


@lru_cache(maxsize=8192)
def governing_clause(text: str) -> tuple[int, int] | None:
    """The opening clause of ``text`` where it is a date alone, which covers all that follows.

    >>> line = "9月底前，5个项目全部开工，9个设施全部运行。"
    >>> line[slice(*governing_clause(line))]
    '9月底前'
    """
    spans = clauses(text)
    if len(spans) < 2:
        return None
    start, end = spans[0]
    dates = read_dates(text[start:end])
    bare = dates and sum(date.end - date.start for date in dates) + 4 >= end - start
    return (start, end) if bare else None


def excerpt(text: str, span: tuple[int, int]) -> str:
    """``text[span]`` with the date that governs it, as a sentence of its own."""
    start, end = span
    head = governing_clause(text)
    body = text[start:end].strip("，；：、, ")
    if head is None or start < head[1]:
        return body
    joint = "，" if text[head[1] + 1 : start].strip("，, ") == "" else OMISSION
    return f"{text[slice(*head)]}{joint}{body}"


def abridged(text: str, kept: str) -> str:
    """``text`` with what stands far from ``kept`` left out, each omission marked.

    What remains are whole clauses, exactly as they stand. A text that is not long, or
    does not hold ``kept`` in one piece, comes back whole.
    """
    start = text.find(kept.split(OMISSION)[-1])
    if len(text) <= _LONG or not kept or start < 0:
        return text
    spans = clauses(text)
    end = start + len(kept.split(OMISSION)[-1])
    inside = [n for n, (a, b) in enumerate(spans) if a < end and b > start]
    first, last = inside[0], inside[-1]
    while True:
        wider = [(first - 1, last)] if first else []
        wider += [(first, last + 1)] if last + 1 < len(spans) else []
        fitting = [(a, b) for a, b in wider if spans[b][1] - spans[a][0] <= _ROOM]
        if not fitting:
            break
        first, last = fitting[0]
    before = text[slice(*spans[0])] + OMISSION if first and governing_clause(text) else OMISSION if first else ""
    after = text[spans[last][1] :] if last + 1 == len(spans) else OMISSION
    return before + text[spans[first][0] : spans[last][1]] + after
