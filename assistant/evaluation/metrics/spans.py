"""Spans of characters: where a quote stands, how much of it others cover. Ends are exclusive."""

from collections.abc import Iterable, Sequence

Span = tuple[int, int]

# One evidence: every place where its quote stands in the text. Any of them serves.
Evidence = Sequence[Span]

COVERED = 0.6
OVERLAPS = 0.3


def occurrences(quote: str, text: str) -> tuple[Span, ...]:
    """Every place of `quote` in `text`, in order; none for an empty quote.

    >>> occurrences("项目", "项目建设和项目谋划")
    ((0, 2), (5, 7))
    """
    found: list[Span] = []
    start = text.find(quote) if quote else -1
    while start >= 0:
        found.append((start, start + len(quote)))
        start = text.find(quote, start + 1)
    return tuple(found)


def coverage(span: Span, spans: Iterable[Span]) -> float:
    """The share of the characters of `span`, 0 to 1, that lie in the union of `spans`.

    >>> coverage((0, 10), [(2, 5), (4, 8), (20, 30)])
    0.6
    """
    start, end = span
    reached, held = start, 0
    for left, right in sorted(spans):
        left, right = max(left, reached), min(right, end)
        if right > left:
            held += right - left
            reached = right
    return held / (end - start) if end > start else 0.0


def is_covered(evidence: Evidence, spans: Sequence[Span]) -> bool:
    """Whether `spans` together cover at least `COVERED` of the evidence in one of its places."""
    return any(coverage(place, spans) >= COVERED for place in evidence)


def overlaps(span: Span, other: Span) -> bool:
    """Whether the two share at least `OVERLAPS` of the shorter one's characters.

    >>> overlaps((0, 10), (7, 107)), overlaps((0, 10), (8, 108))
    (True, False)
    """
    shared = min(span[1], other[1]) - max(span[0], other[0])
    shorter = min(span[1] - span[0], other[1] - other[0])
    return shorter > 0 and shared >= OVERLAPS * shorter
