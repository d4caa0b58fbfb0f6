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

from assistant.understanding.clauses import clauses
from assistant.understanding.figures import DateMention
from assistant.verification.respectively import PARTS, Names, names_another, of_pair, paired
from index.tokens import lexical_tokens

_RANGE: Final = re.compile(r"[至到\-—–~～]")
_CHANGE: Final = re.compile(r"[^、,;和与]{0,6}?[到至为]")
_CONDITION: Final = re.compile(r"的$|以[上下内]的[^的]{0,10}$")
_SUBJECT: Final = 4
_BARE: Final = 2
_PREDICATE: Final = re.compile(
    r"^(?:其中|同比|环比|比|较|占|共|累计|并|约|总|预计|已|要|确保|力争|实现|完成|达到|新增|增长|下降|提高|降低|增加|减少|高于|低于|远|带动|建成)+"
)
"""What a clause begins with that has no subject of its own."""
_MEASURE: Final = re.compile(r"(?:完成|实现|达到)[\u4e00-\u9fff]{2}[,;。]?")
"""A verb with what it measures alone: 完成投资."""
_TIME: Final = re.compile(
    r"[今去明本全]年|年内|[上下]半年|[一二三四]季度|目前|预期|目标|计划|任务|主要|预计|必须|应当|务必|力争|确保|争取|其中|[的是为要将已]"
)
"""What is said of anything, at one time or another: nothing is told apart by it."""
_ANY_VERB: Final = re.compile(
    r"(?:达到?|完成|实现|增长|下降|提高|降低|增加|减少|超过|不少于|不低于|不超过|为|是|有|到|至|约|共|近|的|了)$"
)
"""What stands before figures of any kind."""
_GOES_ON: Final = ("其中", "包括")
_COVERED: Final = 0.8
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

    ``text`` is the clause, ``before`` all of the sentence up to it, ``full`` the sentence, ``piece``
    what is right around; in "A和B分别为x、y", ``names`` are A and B, ``pair`` the place of its own.
    """

    local: frozenset[str]
    clause: frozenset[str]
    wide: frozenset[str]
    text: str
    before: str
    full: str
    piece: str = ""
    names: Names = ()
    pair: int = -1
    verb: str = ""

    def heads(self, place: int) -> tuple[str, ...]:
        """The clause up to ``place``, and what it goes on with: the one before 其中, or before a bare predicate."""
        opening = self.before.rstrip(",").rpartition(",")[2]
        goes_on = self.text.startswith(_GOES_ON) or _PREDICATE.match(self.text)
        return (self.text[:place], opening) if opening and goes_on else (self.text[:place],)

    def nearer(self, others: Sequence["Rival"], own: "Surroundings") -> bool:
        """Whether one of ``others`` is clearly nearer to this than ``own`` is; never where this says nothing.

        Where the claim states that one, too, of something else, both must be nearer the other way round.
        """
        return bool(self.local) and any(self._changed(rival, own) for rival in others)

    def names_another(self, source: "Surroundings") -> bool:
        """Whether this names another one than the one that ``source`` belongs to (A和B分别为x、y)."""
        said = "|".join(self.names[self.pair]) if self.pair >= 0 else self.piece
        return source.pair >= 0 and names_another(said, source.names, source.pair)

    def as_near(self, one: "Surroundings", other: "Surroundings") -> bool:
        """Whether this has words in common with ``one``, and as many as with ``other``."""
        near = self._nearness(one)[0]
        return 0 < near >= self._nearness(other)[0]

    def _changed(self, rival: "Rival", own: "Surroundings") -> bool:
        core, wide = self._nearness(own)
        there, far = self._nearness(rival.there)
        if rival.claimed is not None and rival.claimed.local:
            one, two = rival.claimed._nearness(rival.there), rival.claimed._nearness(own)
            core, wide, there, far = core + one[0], wide + one[1], there + two[0], far + two[1]
        # What its own clause and the one before say nearly all of is said there, unless the rival's say as much.
        covered, elsewhere = len(self.local & own.wide), len(self.local & rival.there.wide)
        if covered >= _COVERED * len(self.local) and covered > elsewhere:
            return False
        # All that the text has it said of is here (云江区), and not all of the rival (全市新增端口), to which that is foreign.
        named = own.local <= self.wide and own.local - rival.there.wide
        if named and not rival.there.local <= self.wide:
            return False
        # 竣工1046户 goes on with what 改造1385户 is said of.
        if self.verb and self.verb == rival.there.verb != own.verb and rival.there.clause <= self.wide:
            return True
        return there > core + _MARGIN or (there >= core and there + far > core + wide + _MARGIN)

    def _nearness(self, other: "Surroundings") -> tuple[float, float]:
        """How much both have in common, in their clauses and before them; higher is nearer, 0 for nothing."""
        core = _LOCAL * len(self.local & other.local) + _CLAUSE * len(self.clause & other.clause)
        return core, _BEFORE * len(self.wide & other.wide)


@dataclass(frozen=True, slots=True)
class Rival:
    """Where the text states another thing of the kind, and where the claim states that one, if it does."""

    there: Surroundings
    claimed: Surroundings | None = None


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
        words = _words("|".join(text[a:b] for a, b in rest))
        return Surroundings(words, words, words, "|".join(text[a:b] for a, b in rest), "", text)
    inside = [one for one in things if start <= one.start < end]
    before = spans[place - 1] if place and text[spans[place - 1][1] : start].strip() in (",", "，") else (start, start)
    clause = _without(text, (start, end), things)
    wide = _words(_without(text, before, things)) | _words(clause)
    paired_with = paired(text, (start, end), [one.start for one in inside], thing.start)
    piece = _piece(text, (start, end), thing, inside)
    names, pair = paired_with or ((), -1)
    local = _words(of_pair(names, pair) if paired_with else piece) | _conditions(thing, inside)
    shared = local if len(inside) > 1 else _words(clause)
    said = _TIME.sub("", clause.replace("|", ""))
    bare = not re.search("[\u4e00-\u9fff]", _PREDICATE.sub("", said)) or (
        _MEASURE.fullmatch(said) and not _measures(before, thing, things)
    )
    if before[0] < before[1] and bare:
        # 增长5.2% after 生产总值完成186.4亿元 is said of what the clause before is about, and so is 完成投资10亿元 after 5个项目.
        local = shared = wide
    return Surroundings(
        local,
        shared,
        wide,
        text[start:end],
        text[:start],
        text,
        piece,
        names,
        pair,
        _verb(text[max([start, *(one.end for one in inside if one.end <= thing.start)]) : thing.start]),
    )


def _measures(span: tuple[int, int], thing: Thing, things: Sequence[Thing]) -> bool:
    """Whether another thing in ``span`` has the unit of ``thing``, or any has none."""
    unit = getattr(thing, "unit", "")
    return not unit or any(span[0] <= one.start < span[1] and getattr(one, "unit", "") == unit for one in things)


def _verb(head: str) -> str:
    """The last two characters before a thing, if they tell what it is: 竣工 before 1046户."""
    return "" if _ANY_VERB.search(head) else head[-2:] if re.fullmatch("[\u4e00-\u9fff]{2}", head[-2:]) else ""


def _conditions(thing: Thing, inside: Sequence[Thing]) -> frozenset[str]:
    """The other measures in the clause: what is said of those over 80 is not said of those over 60."""
    own = getattr(thing, "unit", "")
    units = [(one, getattr(one, "unit", "")) for one in inside]
    return frozenset(f"#{getattr(one, 'value', '')}{unit}" for one, unit in units if own and unit and unit != own)


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
    if place == last and place and _CHANGE.fullmatch(text, inside[place - 1].end, inside[place].start):
        # 由3万吨提高到5万吨: both are said of the same thing, and the change of the second.
        before = _piece(text, span, inside[place - 1], inside[:place])
        return f"{before}|{text[begin : inside[place].start]}"
    if place and (cut := PARTS.search(text, begin, thing.start)):
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
    cut = PARTS.search(text, start, end) if len(inside) > 1 else None
    return text[start : cut.start() if cut else end]


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
    own = _PREDICATE.sub("", _TIME.sub("", clause.strip("*”")))[:2]
    if not re.fullmatch("[\u4e00-\u9fff]{4}", opening) or not re.fullmatch(
        "(?![每不全先再由对在])[\u4e00-\u9fff]{2}", own
    ):
        return False
    if own in claim:
        return False
    starts = [sentence[start:end].strip("*”") for start, end in clauses(sentence)]
    return any(start.startswith(opening) and start != clause.strip("*”") for start in starts)


def _words(text: str) -> frozenset[str]:
    return tokens(_TIME.sub("|", text))


@lru_cache(maxsize=16384)
def tokens(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, numbers and words."""
    return frozenset(token for token in lexical_tokens(text) if len(token) > 1)
