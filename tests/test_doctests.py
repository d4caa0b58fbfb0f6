"""The examples in docstrings hold."""

import doctest
import importlib
from importlib.util import find_spec

import pytest

from .test_architecture import MODULES

TRAINING = "index.model.training"
EXAMPLES = sorted(name for name, path in MODULES.items() if ">>> " in path.read_text(encoding="utf-8"))


def test_the_outline_has_examples() -> None:
    assert {"index.numerals", "index.sentences", "index.marks"} <= set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_give_what_they_say(name: str) -> None:
    if name.startswith(TRAINING) and find_spec("jieba") is None:
        pytest.skip("what trains the model again is installed with the extra 'train'")
    failed, attempted = doctest.testmod(importlib.import_module(name))
    assert attempted
    assert not failed, "see the output above"
