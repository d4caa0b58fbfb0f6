"""A .docx → its text: one line a paragraph, automatic numbers written out, tables a line a row.

What a reader does not see as running text stays out: deleted revisions, field codes, the table of
contents (its lines would be headings twice), headers, footers and notes.
"""

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from index.readers.numbering import Numbering

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LARGEST = 300_000_000
"""Bytes of XML; more is no document but an attack by compression."""
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_SKIPPED = {f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}pPr", f"{_W}rPr", _FALLBACK}


def is_docx(raw: bytes) -> bool:
    """Whether ``raw`` is a package with a word-processing document in it, whatever its name ends with."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as package:
            return "word/document.xml" in package.namelist()
    except zipfile.BadZipFile:
        return False


def docx_text(raw: bytes) -> str:
    """The text of the .docx in ``raw``.

    Raises:
        ValueError: it is not whole, or not one that python-docx opens.
    """
    import docx  # costs 0.1 s, which a plain text need not wait for

    try:
        with zipfile.ZipFile(BytesIO(raw)) as package:
            size = sum(part.file_size for part in package.infolist())
        if size > _LARGEST:
            raise ValueError(f"{size} bytes when unpacked")
        part = docx.Document(BytesIO(raw)).part
        lines = list(_Reader(part).lines(part.element.body))
    except Exception as error:  # zipfile, lxml, docx and KeyError from missing parts: all mean damage
        raise ValueError(str(error) or type(error).__name__) from error
    return "\n".join(lines) + "\n"


class _Reader:
    """Walks the blocks of one document in reading order."""

    def __init__(self, part: Any) -> None:
        parts = {related.partname.split("/")[-1]: related for related in _related(part)}
        numbering, styles = parts.get("numbering.xml"), parts.get("styles.xml")
        self._contents = _contents_styles(styles.element) if styles else set()
        self._numbering = Numbering(numbering.element if numbering else None, styles.element if styles else None)

    def lines(self, container: Any) -> Iterator[str]:
        """One line for each paragraph and each table row, empty paragraphs included."""
        for block in container:
            if block.tag == f"{_W}p":
                yield from self._paragraph(block)
            elif block.tag == f"{_W}tbl":
                yield from self._table(block)
            elif block.tag == f"{_W}sdt":
                content = block.find(f"{_W}sdtContent")
                if content is not None and not _is_contents(block):
                    yield from self.lines(content)
            elif block.tag in (f"{_W}ins", f"{_W}moveTo", f"{_W}customXml", f"{_W}smartTag"):
                yield from self.lines(block)

    def _paragraph(self, paragraph: Any) -> Iterator[str]:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and style.get(f"{_W}val") in self._contents:
            return
        text = "".join(_characters(paragraph))
        label = self._numbering.label(paragraph)
        if label and text.strip():
            space = " " if label[-1] in ".0123456789" and text[:1].strip() else ""
            yield label + space + text.lstrip()
        else:
            yield text
        for box in paragraph.iter(f"{_W}txbxContent"):
            if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
                yield from self.lines(box)

    def _table(self, table: Any) -> Iterator[str]:
        for row in table.iter(f"{_W}tr"):
            if next(row.iterancestors(f"{_W}tbl")) is not table:
                continue  # a row of a table inside a cell: read with that cell
            cells = (" ".join(self._cell(cell)) for cell in row.findall(f"{_W}tc"))
            yield "　".join(cell for cell in cells if cell)

    def _cell(self, cell: Any) -> Iterator[str]:
        return (line.strip() for line in self.lines(cell) if line.strip())


def _characters(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _characters(child)


def _related(part: Any) -> Iterator[Any]:
    for relation in part.rels.values():
        if not relation.is_external and hasattr(relation.target_part, "element"):
            yield relation.target_part


def _contents_styles(styles: Any) -> set[str]:
    """The ids of the styles of a table of contents: "toc 1" and so on, whatever the language."""
    found = set()
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if name is not None and name.get(f"{_W}val", "").lower().startswith("toc "):
            found.add(style.get(f"{_W}styleId"))
    return found


def _is_contents(block: Any) -> bool:
    kind = block.find(f"{_W}sdtPr/{_W}docPartObj/{_W}docPartGallery")
    return kind is not None and kind.get(f"{_W}val") == "Table of Contents"
