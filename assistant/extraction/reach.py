"""How far a figure or a date reaches in its sentence: what it may be said of, and what not.

Between two semicolons official sentences speak of one thing: 茶叶园建成投产；物流中心总投资
3.2亿元. A figure answers for what is named in its own part, up to its clause, and for what
the date before it governs; not for what the sentence names elsewhere.
"""

import re
from collections.abc import Collection
from decimal import Decimal

from assistant.extraction.binding import Binding
from assistant.understanding.clauses import governing_clause
from assistant.understanding.figures import read_figures

_SEMICOLON = "；"
_SUBSET = re.compile(r"(?:里头?|里面|当中|之中|其中)[，,](?P<part>[^，,。？的多少几有占]{2,8}).{0,4}?(?:多少|几)")
_QUOTED = re.compile(r"[“\"]([^”\"]{2,12})[”\"]")
_SCOPE = re.compile(r"全国|全省")


def within_reach(text: str, bound: Binding) -> str:
    """What stands before and around the thing of ``bound`` in its part of ``text``, with the date that governs it.

    Where the thing is such a date (截至6月底，) it reaches to the end of the part.

    >>> from assistant.understanding.answer_type import Given
    >>> from assistant.extraction.binding import bind
    >>> line = "茶叶园建成投产；物流中心动工，总投资3.2亿元，明年建成。"
    >>> within_reach(line, bind(line, "总投资", [Given(19, 24)]))
    '物流中心动工，总投资3.2亿元'
    """
    start, end = bound.clause
    begin = text.rfind(_SEMICOLON, 0, start) + 1
    if governing_clause(text[start:].partition(_SEMICOLON)[0]):
        end = (text + _SEMICOLON).index(_SEMICOLON, start)
    head = governing_clause(text)
    return (text[slice(*head)] if head and head[1] <= begin else "") + text[begin:end]


def out_of_reach(named: Collection[str], text: str, reach: str) -> bool:
    """Whether ``text`` has some of the things ``named``, but none of them in ``reach``.

    Compared in lower case; ``reach`` may hold the headings, too, which are over all of it.
    """
    folded, near = text.lower(), reach.lower()
    there = [name for name in named if name in folded]
    return bool(there) and not any(name in near for name in there)


def lacks_the_part(asked: str, text: str) -> bool:
    """Whether the question wants the figure of a part (投诉里，无证导游的有多少) that ``text`` does not name."""
    match = _SUBSET.search(asked)
    if match is None:
        return False
    part = match["part"]
    return not any(part[n : n + 2] in text for n in range(len(part) - 1))


def lacks_a_quoted_name(asked: str, document: str, said: str) -> bool:
    """Whether the question names something in quotation marks (“四上”企业) that the document has, and ``said`` not."""
    return any(name in document and name not in said for name in _QUOTED.findall(asked))


def named_numbers(asked: str) -> frozenset[tuple[Decimal, str]]:
    """The quantities by which a question names its thing; not what it asks for (哪3个), nor what stands in a quoted name.

    >>> named_numbers("42个未开工的项目是哪3个部门的？") == {(Decimal(42), "个")}
    True
    """
    names = [match.span() for match in _QUOTED.finditer(asked)]
    return frozenset(
        figure.quantity
        for figure in read_figures(asked)
        if figure.unit
        and not asked[: figure.start].endswith("哪")
        and not any(start < figure.start < end for start, end in names)
    )


def of_another_scope(asked: str, said: str) -> bool:
    """Whether the question is about the whole country or province, and ``said``, headings and all, is not."""
    match = _SCOPE.search(asked)
    return match is not None and match.group() not in said
