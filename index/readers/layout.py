"""The printed lines of one PDF page, with where they begin and end."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pypdf import PageObject


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; ``left``, ``right`` and ``size`` (of its letters) in points from the page's left edge."""

    text: str
    left: float
    right: float
    size: float


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    x: float
    y: float
    size: float


def lines_of_page(page: "PageObject") -> list[Line]:
    """The lines of ``page``, top to bottom, each left to right; empty where the page has no text layer."""
    pieces: list[_Piece] = []

    def visit(text: str, outer: Sequence[float], inner: Sequence[float], _font: Any, size: float) -> None:
        if text.strip():
            pieces.append(_piece(text, outer, inner, size))

    page.extract_text(visitor_text=visit)
    rows: list[list[_Piece]] = []
    for piece in sorted(pieces, key=lambda piece: -piece.y):
        if rows and abs(rows[-1][0].y - piece.y) < 0.5 * max(piece.size, 1.0):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [_line(row) for row in rows]


def _piece(text: str, outer: Sequence[float], inner: Sequence[float], size: float) -> _Piece:
    """A run of text with its place on the page: the text matrix within the page's own matrix."""
    x = inner[4] * outer[0] + inner[5] * outer[2] + outer[4]
    y = inner[4] * outer[1] + inner[5] * outer[3] + outer[5]
    scale = abs(inner[3] * outer[3]) or abs(inner[0] * outer[0]) or 1.0
    return _Piece(text.replace("\n", ""), x, y, size * scale)


def _line(row: Sequence[_Piece]) -> Line:
    ordered = sorted(row, key=lambda piece: piece.x)
    last = ordered[-1]
    text = _unspaced("".join(piece.text for piece in ordered))
    indent = len(text) - len(text.lstrip())
    size = max(piece.size for piece in ordered)
    left = ordered[0].x + _width(text[:indent], size)
    return Line(text.strip(), left, last.x + _width(last.text.rstrip(), last.size), size)


def _unspaced(text: str) -> str:
    """``text`` without the spaces that letter-spacing makes: those of a line with one after most characters."""
    words = text.split(" ")
    return "".join(words) if len(words) > 0.6 * len(text.replace(" ", "")) else text


def _width(text: str, size: float) -> float:
    """The width of ``text`` as Chinese type sets it: a full square a character, half for Latin ones."""
    return sum(0.5 if char.isascii() else 1.0 for char in text) * size
