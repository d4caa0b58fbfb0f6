"""Whether a sentence speaks of the period that a question asks about.

A speech at mid-year gives what was achieved in the first half and what is required of the
second; the figure of the one is no answer to a question about the other.
"""

import re

from index.numerals import ordinal

_PERIODS = (
    (re.compile(r"上半年|1[-—至到]6月|first half"), re.compile(r"下半年|second half")),
    (
        re.compile(r"去年|上年|过去一年|回顾|last year"),
        re.compile(r"今年|本年|预期目标|工作安排|工作打算|this year"),
        re.compile(r"明年|next year"),
    ),
)
_SPAN = re.compile(
    r"(?P<half>[上下])半年|(?P<upto>前)?第?(?P<quarter>[一二三四1-4])个?季度|(?<!\d)(?P<first>1[0-2]|[1-9])月?[-—–~～至到](?P<last>1[0-2]|[1-9])月"
)
_YEARS = re.compile(r"(?<!\d)(?P<first>(?:19|20)\d\d)(?:年?[-—–~～至到]+(?P<last>(?:19|20)\d\d))?年")
_SECTION = re.compile(r"[一1]、|第一[章部]|（一）")
_THIS_YEAR = re.compile(r"[今本当]年|年内|年底前")
_COMPARED = re.compile(
    r"(?:比|较|跟|同|和|与|(?<=[高低多少快慢大小优])于|从)(?:去年|上年|前年|往年|(?:19|20)\d\d年)(?:同期|年?底|年?末)?|(?:去|上)年(?:年?底|年?末)"
)
_PAST = re.compile(r"去年|上年|前年|往年|过去一年|回顾|同期|(?:19|20)\d\d年")
_OPENING = 600
"""Characters at the beginning of a document that say of which year it speaks."""
_HEAD_LINE = 60
"""Characters from which a line is a paragraph, and no title."""


def looks_back(document: str) -> bool:
    """Whether a document says at its beginning that it speaks of a year that is over, or of which year it does."""
    return bool(_PAST.search(_COMPARED.sub("", document[:_OPENING])))


def letterhead(document: str) -> str:
    r"""What stands over the text of ``document``: its title, who speaks, the date.

    >>> letterhead("在全市会议上的讲话\n某市市长\n（2031年7月2日）\n同志们：\n今天…")
    '在全市会议上的讲话\n某市市长\n（2031年7月2日）'
    """
    lines = document[:_OPENING].splitlines()
    ends = (n for n, line in enumerate(lines) if len(line) > _HEAD_LINE or line.endswith("：") or _SECTION.match(line))
    return "\n".join(lines[: next(ends, len(lines))])


def period_match(asked: str, text: str, above: str, *, retrospective: bool) -> float:
    """1 if ``text``, a sentence below ``above``, is of the period ``asked`` about, -1 if of another, else 0.

    In a document that is not ``retrospective`` (:func:`looks_back`), what names no year is of this one.
    """
    asked, text, above = (_COMPARED.sub("", part) for part in (asked, text, above))
    said = above + text
    if not retrospective and _PAST.search(asked) and not _PAST.search(said):
        return -1.0
    # What comes behind 其中 is of a part: 实现利润23.7亿元，其中一季度2.9亿元.
    own = _spans(text.partition("其中")[0]) or _spans(above)
    if (_names_others(_spans(asked), own) and not _spans(asked) & _spans(text)) or (
        not _THIS_YEAR.search(said) and _names_others(_years(asked), _years(text) or _years(above))
    ):
        return -1.0
    for group in _PERIODS:
        wanted = [pattern for pattern in group if pattern.search(asked)]
        if len(wanted) == 1:
            if wanted[0].search(said):
                return 1.0
            if any(pattern.search(said) for pattern in group if pattern is not wanted[0]):
                return -1.0
    return 0.0


def is_of_another_year(asked: str, text: str, place: int) -> bool:
    """Whether the last year that ``text`` names before ``place`` is none of those that ``asked`` names.

    >>> line = "到2031年建成200所，到2033年建成300所"
    >>> is_of_another_year("2031年建成多少所？", line, line.index("300")), is_of_another_year("建成多少所？", line, 20)
    (True, False)
    """
    wanted = _years(_COMPARED.sub("", asked))
    said = [match for match in _YEARS.finditer(text, 0, place) if not _COMPARED.match(text, max(0, match.start() - 1))]
    return bool(wanted and said) and not wanted & _years(said[-1].group())


def _names_others(asked: frozenset[object], said: frozenset[object]) -> bool:
    """Whether both name periods of a kind, and none that both do."""
    return bool(asked and said) and not asked & said


def _spans(text: str) -> frozenset[object]:
    """The months, first and last, of the parts of a year that ``text`` names.

    >>> sorted(_spans("前三季度和1-6月"))
    [(1, 6), (1, 9)]
    """
    return frozenset(_months(match) for match in _SPAN.finditer(text))


def _months(match: re.Match[str]) -> tuple[int, int]:
    if match["half"]:
        return (1, 6) if match["half"] == "上" else (7, 12)
    if match["quarter"]:
        last = 3 * ordinal(match["quarter"])
        return (1 if match["upto"] else last - 2, last)
    return int(match["first"]), int(match["last"])


def _years(text: str) -> frozenset[object]:
    """The years that ``text`` names, those within a range too.

    >>> sorted(_years("2029—2031年，比2020年"))
    [2020, 2029, 2030, 2031]
    """
    ranges = ((int(match["first"]), int(match["last"] or match["first"])) for match in _YEARS.finditer(text))
    return frozenset(year for first, last in ranges for year in range(first, last + 1))
