"""Where one sentence ends and the next begins, in Chinese official text."""

import re
from collections.abc import Iterator

ENDINGS = "。！？!?"
CLOSERS = "”’」』）)》〉】"
OPEN_CLOSE = {"“": "”", "（": "）", "《": "》", "「": "」", "『": "』"}
_BRACKET = re.compile(f"[{''.join(OPEN_CLOSE)}{''.join(OPEN_CLOSE.values())}]")
ZERO_WIDTH = "\ufeff\u200b\u200c\u200d\u2060"


def is_blank(char: str) -> bool:
    """Whether ``char`` shows nothing: white space of any kind, or zero-width."""
    return char.isspace() or char in ZERO_WIDTH


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without the blanks at its ends; empty spans come back with start == end."""
    while start < end and is_blank(text[start]):
        start += 1
    while end > start and is_blank(text[end - 1]):
        end -= 1
    return start, end


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of the sentences within ``text[start:end]``, without outer blanks.

    A full stop inside brackets or quotation marks does not end the sentence around
    them, as long as all brackets of the span close in the order that they open.

    >>> line = "他说“行。不过要快。”大家同意！散会"
    >>> [line[a:b] for a, b in split_sentences(line, 0, len(line))]
    ['他说“行。不过要快。”大家同意！', '散会']
    """
    nested = _are_nested(text, start, end)
    depth, begin, position = 0, start, start
    while position < end:
        char = text[position]
        position += 1
        if nested and char in OPEN_CLOSE:
            depth += 1
        elif nested and char in OPEN_CLOSE.values():
            depth -= 1
        elif char in ENDINGS and depth == 0:
            while position < end and text[position] in ENDINGS + CLOSERS:
                position += 1
            yield from _non_empty(text, begin, position)
            begin = position
    yield from _non_empty(text, begin, end)


def _are_nested(text: str, start: int, end: int) -> bool:
    """Whether each bracket or quotation mark that opens is closed, the last one first."""
    expected: list[str] = []
    for match in _BRACKET.finditer(text, start, end):
        char = match.group()
        if char in OPEN_CLOSE:
            expected.append(OPEN_CLOSE[char])
        elif not expected or expected.pop() != char:
            return False
    return not expected


def _non_empty(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    start, end = trim(text, start, end)
    if start < end:
        yield start, end
