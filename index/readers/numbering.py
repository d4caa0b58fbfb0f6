"""The numbers that a word processor writes before paragraphs: 一、（一）1. are not in the text of a .docx.

A document's numbering part holds lists ("abstract numbering"), each with up to nine levels; a paragraph
names a list and a level, itself or through its style. ECMA-376-1, 17.9.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from index.readers.numberforms import BULLETS, written

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_INHERITANCE = 20
"""Styles are based on one another this deep at most; a circle ends here too."""


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    restarts_after: int | None
    legal: bool


class Numbering:
    """Counts the numbered paragraphs of one document, asked about in reading order."""

    def __init__(self, numbering: Any | None, styles: Any | None) -> None:
        """Reads the roots of numbering.xml and styles.xml; None where the document has no such part."""
        self._lists: dict[str, dict[int, _Level]] = {}
        self._shared: dict[str, str] = {}
        self._fresh: dict[str, dict[int, int]] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        self._styles: dict[str, Any] = {}
        if styles is not None:
            self._styles = {style.get(f"{_W}styleId"): style for style in styles.iter(f"{_W}style")}
        if numbering is not None:
            self._read(numbering)

    def label(self, paragraph: Any) -> str:
        """What stands before this ``w:p``: "一、", "（二）"; "" for bullets and paragraphs without a number."""
        number, level = self._place(paragraph)
        levels = self._lists.get(number or "")
        if number is None or levels is None or level not in levels:
            return ""
        counts = self._count(number, level, levels)
        if levels[level].form in BULLETS:
            return ""
        return _fill(levels[level], levels, counts)

    def _read(self, root: Any) -> None:
        abstract: dict[str | None, Any] = {
            item.get(f"{_W}abstractNumId"): item for item in root.findall(f"{_W}abstractNum")
        }
        for item in root.findall(f"{_W}num"):
            number = item.get(f"{_W}numId")
            shared = _value(item.find(f"{_W}abstractNumId"))
            if number is None or shared is None or shared not in abstract:
                continue
            self._shared[number] = shared
            self._lists[number] = _levels(abstract[shared])
            self._fresh[number] = {}
            for override in item.findall(f"{_W}lvlOverride"):
                self._override(number, override)

    def _override(self, number: str, override: Any) -> None:
        level = int(override.get(f"{_W}ilvl"))
        own = override.find(f"{_W}lvl")
        if own is not None:
            self._lists[number][level] = _level(own)
        start = override.find(f"{_W}startOverride")
        if start is not None:
            self._fresh[number][level] = int(_value(start) or 1)

    def _place(self, paragraph: Any) -> tuple[str | None, int]:
        """The list and the level of a paragraph: its own, or those of its style and what that is based on."""
        properties = paragraph.find(f"{_W}pPr")
        if properties is None:
            return None, 0
        number, level = _numbers(properties)
        style = _value(properties.find(f"{_W}pStyle"))
        for _ in range(_INHERITANCE):
            if number is not None or style not in self._styles:
                break
            found = self._styles[style]
            inherited = found.find(f"{_W}pPr")
            if inherited is not None:
                number, own = _numbers(inherited)
                level = own if level is None else level
            style = _value(found.find(f"{_W}basedOn"))
        return (None if number == "0" else number), level or 0

    def _count(self, number: str, level: int, levels: Mapping[int, _Level]) -> list[int | None]:
        """The counters of the list after this paragraph; lists of one abstract numbering share them."""
        counts = self._counts.setdefault(self._shared[number], [None] * 9)
        if number not in self._begun:
            self._begun.add(number)
            for place, start in self._fresh[number].items():
                counts[place] = start - 1
        before = counts[level]
        counts[level] = levels[level].start if before is None else before + 1
        for deeper in range(level + 1, 9):
            after = levels[deeper].restarts_after if deeper in levels else None
            if after is None or level < after:
                counts[deeper] = None
        return counts


def _levels(abstract: Any) -> dict[int, _Level]:
    return {int(item.get(f"{_W}ilvl")): _level(item) for item in abstract.findall(f"{_W}lvl")}


def _level(item: Any) -> _Level:
    restart = _value(item.find(f"{_W}lvlRestart"))
    return _Level(
        start=int(_value(item.find(f"{_W}start")) or 1),
        form=_value(item.find(f"{_W}numFmt")) or "decimal",
        text=_value(item.find(f"{_W}lvlText")) or "",
        restarts_after=None if restart is None else int(restart),
        legal=item.find(f"{_W}isLgl") is not None,
    )


def _numbers(properties: Any) -> tuple[str | None, int | None]:
    found = properties.find(f"{_W}numPr")
    if found is None:
        return None, None
    level = _value(found.find(f"{_W}ilvl"))
    return _value(found.find(f"{_W}numId")), None if level is None else int(level)


def _value(element: Any | None) -> str | None:
    return None if element is None else element.get(f"{_W}val")


def _fill(level: _Level, levels: Mapping[int, _Level], counts: list[int | None]) -> str:
    """``%1.%2`` of the level's text, each with the count of its level in that level's form."""

    def count(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        own = levels.get(place, level)
        value = counts[place] if counts[place] is not None else own.start
        form = "decimal" if level.legal else own.form
        return "" if form in BULLETS else written(value or 0, form)

    return re.sub(r"%([1-9])", count, level.text)
