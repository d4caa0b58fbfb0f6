"""A file → the text that is asked about.

The text of a plain file is every character of it: newlines as they stand, a byte-order mark and U+00A0
counted, so that offsets point into the file itself. Of .md, .docx and .pdf it is the text read out of
the file, the one that ``outline --text`` prints.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from index.errors import (
    DocumentBinary,
    DocumentDamaged,
    DocumentEmpty,
    DocumentMissing,
    DocumentOldFormat,
    DocumentTooLarge,
    DocumentUnreadable,
    EncodingUnknown,
    PdfLocked,
    PdfWithoutText,
)
from index.readers.docx import docx_text, is_docx
from index.readers.encoding import decode, looks_binary
from index.readers.markdown import plain_text
from index.readers.pdf import pdf_text

SHIPPED = Path(__file__).parent / "corpus" / "speech.txt"
"""The speech that is asked about where no file is named."""
LIMIT_MB = 50
_OLD = frozenset({".doc", ".wps", ".dot", ".wpt", ".rtf", ".uof"})
_OLD_BEGINNINGS = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", rb"{\rtf")
_MARKDOWN = frozenset({".md", ".markdown"})


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: its whole ``text``, its ``name`` (without the suffix), the SHA-256 of the file."""

    text: str
    name: str
    sha256: str


def read_document(path: Path | None = None) -> Document:
    """The document at ``path``; the shipped speech where that is None.

    What a file is, its content tells, not its name: a .docx called .txt is read as .docx. Only .md has
    nothing but its name to tell it, and older word processors' names are refused for any content.

    Raises:
        DocumentError: a leaf of it for a file that is missing, unreadable, empty, too large, damaged, in
            an unknown encoding or of a kind that is not read.
    """
    path = SHIPPED if path is None else path
    raw = _bytes(path)
    text = _text(path, raw)
    if not text.strip("\ufeff \t\r\n\u00a0\u3000\x0b\x0c\x1a"):
        raise DocumentEmpty(path=str(path))
    return Document(text, path.stem, hashlib.sha256(raw).hexdigest())


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > LIMIT_MB * 1_000_000:
            raise DocumentTooLarge(path=str(path), size=round(size / 1_000_000), limit=LIMIT_MB)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise DocumentMissing(path=str(path)) from error
    except OSError as error:
        raise DocumentUnreadable(path=str(path), reason=error.strerror or str(error)) from error


def _text(path: Path, raw: bytes) -> str:
    suffix = path.suffix.lower()
    if suffix in _OLD or raw.startswith(_OLD_BEGINNINGS):
        raise DocumentOldFormat(path=str(path), suffix=suffix or ".doc")
    if not raw:
        raise DocumentEmpty(path=str(path))
    if raw.startswith(b"PK\x03\x04") or suffix == ".docx":
        return _from_docx(path, raw, suffix)
    if raw.lstrip()[:5] == b"%PDF-" or suffix == ".pdf":
        return _from_pdf(path, raw)
    if looks_binary(raw):
        raise DocumentBinary(path=str(path))
    text = decode(raw)
    if text is None:
        raise EncodingUnknown(path=str(path))
    return plain_text(text) if suffix in _MARKDOWN else text


def _from_docx(path: Path, raw: bytes, suffix: str) -> str:
    if suffix != ".docx" and not is_docx(raw):
        raise DocumentBinary(path=str(path))
    try:
        return docx_text(raw)
    except ValueError as error:
        raise DocumentDamaged(path=str(path), suffix=".docx", reason=str(error)) from error


def _from_pdf(path: Path, raw: bytes) -> str:
    try:
        read = pdf_text(raw)
    except ValueError as error:
        raise DocumentDamaged(path=str(path), suffix=".pdf", reason=str(error)) from error
    if read.locked:
        raise PdfLocked(path=str(path))
    if not read.text.strip():
        raise PdfWithoutText(path=str(path), pages=read.pages)
    return read.text
