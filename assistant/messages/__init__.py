"""The one table of the words that a person reads: Chinese first, English second.

A key names its area and its case (``error.question_empty``); each area has a module
here, whose ``MESSAGES`` maps a key to its two sentences. Places in braces are filled
from the parameters of :func:`text`.
"""

from collections.abc import Mapping
from typing import Final, Literal

from assistant.messages import (
    admin,
    answers,
    commands,
    documents,
    embed,
    errors,
    evaluation,
    indexing,
    model,
    serving,
    web,
)
from index.errors import SpeechError

Lang = Literal["zh", "en"]
LANGUAGES: Final[tuple[Lang, ...]] = ("zh", "en")

AREAS: Final = (errors, documents, indexing, answers, commands, evaluation, web, admin, model, serving, embed)


def _merge(tables: list[Mapping[str, tuple[str, str]]]) -> dict[str, tuple[str, str]]:
    merged: dict[str, tuple[str, str]] = {}
    for table in tables:
        if twice := merged.keys() & table.keys():
            raise ValueError(f"messages defined twice: {', '.join(sorted(twice))}")
        merged.update(table)
    return merged


MESSAGES: Final = _merge([area.MESSAGES for area in AREAS])


def text(key: str, lang: Lang = "zh", **params: object) -> str:
    """The sentence ``key`` in ``lang``, its braces filled from ``params``.

    Raises:
        KeyError: no such key, or a place in the sentence that ``params`` lacks.
    """
    return MESSAGES[key][LANGUAGES.index(lang)].format(**params)


def explain(error: SpeechError, lang: Lang = "zh") -> str:
    """One line that says what happened and what to do next."""
    line = text(f"error.{error.code}", lang, **error.params)
    # A system's own words may bring line breaks along; the edge prints exactly one line.
    return " ".join(line.split("\n"))
