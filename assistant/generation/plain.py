"""A model's sentence as plain text: what Markdown and half-written marks left behind taken away."""

import re
from typing import Final

from assistant.generation.marks import ids_in

_BULLET: Final = re.compile(r"^\s*(?:(?:[-+•·●▪◦>]|#{1,6}|\*(?!\*))\s*|\d{1,2}(?:[.)]\s+|[、．）]))+")
_STARS: Final = re.compile(r"\*{1,3}")
_HALF_MARK: Final = re.compile(r"[\[【［〔〖][\w\s,，、;；:：#^]{0,40}$", re.ASCII)
_BRACKET: Final = re.compile(r"[\[【［〔〖]([^\[【［〔〖\]】］〕〗]{1,60})[\]】］〕〗]")
_EMPTY: Final = re.compile(r"[\[【［〔〖(（]\s*[\]】］〕〗)）]")
_SPACES: Final = re.compile(r"(?<=[^\x00-\x7f]) +(?=[^\x00-\x7f])|(?<=\s) +")


def is_item(text: str) -> bool:
    """Whether ``text``, a line as it was written, is an item of a list.

    >>> is_item("- 一期"), is_item("2. 二期"), is_item("2.5亿元")
    (True, True, False)
    """
    return _BULLET.match(text) is not None


def plain(text: str, document: str) -> str:
    """``text`` without Markdown; stars stay where ``document`` has them, as for a name left blank.

    >>> plain("- **一是** `**经开区` 增长。", "一是**经开区增长")
    '一是 **经开区增长。'
    """
    text = _BULLET.sub("", text)
    text = text.translate(str.maketrans("", "", "`~|"))
    text = _STARS.sub(lambda match: match.group() if _is_blank(match, text, document) else "", text)
    text = re.sub(r"(?<!\w)__|__(?!\w)", "", text)
    before = ""
    while before != text:
        # What is taken away may leave a mark or an empty bracket around it.
        before, text = text, _EMPTY.sub("", _BRACKET.sub(_unless_a_mark, text))
    text = _HALF_MARK.sub("", text)
    return _SPACES.sub("", text).strip()


def _unless_a_mark(bracket: "re.Match[str]") -> str:
    return bracket.group() if ids_in(bracket[1], round_=False) is None else ""


def _is_blank(stars: "re.Match[str]", text: str, document: str) -> bool:
    """Whether ``document`` has these stars, too, before the same two characters."""
    behind = text[stars.end() : stars.end() + 2]
    return len(behind) == 2 and "*" not in behind and stars.group() + behind in document
