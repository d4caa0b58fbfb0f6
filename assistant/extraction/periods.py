"""Whether a sentence speaks of the period that a question asks about.

A speech at mid-year gives what was achieved in the first half and what is required of the
second; the figure of the one is no answer to a question about the other.
"""

import re

_PERIODS = (
    (re.compile(r"上半年|1[-—至到]6月|first half"), re.compile(r"下半年|second half")),
    (
        re.compile(r"去年|上年|过去一年|回顾|last year"),
        re.compile(r"今年|本年|预期目标|工作安排|工作打算|this year"),
        re.compile(r"明年|next year"),
    ),
)
_COMPARED = re.compile(
    r"(?:比|较|跟|同|和|与|于|从)(?:去年|上年|前年|往年)(?:同期|年?底|年?末)?|(?:去|上)年(?:年?底|年?末)"
)
_PAST = re.compile(r"去年|上年|前年|往年|过去一年|回顾|同期|(?:19|20)\d\d年")
_OPENING = 600
"""Characters at the beginning of a document that say of which year it speaks."""


def looks_back(document: str) -> bool:
    """Whether a document says at its beginning that it speaks of a year that is over."""
    return bool(_PAST.search(_COMPARED.sub("", document[:_OPENING])))


def period_match(asked: str, said: str, *, retrospective: bool) -> float:
    """1 if ``said``, a sentence with what stands above it, is of the period ``asked`` about, -1 if of another, else 0.

    In a document that is not ``retrospective`` (:func:`looks_back`), what names no year is of this one.
    """
    asked = _COMPARED.sub("", asked)
    if not retrospective and _PAST.search(asked) and not _PAST.search(_COMPARED.sub("", said)):
        return -1.0
    for group in _PERIODS:
        wanted = [pattern for pattern in group if pattern.search(asked)]
        if len(wanted) == 1:
            if wanted[0].search(said):
                return 1.0
            if any(pattern.search(said) for pattern in group if pattern is not wanted[0]):
                return -1.0
    return 0.0
