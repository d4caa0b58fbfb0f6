"""Citation marks as models write them: which ids stand in a bracket."""

import re
import unicodedata
from typing import Final

from assistant.context import DIGITS, LETTERS

OPENING: Final = "[【［〔〖"
CLOSING: Final = "]】］〕〗"
ROUND_OPENING: Final = "(（"
ROUND_CLOSING: Final = ")）"
_SEPARATOR = r"[\s,，、;；|/&+和与及]+"
_NAMED = r"(?:来源|出处|依据|引用|编号|句子|参见|见|sources?|refs?|ids?|cite)?\s*[:：#]?\s*"
_ID = rf"[{LETTERS}][{DIGITS}][{LETTERS}][{DIGITS}]"
_ANY = r"\^?[a-z0-9][a-z0-9_.-]{0,11}"
_SQUARE = re.compile(rf"{_NAMED}({_ANY}(?:{_SEPARATOR}{_ANY})*)")
_ROUND = re.compile(rf"{_NAMED}({_ID}(?:{_SEPARATOR}{_ID})*)")
_ROUND_CHARACTERS = re.compile(r"[a-z0-9\s,，、;；|/&+:：#来源出处依据引用编号句子参见和与及]*")


def ids_in(content: str, *, round_: bool) -> tuple[str, ...] | None:
    """The ids in a bracket, () not among them; None where ``content`` is no mark.

    Square brackets of any kind with nothing but short Latin names or numbers in them
    are marks, known ids or not; round ones only with ids in the form of ours.

    >>> ids_in("k3f7，Ｍ２Ｄ９", round_=False), ids_in("1", round_=False), ids_in("GDP", round_=True)
    (('k3f7', 'm2d9'), ('1',), None)
    """
    folded = unicodedata.normalize("NFKC", content).lower().strip()
    match = (_ROUND if round_ else _SQUARE).fullmatch(folded)
    return tuple(re.split(_SEPARATOR, match.group(1))) if match else None


def may_be_round(content: str) -> bool:
    """Whether what stands behind a round bracket so far may still become a mark."""
    return _ROUND_CHARACTERS.fullmatch(unicodedata.normalize("NFKC", content).lower()) is not None
