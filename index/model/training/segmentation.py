"""The training texts as one stream of word numbers: what co-occurrence is counted on."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import Pool

import numpy as np
from numpy.typing import NDArray

from index.tokens import LONGEST, expand, normalise

BREAK = -1
"""Stands in the stream between two paragraphs."""

_WORD = re.compile(r"\w|%")
_UNIT = re.compile(r"[a-z]+|\d+(?:\.\d+)?|[^a-z\d]")


@dataclass(frozen=True)
class Stream:
    """Words by number, and the texts as those numbers with ``BREAK`` between paragraphs."""

    words: tuple[str, ...]
    numbers: NDArray[np.int32]


def segment(paragraphs: Iterable[str], minimum: int, processes: int = 2) -> Stream:
    """The stream of ``paragraphs``; words seen less than ``minimum`` times are left out.

    Phrases of two words that mean more together than apart (不良 + 贷款) become one
    word: see ``find_phrases``.
    """
    with Pool(processes) as pool:
        texts = [words.split() for words in pool.imap(_cut, paragraphs, chunksize=500)]
    phrases = find_phrases(texts)
    texts = [join_phrases(words, phrases) for words in texts]
    counts = Counter(word for words in texts for word in words)
    words = tuple(word for word, count in counts.most_common() if count >= minimum)
    numbers = {word: number for number, word in enumerate(words)}
    return Stream(words, np.fromiter(_numbers(texts, numbers), dtype=np.int32))


def find_phrases(texts: Sequence[Sequence[str]], least: int = 60, cohesion: float = 0.35) -> frozenset[tuple[str, str]]:
    """Neighbouring words, at most ``LONGEST`` units together, that belong together.

    ``cohesion`` is the least normalised pointwise mutual information (Bouma 2009),
    1 for words that never stand apart; ``least`` the least number of occurrences.
    """
    single = Counter(word for words in texts for word in words)
    double = Counter(pair for words in texts for pair in pairwise(words))
    total = sum(single.values())
    found = set()
    for (left, right), count in double.items():
        if count < least or units(left + right) > LONGEST or not (_chinese(left) and _chinese(right)):
            continue
        together = np.log(count / total)
        apart = np.log(single[left] / total) + np.log(single[right] / total)
        if (together - apart) / -together >= cohesion:
            found.add((left, right))
    return frozenset(found)


def join_phrases(words: Sequence[str], phrases: frozenset[tuple[str, str]]) -> list[str]:
    """``words`` with each phrase as one word, from the left."""
    joined: list[str] = []
    last = ""
    for word in words:
        if (last, word) in phrases:
            joined[-1] = last + word
            last = ""
        else:
            joined.append(word)
            last = word
    return joined


def units(word: str) -> int:
    """How many units of ``index.tokens`` make up ``word``."""
    return len(_UNIT.findall(word))


def _cut(paragraph: str) -> str:
    import jieba  # in the worker: its dictionary takes a second and 100 MB

    jieba.setLogLevel("ERROR")
    words = (word.strip() for word in jieba.cut(normalise(paragraph)))
    return " ".join(word for word in words if _WORD.match(word) and units(word) <= LONGEST and " " not in word)


def _chinese(word: str) -> bool:
    return all("一" <= char <= "鿿" for char in word)


def _numbers(texts: Iterable[Sequence[str]], numbers: dict[str, int]) -> Iterator[int]:
    for words in texts:
        yield from (numbers[word] for word in words if word in numbers)
        yield BREAK


def parts(word: str) -> list[str]:
    """The tokens that the model's tokenizer sees inside ``word``, itself included."""
    return list(dict.fromkeys(expand(word).split()))
