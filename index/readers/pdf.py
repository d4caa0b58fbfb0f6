"""A .pdf with a text layer → its text, the printed lines joined to paragraphs again.

A PDF knows where letters stand, not where paragraphs end. A line is taken to begin a paragraph when it
is indented, when the line before ends well before the right margin, or when it opens with a heading's
mark after a full stop. Page numbers, and lines that repeat at the edge of pages, are left out.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO

from index.readers.layout import Line, lines_of_page

_PAGE_NUMBER = re.compile(r"[-—–－_·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/共,，]\s*共?\s*\d{1,4}\s*页?)?[-—–－_·\s]*")
_MARK = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[、）)]|\d{1,2}[.．、]|[（(]\d{1,2}[）)]|第[一二三四五六七八九十]+[章节条]"
)
_STOP = tuple("。！？；：…”’）")
_RADICALS = str.maketrans(
    {
        # A glyph shared by a character and its radical is often written down as the radical: ⼈ for 人.
        **{chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
        **dict(
            zip(
                "⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
                "母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
                strict=True,
            )
        ),
        "\u2f3e": "户",  # whose compatibility form is the traditional 戶
        "\u2e3a": "\u2014\u2014",
    }
)
_REPEATED = 3
"""A line at a page's edge that stands on so many pages is a running head."""


@dataclass(frozen=True, slots=True)
class PdfText:
    """What a PDF holds: ``text`` is "" where its pages are pictures; ``locked`` where it needs a password."""

    text: str
    pages: int
    locked: bool = False


def pdf_text(raw: bytes) -> PdfText:
    """The text of the PDF in ``raw``, paragraphs on lines of their own.

    Raises:
        ValueError: it is not whole, or not a PDF that pypdf reads.
    """
    import pypdf  # costs 0.2 s, which a plain text need not wait for

    try:
        reader = pypdf.PdfReader(BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            return PdfText("", 0, locked=True)
        pages = [lines_of_page(page) for page in reader.pages]
    except Exception as error:  # pypdf lets KeyError, RecursionError and others through: all mean damage
        raise ValueError(str(error) or type(error).__name__) from error
    lines = [line for page in _without_edges(pages) for line in page]
    text = "".join(f"{paragraph}\n" for paragraph in _paragraphs(lines))
    return PdfText(text.translate(_RADICALS), len(pages))


def _without_edges(pages: Sequence[list[Line]]) -> Iterator[list[Line]]:
    """The pages without page numbers and running heads."""
    unnumbered = [_without_number(page) for page in pages]
    edges = Counter(text for page in unnumbered for text in {line.text for line in _edge(page)})
    for page in unnumbered:
        heads = {id(line) for line in _edge(page) if edges[line.text] >= _REPEATED}
        yield [line for line in page if id(line) not in heads]


def _without_number(page: list[Line]) -> list[Line]:
    numbers = {id(line) for line in _edge(page) if _PAGE_NUMBER.fullmatch(line.text)}
    return [line for line in page if id(line) not in numbers]


def _edge(page: Sequence[Line]) -> list[Line]:
    return [page[0], page[-1]] if page else []


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """The lines joined to paragraphs; nothing is put between Chinese characters, a space between words."""
    left, right = _margins(lines)
    text = ""
    before: Line | None = None
    for line in lines:
        if before is not None and _begins(line, before, left, right):
            yield text
            text = ""
        gap = " " if text[-1:].isascii() and line.text[:1].isascii() and text[-1:].isalnum() else ""
        text += gap + line.text
        before = line
    if text:
        yield text


def _begins(line: Line, before: Line, left: float, right: float) -> bool:
    """Whether ``line`` begins a paragraph, with ``left`` and ``right`` the margins of the body."""
    size = max(before.size, 1.0)
    if line.left > left + 1.2 * size or before.right < right - 2.5 * size:
        return True
    return bool(_MARK.match(line.text)) and before.text.endswith(_STOP)


def _margins(lines: Sequence[Line]) -> tuple[float, float]:
    """The left edge most lines begin at and the right edge most full lines reach."""
    if not lines:
        return 0.0, 0.0
    lefts = Counter(round(line.left) for line in lines)
    often = max(2, len(lines) // 10)
    left = min((place for place, count in lefts.items() if count >= often), default=min(lefts))
    rights = sorted(line.right for line in lines)
    return float(left), rights[int(0.9 * (len(rights) - 1))]
