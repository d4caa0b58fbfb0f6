"""The examples in docstrings hold."""

import doctest
import importlib

import pytest

from .test_architecture import MODULES

EXAMPLES = sorted(name for name, path in MODULES.items() if ">>> " in path.read_text(encoding="utf-8"))


def test_the_outline_has_examples() -> None:
    assert {"index.numerals", "index.sentences", "index.marks"} <= set(EXAMPLES)


@pytest.mark.parametrize("name", EXAMPLES)
def test_examples_give_what_they_say(name: str) -> None:
    failed, attempted = doctest.testmod(importlib.import_module(name))
    assert attempted
    assert not failed, "see the output above"
