"""Weights in one byte each: the numbers of a row share a scale (symmetric quantization, Jacob and others 2018, section 2.1)."""

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

_SCALE: Final = ".scale"
"""What the scales of an array are called, behind its own name."""
_STEPS: Final = 127


def quantized(weights: Mapping[str, NDArray[np.floating]]) -> dict[str, NDArray[np.generic]]:
    """``weights``, those of two dimensions and more as int8, each beside the scales of its rows; the others as float16."""
    result: dict[str, NDArray[np.generic]] = {}
    for name, value in weights.items():
        if value.ndim < 2:
            result[name] = value.astype(np.float16)
            continue
        rows = value.reshape(len(value), -1).astype(np.float32)
        # What is written is what divides, so that no number is beyond the last step.
        scales = np.nextafter((np.abs(rows).max(axis=1) / _STEPS).astype(np.float16), np.float16(np.inf))
        steps = np.rint(rows / scales.astype(np.float32)[:, None])
        result[name], result[name + _SCALE] = steps.astype(np.int8).reshape(value.shape), scales
    return result


def restored(weights: Mapping[str, NDArray[np.generic]]) -> dict[str, NDArray[np.float32]]:
    """What :func:`quantized` was given, float32, each number of a matrix within half a step of it.

    Raises:
        KeyError: the scales of an array are missing.
    """
    result: dict[str, NDArray[np.float32]] = {}
    for name, value in weights.items():
        if name.endswith(_SCALE):
            continue
        result[name] = value.astype(np.float32)
        if value.dtype == np.int8:
            scales = weights[name + _SCALE].astype(np.float32)
            result[name] *= scales.reshape(-1, *[1] * (value.ndim - 1))
    return result
