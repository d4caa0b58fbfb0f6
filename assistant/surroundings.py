"""What a figure, a date or a name in a sentence is said of, as words, and how near two such are.

The clause that it stands in says it best; what stands in the same clause behind
another figure (石坪镇3000亩、柳渡镇2600亩) is said of that one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from typing import Final, Protocol

from assistant.clauses import clauses
from assistant.figures import DateMention
from index.tokens import lexical_tokens

_PART: Final = re.compile(r"[、和及与]|以及")
_RANGE: Final = re.compile(r"[至到\-—–~～]")
_CONDITION: Final = re.compile(r"的$|以[上下内]的[^的]{0,10}$")
_RESPECTIVELY: Final = re.compile(r"分别")
_SUBJECT: Final = 4
_BARE: Final = 2
_PREDICATE: Final = re.compile(
    r"^(?:其中|同比|环比|比|较|占|共|累计|并|约|总|预计|已|要|确保|力争|实现|完成|达到|新增|增长|下降|提高|降低|增加|减少|高于|低于|远|带动|建成)+"
)
"""What a clause begins with that has no subject of its own."""
_MARGIN: Final = 1.0
_LOCAL, _CLAUSE, _BEFORE = 3.0, 1.5, 0.5


class Thing(Protocol):
    """Anything with a place in a text."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words right around a thing, those of its clause, and those of the clause before, too.

    ``text`` is the clause, ``before`` all of the sentence up to it, ``full`` the sentence.
    """

    local: frozenset[str]
    clause: frozenset[str]
    wide: frozenset[str]
    text: str
    before: str
    full: str

    def nearer(self, others: Sequence["Surroundings"], own: "Surroundings") -> bool:
        """Whether one of ``others`` is clearly nearer to this than ``own`` is; never where this says nothing."""
        core, wide = self._nearness(own)
        return bool(self.local) and any(
            there > core + _MARGIN or (there >= core and there + far > core + wide + _MARGIN)
            for there, far in map(self._nearness, others)
        )

    def _nearness(self, other: "Surroundings") -> tuple[float, float]:
        """How much both have in common, in their clauses and before them; higher is nearer, 0 for nothing."""
        core = _LOCAL * len(self.local & other.local) + _CLAUSE * len(self.clause & other.clause)
        return core, _BEFORE * len(self.wide & other.wide)


def around(text: str, things: Sequence[Thing]) -> tuple[Surroundings, ...]:
    """The surroundings of each of ``things``, which are of one kind and in reading order."""
    spans = clauses(text) or ((0, len(text)),)
    dated = any(isinstance(thing, DateMention) for thing in things)
    return tuple(_around(text, spans, thing, things, dated) for thing in things)


def _around(
    text: str,
    spans: tuple[tuple[int, int], ...],
    thing: Thing,
    things: Sequence[Thing],
    dated: bool,
) -> Surroundings:
    place = next((n for n, (start, end) in enumerate(spans) if start <= thing.start < end), len(spans) - 1)
    start, end = spans[place]
    if place + 1 < len(spans) and _CONDITION.search(text[start:end]):
        # A condition (面积在200平方米以上的，应当…) is nothing without what it is a condition of.
        end = spans[place + 1][1]
    if dated and len(re.sub("[|在于前]", "", _without(text, (start, end), things))) <= _BARE:
        # A date that is a clause by itself covers what follows, up to the next clause that has one.
        others = [one for one in things if not start <= one.start < end]
        rest = list(takewhile(lambda span: not _holds(span, others), spans[place + 1 :]))
        if place == 0:
            rest = [span for span in spans[1:] if not _holds(span, others)]
        words = tokens("|".join(text[a:b] for a, b in rest))
        return Surroundings(words, words, words, "|".join(text[a:b] for a, b in rest), "", text)
    inside = [one for one in things if start <= one.start < end]
    before = spans[place - 1] if place and text[spans[place - 1][1] : start].strip() in (",", "，") else (start, start)
    clause = _without(text, (start, end), things)
    wide = tokens(_without(text, before, things)) | tokens(clause)
    paired = _paired(text, (start, end), thing, inside)
    local = paired if paired is not None else tokens(_piece(text, (start, end), thing, inside))
    shared = local if len(inside) > 1 else tokens(clause)
    if before[0] < before[1] and not re.search("[\u4e00-\u9fff]", _PREDICATE.sub("", clause.replace("|", ""))):
        # 增长5.2% after 生产总值完成186.4亿元 is said of what the clause before is about.
        local = shared = wide
    return Surroundings(local, shared, wide, text[start:end], text[:start], text)


def _holds(span: tuple[int, int], things: Sequence[Thing]) -> bool:
    return any(span[0] <= one.start < span[1] for one in things)


def _piece(text: str, span: tuple[int, int], thing: Thing, inside: Sequence[Thing]) -> str:
    """The part of the clause that is nearest to ``thing``, cut at the others of its kind.

    That is what stands before it (石坪镇3000亩), or where nothing does, behind it (9个工业园区).
    """
    place = last = list(inside).index(thing) if thing in inside else 0
    # The ends of a range (500元至3000元) are said of the same thing.
    while place and _RANGE.fullmatch(text, inside[place - 1].end, inside[place].start):
        place -= 1
    while last + 1 < len(inside) and _RANGE.fullmatch(text, inside[last].end, inside[last + 1].start):
        last += 1
    while place and inside[place - 1].end == inside[place].start:
        place -= 1  # 9笔6400万元: both are said of what stands before the first
    begin = inside[place - 1].end if place else span[0]
    if place and (cut := _PART.search(text, begin, thing.start)):
        begin = cut.end()
    head = text[begin : inside[place].start if inside else thing.start]
    if len(inside) > 1 and head and not _tail(text, span, inside, 0):
        return head
    return f"{head}|{_tail(text, span, inside, last)}"


def _tail(text: str, span: tuple[int, int], inside: Sequence[Thing], place: int) -> str:
    """What stands behind a thing, up to what parts it from the next; of two that touch, behind both."""
    if not inside:
        return text[slice(*span)]
    start = inside[place].end
    while place + 1 < len(inside) and inside[place + 1].start <= start:
        place += 1
        start = inside[place].end
    end = inside[place + 1].start if place + 1 < len(inside) else span[1]
    cut = _PART.search(text, start, end) if len(inside) > 1 else None
    return text[start : cut.start() if cut else end]


def _paired(text: str, span: tuple[int, int], thing: Thing, inside: Sequence[Thing]) -> frozenset[str] | None:
    """The words of what ``thing`` belongs to in "A和B分别为x、y"; None where there is no such form."""
    clause = text[slice(*span)]
    match = _RESPECTIVELY.search(clause)
    if match is None or len(inside) < 2:
        return None
    names = [name for name in _PART.split(clause[: match.start()]) if name]
    behind = [one for one in inside if one.start >= span[0] + match.end()]
    if len(names) != len(behind) or thing not in behind:
        return tokens(clause[: match.start()])
    length = len(names[0])
    heads = [*names[:-1], names[-1][:length]]
    rest = names[-1][length:]
    return tokens(f"{heads[behind.index(thing)]}{rest}")


def _without(text: str, span: tuple[int, int], things: Sequence[Thing]) -> str:
    start, end = span
    pieces = []
    for thing in things:
        if start <= thing.start < end:
            pieces.append(text[start : thing.start])
            start = thing.end
    return "|".join([*pieces, text[start:end]])


def other_subject(claim: str, clause: str, sentence: str) -> bool:
    """Whether ``claim`` opens as another clause of ``sentence`` does, and lacks the subject of ``clause``.

    >>> other_subject("铁路土石方完成93%", "机场土石方完成93%", "铁路土石方动工2处,机场土石方完成93%")
    True
    """
    opening = claim.strip("*”")[:_SUBJECT]
    own = _PREDICATE.sub("", clause.strip("*”"))[:2]
    if not re.fullmatch("[\u4e00-\u9fff]{4}", opening) or not re.fullmatch("[\u4e00-\u9fff]{2}", own) or own in claim:
        return False
    starts = [sentence[start:end].strip("*”") for start, end in clauses(sentence)]
    return any(
        start.startswith(opening) and start != clause.strip("*”") and re.search(r"\d", start) for start in starts
    )


@lru_cache(maxsize=16384)
def tokens(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, numbers and words."""
    return frozenset(token for token in lexical_tokens(text) if len(token) > 1)
