"""Bytes of a text file → its characters, every one of them: newlines and a byte-order mark stay."""

import unicodedata
from collections.abc import Iterator

_UTF16 = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_BLANK = "\t\n\x0b\x0c\r\x1a\x1c\x1d\x1e\x1f\x85"
_SIMPLIFIED_SHARE = 0.6
"""Of the Chinese characters of a real GB18030 text nearly all are among GB 2312's 6,763. Another
encoding (Big5, Shift JIS, EUC-KR) read as GB18030 comes out as characters that are hardly used."""


def decode(raw: bytes) -> str | None:
    """The characters of ``raw``; None where it is neither UTF-8, UTF-16 with its mark, nor GB18030."""
    for encoding in _candidates(raw):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "gb18030" or _plausible(text):
            return text
    return None


def looks_binary(raw: bytes) -> bool:
    """Whether ``raw`` is no text in any encoding known here: it holds bytes that text has not."""
    if raw[:2] in _UTF16:
        return False
    return any(byte < 32 and chr(byte) not in _BLANK for byte in raw)


def _candidates(raw: bytes) -> Iterator[str]:
    if raw[:2] in _UTF16:
        yield _UTF16[raw[:2]]
    yield "utf-8"
    yield "gb18030"


def _plausible(text: str) -> bool:
    """Whether ``text``, read as GB18030, is Chinese rather than another encoding's bytes."""
    if any(unicodedata.category(char) in ("Co", "Cn") for char in text):
        return False
    chinese = [char for char in text if "一" <= char <= "鿿"]
    if not chinese:
        return False
    simplified = sum(_in_gb2312(char) for char in chinese)
    return simplified >= _SIMPLIFIED_SHARE * len(chinese)


def _in_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
