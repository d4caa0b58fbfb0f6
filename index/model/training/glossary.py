"""How ordinary people say what official texts say: pairs to learn it from, and questions put into such words."""

import random
import re
from collections.abc import Iterable, Iterator
from typing import Final

from index.model.training.pairs import Pair, sentences
from index.model.training.reading import Glossary, Record

REWORDED: Final = ("everyday", "lookalike", "question", "figure", "title")
"""The kinds of pairs whose questions are put into other words."""
_SPOKEN: Final = {"work_reports_zh_en": "zh", "news_broadcast_title_body": "p"}
"""Where official expressions are looked for, and in which field of a record."""
_SHORTEST, _LONGEST = 12, 110
"""Characters of a sentence that shows an expression in use."""


class Rewording:
    """Puts official expressions of a question into plain words, the longest ones first."""

    def __init__(self, glossary: Glossary, share: float) -> None:
        """Of the expressions that it finds it leaves all but a ``share`` as they are."""
        self._glossary, self._share = glossary, share
        # No expression at all is found where there are none.
        self._known = re.compile("|".join(map(re.escape, sorted(glossary, key=len, reverse=True))) or r"(?!)")

    def __call__(self, question: str, chance: random.Random) -> str:
        """``question``, as it stands or in other words."""

        def plain(found: re.Match[str]) -> str:
            return chance.choice(self._glossary[found[0]]) if chance.random() < self._share else found[0]

        return self._known.sub(plain, question)


def glossary_pairs(glossary: Glossary, records: Iterable[Record], seed: int) -> Iterator[Pair]:
    """Plain words with their official expression, and with a sentence of the ``records`` that has it, where there is one."""
    used = _uses(frozenset(glossary), records)
    for official, words in glossary.items():
        chance = random.Random(f"{seed} {official}")
        for plain in words:
            yield Pair(plain, official, "glossary")
            if official in used:
                yield Pair(plain, chance.choice(used[official]), "glossary_in_use")


def _uses(expressions: frozenset[str], records: Iterable[Record]) -> dict[str, list[str]]:
    """The sentences of official texts in which each of the ``expressions`` stands."""
    lengths = sorted({len(expression) for expression in expressions})
    found: dict[str, list[str]] = {}
    for record in records:
        for text in sentences(record[_SPOKEN.get(record.source, "")]):
            if _SHORTEST <= len(text) <= _LONGEST:
                parts = {text[start : start + length] for length in lengths for start in range(len(text) - length + 1)}
                for expression in parts & expressions:
                    found.setdefault(expression, []).append(text)
    return found
