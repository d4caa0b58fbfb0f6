"""Which of a sentence's figures, dates or names belongs to what the question is about.

Official sentences string clauses together, each with its own figure: 税收下降4.3%，
非税收入有所下降，贷款增长18.2%. A figure answers for the clause that it stands in, and
for what the clause before it names; not for a neighbour that matches the question better.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.understanding.answer_type import Given
from assistant.understanding.clauses import clause_tokens, clauses, governing_clause

_GENERIC = re.compile(
    r"同比|环比|[比较]?(?:上年|去年|年初|上年底|去年底)(?:同期)?|增长|下降|提高|增加|减少|上升|回落|达到?|完成|实现|其中|累计|"
    r"总|共|约|近|超过|突破|确保|力争|全面|必须|要|前|底|于|在|将|到|以上|左右|为|占|分别|建成|竣工|完工|开工|投入使用|并|均|已|全部|"
    r"年|月|日|个百分点|[\d.%，、]"
)
"""What a clause says of any subject; where nothing else is left, it takes its subject from before."""
_SUBJECT = 4
_BARELY = 0.3
"""Share of what the best clause matches, up to which another one hardly matches."""
_TELLING, _TELLING_SHARE = 3, 0.25
"""Shared tokens from which a better matching clause means something; everyday wording shares few by chance."""


@dataclass(frozen=True, slots=True)
class Binding:
    """The thing that would be given, and the clause it stands in.

    Attributes:
        thing: The thing, or None where the sentence has none of the kind.
        clause: The span of its clause; of the best matching one where there is no thing.
        said: The text of the clause, with the one before it that it may take its subject from.
        share: What ``said`` matches of the question, as a share of what the best clause does, 0 to 1.
        later: Whether the clause that matches best comes only after it.
        matched: The share of the question's tokens that ``said`` has, 0 to 1.
        apart: Whether its clause is about another thing, or takes its subject from one,
            while a better matching clause stands elsewhere in the sentence.
        barely: As ``apart``, but its clause about another thing may have a few of the question's words.
    """

    thing: Given | None
    clause: tuple[int, int]
    said: str
    share: float
    later: bool
    matched: float = 0.0
    apart: bool = False
    barely: bool = False


def bind(text: str, query: str, things: Sequence[Given]) -> Binding:
    """The one of ``things`` in ``text`` that stands nearest to the words of ``query``."""
    spans = clauses(text) or ((0, len(text)),)
    asked = clause_tokens(query)
    overlaps = [len(asked & clause_tokens(text[start:end])) for start, end in spans]
    best = max(range(len(spans)), key=lambda place: overlaps[place])
    homes = [(place, thing) for thing in things for place in _homes(text, spans, thing, best)]
    if not homes:
        start, end = spans[best]
        return Binding(None, spans[best], text[start:end], 1.0, False, overlaps[best] / max(1, len(asked)))

    def reach(place: int) -> int:
        return len(asked & clause_tokens(_said(text, spans, place)))

    home, thing = max(homes, key=lambda pair: (overlaps[pair[0]] + 0.5 * reach(pair[0]), -pair[0]))
    said = _said(text, spans, home)
    most = max(overlaps[best], 1)
    share = min(1.0, reach(home) / most)
    own = text[slice(*spans[home])].replace(text[thing.start : thing.end], "")
    telling = overlaps[best] >= max(_TELLING, _TELLING_SHARE * len(asked))
    elsewhere = home != best and telling and overlaps[best] > overlaps[home]
    if _GENERIC.sub("", own):
        barely = elsewhere and overlaps[home] <= _BARELY * most and len(_GENERIC.sub("", own)) >= _SUBJECT
        apart = barely and not overlaps[home]
    else:
        apart = barely = elsewhere and best > home
    matched = reach(home) / max(1, len(asked))
    return Binding(thing, spans[home], said, share, best > home and share < 1, matched, apart, barely)


def _homes(text: str, spans: Sequence[tuple[int, int]], thing: Given, best: int) -> tuple[int, ...]:
    """The clause of ``thing``; where it governs the sentence, the clause that it is asked of."""
    place = next((n for n, (start, end) in enumerate(spans) if start <= thing.start < end), None)
    if place is None:
        return ()
    governs = place == 0 and governing_clause(text) is not None
    semicolon = "；" in text[spans[0][0] : spans[best][0]]
    return (best,) if governs and best and not semicolon else (place,)


def _said(text: str, spans: Sequence[tuple[int, int]], place: int) -> str:
    start, end = spans[place]
    if place and text[spans[place - 1][1] : start].strip() in ("，", ","):
        start = spans[place - 1][0]
    return text[start:end]
