"""How far a figure, or the difference of two runs, might move with other questions of the same kind.

All are 95 %, and drawn from one fixed seed: the same scores give the same interval.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import comb, sqrt
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

SEED = 20190731
RESAMPLES = 2000
_Z = 1.959963984540054
# Draws held at once: 2 million 8-byte numbers.
_BLOCK = 2_000_000

Floats: TypeAlias = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, both included."""

    low: float
    high: float


def wilson(successes: float, trials: float) -> Interval | None:
    """The score interval of a share of yes-or-no questions; None without any.

    Unlike the normal approximation it stays inside 0 and 1 and keeps a width when all or none succeed.
    Source: Wilson, Probable Inference, JASA 22 (1927).
    """
    if not trials:
        return None
    share, square = successes / trials, _Z * _Z
    centre = (share + square / (2 * trials)) / (1 + square / trials)
    half = _Z / (1 + square / trials) * sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    return Interval(max(0.0, centre - half), min(1.0, centre + half))


def bootstrap_ratio(parts: Floats, wholes: Floats) -> Interval | None:
    """The percentile interval of a ratio of sums, questions drawn with replacement; None where nothing applies.

    Questions are drawn, not pieces of evidence: those of one question stand and fall together.
    Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.

    Args:
        parts: shape (questions,). wholes: the same.
    """
    kept = wholes > 0
    if not kept.any():
        return None
    parts, wholes = parts[kept], wholes[kept]
    drawn = np.concatenate([part.sum(1) / whole.sum(1) for part, whole in _resampled(parts, wholes)])
    return _percentiles(drawn)


def bootstrap_median(values: Floats) -> Interval | None:
    """The percentile interval of a median, values drawn with replacement; None without any."""
    if not len(values):
        return None
    return _percentiles(np.concatenate([np.median(drawn, axis=1) for (drawn,) in _resampled(values)]))


def paired_difference(new: tuple[Floats, Floats], old: tuple[Floats, Floats]) -> Interval | None:
    """The interval of new minus old, each a ratio of sums over the same questions in the same order.

    A question is drawn with both of its results, so what both runs find hard does not widen the interval.
    Source: Koehn, Statistical Significance Tests for Machine Translation Evaluation (EMNLP 2004).

    Args:
        new: parts and wholes, each of shape (questions,). old: the same.

    Returns:
        None where either run has nothing to take a share of.
    """
    if not new[1].any() or not old[1].any():
        return None
    differences: list[Floats] = []
    for part, whole, part_old, whole_old in _resampled(*new, *old):
        with np.errstate(invalid="ignore", divide="ignore"):
            difference = part.sum(1) / whole.sum(1) - part_old.sum(1) / whole_old.sum(1)
        differences.append(difference[np.isfinite(difference)])
    return _percentiles(np.concatenate(differences))


def mcnemar(fixed: int, broken: int) -> float:
    """The two-sided exact p value of McNemar's test: how likely so uneven a split of the changed questions is.

    Questions that both runs answer alike do not count. 1.0 when none changed.
    Source: McNemar, Psychometrika 12 (1947); exact form as in Fagerland, Lydersen and Laake, BMC Medical Research
    Methodology 13 (2013).

    >>> mcnemar(fixed=8, broken=1)
    0.0390625
    """
    changed = fixed + broken
    if not changed:
        return 1.0
    tail = sum(comb(changed, k) for k in range(min(fixed, broken) + 1))
    return float(min(1.0, 2 * tail / 2**changed))


def _resampled(*arrays: Floats) -> Iterator[tuple[Floats, ...]]:
    """Blocks of resamples: for each array, shape (resamples in the block, questions), drawn alike."""
    size = len(arrays[0])
    rng = np.random.default_rng(SEED)
    block = max(1, _BLOCK // size)
    for first in range(0, RESAMPLES, block):
        drawn = rng.integers(0, size, (min(block, RESAMPLES - first), size), dtype=np.int32)
        yield tuple(array[drawn] for array in arrays)


def _percentiles(values: Floats) -> Interval | None:
    if not len(values):
        return None
    low, high = np.percentile(values, (2.5, 97.5))
    return Interval(float(low), float(high))
