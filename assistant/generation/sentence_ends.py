"""Where a sentence ends in a text that is still being written.

:mod:`index.sentences` looks ahead for the bracket that closes; here it may not be
written yet, so an open one is believed for a while.
"""

import re
from collections.abc import Sequence
from typing import Final

from index.sentences import CLOSERS, ENDINGS, OPEN_CLOSE

_BELIEVED: Final = 400
"""Characters for which an open bracket or quotation mark keeps a sentence together."""
_CLOSING: Final = {close: opening for opening, close in OPEN_CLOSE.items()}
_DOT = re.compile(r"(?:[A-Za-z]{2}|[\d%)\]”\"'’元])\.[”\"'’)]?$")
_ABBREVIATION = re.compile(
    r"(?:^|[^A-Za-z])(?:No|Nos|Mr|Mrs|Dr|St|vs|approx|ca|cf|al|Fig|Sec|Art|bn|mn)\.$", re.IGNORECASE
)
_LIST_MARK = re.compile(r"[：；:;，,。]\s*\d{1,2}\.$")
_TAIL: Final = 12


def is_end(char: str) -> bool:
    """Whether ``char`` ends a sentence by itself."""
    return char in ENDINGS


def is_trailing(char: str) -> bool:
    """Whether ``char`` belongs to the sentence that has just ended."""
    return char in ENDINGS or char in CLOSERS


def ends_in_dot(text: Sequence[str]) -> bool:
    """Whether ``text`` ends in the full stop of an English sentence: no number's, no abbreviation's."""
    tail = "".join(text[-_TAIL:]).rstrip()
    if not _DOT.search(tail) or _ABBREVIATION.search(tail) or _LIST_MARK.search(tail):
        return False
    return len(text) > _TAIL or not re.fullmatch(r"\d{1,2}\.", tail)


def nested(opened: list[str], char: str, length: int) -> None:
    """Keeps in ``opened`` what is open after ``char``, the last of ``length`` characters."""
    if length > _BELIEVED:
        opened.clear()
    elif char in OPEN_CLOSE:
        opened.append(char)
    elif opened and _CLOSING.get(char) == opened[-1]:
        opened.pop()
