"""The checks of a model's claims over whole documents: true ones pass, false ones are caught, and so is chance.

``told.jsonl`` holds sentences that a model might write, and words of what each cites. They
were written to build the checks by, so they say nothing of how those fare on others:
``tests/answers`` does.
"""

import json
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from assistant.understanding.clauses import clauses, excerpt
from assistant.understanding.figures import read_figures
from assistant.verification.claims import check
from index.outline import Outline, Sentence
from index.parse import parse_outline
from index.reading import read_document
from tests.bench.verification import DOCUMENTS

TOLD = [json.loads(line) for line in Path(__file__).with_name("told.jsonl").read_text(encoding="utf-8").splitlines()]


@cache
def outline(name: str) -> Outline:
    return parse_outline(read_document(DOCUMENTS[name]).text)


@pytest.mark.parametrize("told", TOLD, ids=lambda told: told["said"][:20])
def test_what_is_true_passes_and_what_is_false_is_caught(told: dict[str, Any]) -> None:
    document = outline(told["document"])
    cited = [next(s for s in document.sentences if words in document.quote(s)) for words in told["cites"]]
    assert (check(told["said"], cited, document).fault is None) is told["true"]


def sentences(name: str) -> Iterator[tuple[Sentence, str]]:
    yield from ((s, outline(name).quote(s)) for s in outline(name).sentences)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_sentence_and_every_clause_with_a_figure_carries_itself(name: str) -> None:
    said = [
        (sentence, text)
        for sentence, quote in sentences(name)
        for text in (
            quote,
            *(f"{excerpt(quote, span)}。" for span in clauses(quote) if read_figures(quote[slice(*span)])),
        )
    ]
    wrong = [text for sentence, text in said if check(text, [sentence], outline(name)).fault]
    assert wrong == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_two_figures_of_a_kind_that_change_places_are_caught(name: str) -> None:
    swapped, missed = 0, []
    for sentence, quote in sentences(name):
        for one, other in combinations(read_figures(quote), 2):
            if (one.unit, one.kind) != (other.unit, other.kind) or one.value == other.value:
                continue
            said = (
                quote[: one.start]
                + quote[other.start : other.end]
                + quote[one.end : other.start]
                + quote[one.start : one.end]
                + quote[other.end :]
            )
            swapped += 1
            if check(said, [sentence], outline(name)).fault is None:
                missed.append(said)
    # 城乡…分别 and the ends of a range can't be told apart by their words.
    assert len(missed) <= 0.15 * swapped
