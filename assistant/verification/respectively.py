"""Which figure belongs to which name in "A和B分别为x、y", also where one word names two, as 城乡 does."""

import re
from collections.abc import Sequence
from typing import Final

Names = tuple[tuple[str, ...], ...]
"""Each with its other forms; a form that begins with | is what all share."""

PARTS: Final = re.compile(r"[、和及与]|以及")
"""What parts the items of an enumeration."""
_RESPECTIVELY: Final = re.compile(r"分别")
_BREAK: Final = re.compile(r"[,;]")
_SHORTEST: Final = 2
_TWO_IN_ONE: Final[dict[str, Names]] = {
    "城乡": (("城镇", "城市", "城区"), ("农村", "乡村")),
    "市县": (("市级", "市本级", "市财政"), ("县级", "县财政")),
    "省市": (("省级", "省财政"), ("市级", "市财政")),
    "男女": (("男",), ("女",)),
}


def paired(text: str, span: tuple[int, int], starts: Sequence[int], start: int) -> tuple[Names, int] | None:
    """The names, and which of them the thing at ``start`` belongs to, -1 for none; None where there is no such form.

    ``span`` is its clause in ``text``, ``starts`` where the things of its kind in that begin. A clause that
    begins with 分别 is of the names of the one before.

    >>> text = "男性和女性分别为76.2岁、81.5岁"
    >>> paired(text, (0, len(text)), (8, 14), 14)
    ((('男性',), ('女性',)), 1)
    """
    clause = text[slice(*span)]
    match = _RESPECTIVELY.search(clause)
    if match is None or len(starts) < _SHORTEST:
        return None
    before = _BREAK.split(text[: span[0]].rstrip(","))[-1]
    head = clause[: match.start()] or _RESPECTIVELY.split(before)[0]
    names = [name for name in PARTS.split(head) if name]
    behind = [one for one in starts if one >= span[0] + match.end()]
    word = next((word for word in _TWO_IN_ONE if len(names) == 1 and word in names[0]), "")
    parted: Names = tuple((name,) for name in names)
    if word:
        parted = tuple((*forms, names[0].replace(word, "|")) for forms in _TWO_IN_ONE[word])
    if len(parted) != len(behind) or start not in behind:
        return ((head,),), -1
    return parted, behind.index(start)


def of_pair(names: Names, pair: int) -> str:
    """What is said of the one at ``pair``; all share what stands behind the last."""
    if pair < 0:
        return names[0][0]
    length = len(names[0][0])
    rest = names[-1][0][length:] if len(names[-1]) == 1 else ""
    own = names[pair][0] if pair < len(names) - 1 else names[pair][0][:length]
    return "|".join((f"{own}{rest}", *names[pair][1:]))


def names_another(said: str, names: Names, pair: int) -> bool:
    """Whether ``said`` names one of ``names``, and not the one at ``pair``."""
    last = len(names) - 1
    # What all share stands behind the last name: a beginning of it is enough.
    forms = [
        (form[:length], place)
        for place, group in enumerate(names)
        for form in group
        if not form.startswith("|")
        for length in (range(len(form), 1, -1) if place == last else (len(form),))
    ]
    named = set()
    for form, place in sorted(forms, key=lambda item: -len(item[0])):
        if form in said:
            named.add(place)
            said = said.replace(form, "|")
    return bool(named) and pair not in named
