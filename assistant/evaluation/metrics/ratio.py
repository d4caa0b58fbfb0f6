"""What one question adds to a figure that is a share."""

from collections.abc import Iterable
from typing import NamedTuple


class Ratio(NamedTuple):
    """`part` out of `whole`. A whole of 0 says that the question has no bearing on the figure.

    A figure over many questions is the sum of the parts over the sum of the wholes, so each evidence, citation or
    fact counts the same wherever it stands (micro average). Means over questions have a whole of 1.
    """

    part: float
    whole: float

    @property
    def value(self) -> float | None:
        """The share, None where there is nothing to take a share of."""
        return self.part / self.whole if self.whole else None


NOT_APPLICABLE = Ratio(0.0, 0.0)


def share(flags: Iterable[bool]) -> Ratio:
    """How many of `flags` are true.

    >>> share([True, False, True])
    Ratio(part=2.0, whole=3.0)
    """
    listed = list(flags)
    return Ratio(float(sum(listed)), float(len(listed)))


def total(ratios: Iterable[Ratio]) -> Ratio:
    """The figure over many questions.

    >>> total([Ratio(1, 1), Ratio(0, 3), NOT_APPLICABLE]).value
    0.25
    """
    part = whole = 0.0
    for ratio in ratios:
        part += ratio.part
        whole += ratio.whole
    return Ratio(part, whole)
