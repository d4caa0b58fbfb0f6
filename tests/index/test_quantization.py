"""Weights in one byte: within half a step of what they were."""

import hypothesis.extra.numpy as arrays
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from safetensors.numpy import load, save

from index.quantization import quantized, restored

MATRICES = arrays.arrays(
    np.float32,
    arrays.array_shapes(min_dims=2, max_dims=3, max_side=6),
    elements=st.floats(-60, 60, width=32),
)


@given(MATRICES)
def test_each_number_is_within_half_a_step_of_what_it_was(matrix: NDArray[np.float32]) -> None:
    again = restored(quantized({"w": matrix}))["w"]
    assert again.shape == matrix.shape
    for row, same in zip(matrix.reshape(len(matrix), -1), again.reshape(len(matrix), -1), strict=True):
        # A scale is rounded up to the next half float.
        step = np.abs(row).max() / 127 * 1.001 + 1e-7
        assert np.abs(row - same).max() <= step / 2 * 1.001


def test_matrices_take_a_byte_and_vectors_stay_half_floats() -> None:
    weights = {"matrix": np.ones((4, 100), dtype=np.float32), "bias": np.arange(4, dtype=np.float32) / 8}
    small = quantized(weights)
    assert {name: value.dtype for name, value in small.items()} == {
        "matrix": np.int8,
        "matrix.scale": np.float16,
        "bias": np.float16,
    }
    again = restored(load(save(small)))
    assert again.keys() == weights.keys()
    assert again["bias"].tolist() == weights["bias"].tolist()
    assert again["matrix"] == pytest.approx(1, rel=2e-3)


def test_without_its_scales_a_matrix_is_not_read() -> None:
    small = quantized({"matrix": np.ones((2, 2), dtype=np.float32)})
    del small["matrix.scale"]
    with pytest.raises(KeyError, match="scale"):
        restored(small)
