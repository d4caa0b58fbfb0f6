"""English words in the Chinese space: each is the mean of the words that it translates.

IBM model 1 (Brown et al. 1993, "The mathematics of statistical machine translation",
section 4.2) on sentence pairs gives the probability of each Chinese word given an
English one.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Pair = tuple[Sequence[str], Sequence[str]]


def translations(
    pairs: Sequence[Pair], english: dict[str, int], chinese: dict[str, int], rounds: int = 8
) -> sparse.csr_array:
    """Probability of each Chinese word given an English one; (english, chinese), rows sum to 1.

    Words outside the two vocabularies are passed over. A row of zeros is a word that
    ``pairs`` do not hold.
    """
    rows, columns, sentence = _cells(pairs, english, chinese)
    keys, cell = np.unique(rows * len(chinese) + columns, return_inverse=True)
    key_row = keys // len(chinese)
    probability = np.ones(len(keys))
    target = np.unique(sentence * len(chinese) + columns, return_inverse=True)[1]
    for _ in range(rounds):
        share = probability[cell]
        share /= np.bincount(target, share)[target]
        expected = np.bincount(cell, share, minlength=len(keys))
        probability = expected / np.bincount(key_row, expected)[key_row]
    shape = (len(english), len(chinese))
    return sparse.csr_array((probability, (key_row, keys % len(chinese))), shape=shape)


def _cells(
    pairs: Sequence[Pair], english: dict[str, int], chinese: dict[str, int]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Every English word beside every Chinese word of the same sentence pair."""
    nothing = np.zeros(0, dtype=np.int64)  # for data without translations
    rows, columns, sentences = [nothing], [nothing], [nothing]
    for number, (left, right) in enumerate(pairs):
        ours = np.array([english[word] for word in left if word in english], dtype=np.int64)
        theirs = np.array([chinese[word] for word in right if word in chinese], dtype=np.int64)
        rows.append(np.repeat(ours, len(theirs)))
        columns.append(np.tile(theirs, len(ours)))
        sentences.append(np.full(len(ours) * len(theirs), number))
    return np.concatenate(rows), np.concatenate(columns), np.concatenate(sentences)


def english_words(pairs: Sequence[Pair], least: int) -> list[str]:
    """English words of ``pairs`` that occur ``least`` times or more, most frequent first."""
    counts = Counter(word for left, _ in pairs for word in left)
    return [word for word, count in counts.most_common() if count >= least]
