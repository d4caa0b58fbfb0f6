"""Citation marks as models write them: which ids stand in a bracket."""

import re
import unicodedata
from typing import Final

from assistant.generation.context import DIGITS, LETTERS

OPENING: Final = "[【［〔〖"
CLOSING: Final = "]】］〕〗"
ROUND_OPENING: Final = "(（"
ROUND_CLOSING: Final = ")）"
_SEPARATOR = r"[\s,，、;；|/&+和与及至到~-]+"
_WORD = r"(?:来源|出处|依据|引用|编号|句子?|原文|参见|见|第|sources?|sentences?|refs?|ids?|cite)"
_ID = rf"(?:[{LETTERS}][{DIGITS}]){{2,4}}"
_TRY = r"\^?(?:\d{1,3}|(?:[a-z]{1,4}\d{1,4}){1,4}[a-z]?)"
"""Ids like ours, and what a model makes of them: 12, k3f, s12. No year, GDP or 5G."""
_ANY = r"\^?[a-z0-9][a-z0-9_.-]{0,11}"
_SQUARE = re.compile(
    rf"(?:{_WORD}\s*[:#]?\s*){{0,2}}#?({_TRY}(?:{_SEPARATOR}{_TRY})*)\s*句?|"
    rf"{_WORD}\s*[:#]\s*({_ANY}(?:{_SEPARATOR}{_ANY})*)"
)
_ROUND = re.compile(rf"(?:{_WORD}\s*[:#]?\s*){{0,2}}#?({_ID}(?:{_SEPARATOR}{_ID})*)")
_ROUND_CHARACTERS = re.compile(r"[a-z0-9\s,，、;；|/&+:：#来源出处依据引用编号句子参见原文第和与及至到~-]*")


def ids_in(content: str, *, round_: bool) -> tuple[str, ...] | None:
    """The ids in a bracket, () not among them; None where ``content`` is no mark.

    Square brackets of any kind are marks where what is in them is clearly meant as one,
    known ids or not: the year of 国发〔2019〕5号 is none. Round ones are only with ids in the form of ours.

    >>> ids_in("k3f7，Ｍ２Ｄ９", round_=False), ids_in("句12", round_=False), ids_in("2019", round_=False)
    (('k3f7', 'm2d9'), ('12',), None)
    """
    folded = unicodedata.normalize("NFKC", content).lower().strip()
    match = (_ROUND if round_ else _SQUARE).fullmatch(folded)
    return tuple(re.split(_SEPARATOR, next(filter(None, match.groups())))) if match else None


def may_be_round(content: str) -> bool:
    """Whether what stands behind a round bracket so far may still become a mark."""
    return _ROUND_CHARACTERS.fullmatch(unicodedata.normalize("NFKC", content).lower()) is not None
