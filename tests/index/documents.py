"""Small real .docx and .pdf files, made on the spot."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import docx
from docx.oxml import parse_xml

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(document: Any) -> bytes:
    """The bytes of a python-docx document."""
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def numbered_docx(levels: Sequence[tuple[str, str]], lines: Sequence[tuple[int | None, str]]) -> bytes:
    """A .docx whose numbers Word would write itself.

    Args:
        levels: For each level its form and its text: ("chineseCounting", "%1、").
        lines: For each paragraph its level, None for one without a number, and its text.
    """
    document = docx.Document()
    add_list(document, 77, levels)
    for level, text in lines:
        paragraph = document.add_paragraph(text)
        if level is not None:
            number(paragraph, 77, level)
    return saved(document)


def add_list(document: Any, number_id: int, levels: Sequence[tuple[str, str]], extra: str = "") -> None:
    """Adds an abstract numbering and a list of the same id; ``extra`` is XML inside the list."""
    root = document.part.numbering_part.element
    items = "".join(
        f'<w:lvl w:ilvl="{place}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for place, (form, text) in enumerate(levels)
    )
    abstract = parse_xml(f'<w:abstractNum {W} w:abstractNumId="{number_id}">{items}</w:abstractNum>')
    root.insert(0, abstract)
    root.append(parse_xml(f'<w:num {W} w:numId="{number_id}"><w:abstractNumId w:val="{number_id}"/>{extra}</w:num>'))


def number(paragraph: Any, number_id: int, level: int) -> None:
    """Makes a paragraph an item of that list."""
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number_id}"/></w:numPr>'))


def pdf(pages: Sequence[Sequence[tuple[float, str]]], size: float = 16.0) -> bytes:
    """A PDF with a text layer as word processors write it: glyph numbers and a table back to Unicode.

    Args:
        pages: For each page its lines, top to bottom, each with the x where it begins, in points.
        size: Of the letters, in points; a Chinese character is as wide.
    """
    letters = sorted({char for page in pages for _, line in page for char in line})
    codes = {char: number for number, char in enumerate(letters, start=1)}
    kids = " ".join(f"{6 + 2 * place} 0 R" for place in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /FangSong /Encoding /Identity-H"
        b" /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>",
        b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /FangSong /DW 1000"
        b" /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
        _stream(_to_unicode(codes)),
    ]
    for page in pages:
        number = len(objects) + 2
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842]"
            b" /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % number
        )
        objects.append(_stream(_drawn(page, codes, size)))
    return _file(objects)


def _drawn(page: Sequence[tuple[float, str]], codes: dict[str, int], size: float) -> str:
    lines = ["BT", f"/F1 {size} Tf"]
    for place, (x, text) in enumerate(page):
        glyphs = "".join(f"{codes[char]:04X}" for char in text)
        lines.append(f"1 0 0 1 {x} {760 - 28 * place} Tm <{glyphs}> Tj")
    return "\n".join([*lines, "ET"])


def _to_unicode(codes: dict[str, int]) -> str:
    pairs = "\n".join(f"<{code:04X}> <{char.encode('utf-16-be').hex().upper()}>" for char, code in codes.items())
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n"
        "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}\nendbfchar\nendcmap end end"
    )


def _stream(content: str) -> bytes:
    raw = content.encode("ascii")
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(raw), raw)


def _file(objects: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, table)
