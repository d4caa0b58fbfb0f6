"""How far a figure, or the difference of two runs, might move with other questions of the same kind.

All are 95 %, and drawn from one fixed seed: the same scores give the same interval.
"""

from dataclasses import dataclass
from math import comb, sqrt
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

SEED = 20190731
RESAMPLES = 2000
_Z = 1.959963984540054
# Draws held at once: a million 8-byte numbers.
_BLOCK = 1_000_000

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


def bootstrap_ratios(parts: Floats, wholes: Floats) -> list[Interval | None]:
    """For each figure the percentile interval of a ratio of sums, questions drawn with replacement.

    Questions are drawn, not pieces of evidence: those of one question stand and fall together.
    Source: Efron and Tibshirani, An Introduction to the Bootstrap (1993), chapter 13.

    Args:
        parts: shape (questions, figures). wholes: the same; 0 where a question has no bearing.

    Returns:
        One interval for each figure, None where nothing bears on it.
    """
    figures = parts.shape[1]
    sums = _resampled_sums(np.hstack([parts, wholes]))
    return [_percentiles(_divided(sums[:, at], sums[:, at + figures])) for at in range(figures)]


def bootstrap_median(values: Floats) -> Interval | None:
    """The percentile interval of a median, values drawn with replacement; None without any."""
    if not len(values):
        return None
    rng = np.random.default_rng(SEED)
    block = max(1, _BLOCK // len(values))
    sizes = [min(block, RESAMPLES - first) for first in range(0, RESAMPLES, block)]
    drawn = [np.median(values[rng.integers(0, len(values), (size, len(values)))], axis=1) for size in sizes]
    return _percentiles(np.concatenate(drawn))


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
    sums = _resampled_sums(np.stack([*new, *old], axis=1))
    return _percentiles(_divided(sums[:, 0], sums[:, 1]) - _divided(sums[:, 2], sums[:, 3]))


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


def _resampled_sums(columns: Floats) -> Floats:
    """The sums of the columns in each resample of the rows, shape (resamples, columns).

    Each resample is how often each row was drawn; multiplied with the columns, it gives all sums at once.
    """
    size = len(columns)
    rng = np.random.default_rng(SEED)
    block = max(1, _BLOCK // max(1, size))
    sums = [np.empty((0, columns.shape[1]))]
    for first in range(0, RESAMPLES if size else 0, block):
        draws = range(first, min(first + block, RESAMPLES))
        counts = np.stack([np.bincount(rng.integers(0, size, size), minlength=size) for _ in draws])
        sums.append(counts.astype(np.float64) @ columns)
    return np.concatenate(sums)


def _divided(parts: Floats, wholes: Floats) -> Floats:
    """The ratios; NaN for a resample in which nothing bears on the figure."""
    return np.divide(parts, wholes, out=np.full_like(parts, np.nan), where=wholes > 0)


def _percentiles(values: Floats) -> Interval | None:
    known = values[np.isfinite(values)]
    if not len(known):
        return None
    low, high = np.percentile(known, (2.5, 97.5))
    return Interval(float(low), float(high))
