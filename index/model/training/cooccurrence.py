"""Distributional vectors: words that stand in the same company get the same direction.

Positive pointwise mutual information of words and their neighbours, factored by a
randomised singular value decomposition (Levy, Goldberg & Dagan 2015, "Improving
distributional similarity"; Halko, Martinsson & Tropp 2011, algorithm 4.4). Unlike
word2vec on several threads, the result is the same each time.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from tqdm import tqdm

from index.model.training.segmentation import BREAK, Stream, parts

Counts: TypeAlias = "sparse.csr_array"
_BLOCK = 2_000_000


def count_neighbours(stream: Stream, window: int, contexts: int, rare: float, seed: int) -> Counts:
    """How often each word stands within ``window`` words of each of the ``contexts`` most frequent.

    float32, (words, contexts). Nearer neighbours count more (1/distance), and a word
    of more than the share ``rare`` of the text is skipped at random, as in word2vec.
    """
    numbers = _thin(stream.numbers, rare, np.random.default_rng(seed))
    place = np.cumsum(numbers == BREAK)
    total = sparse.csr_array((len(stream.words), contexts), dtype=np.float32)
    blocks = range(0, len(numbers), _BLOCK)
    for start in tqdm(blocks, desc="co-occurrence", mininterval=5):
        stop = start + _BLOCK
        pairs = [
            _pairs(numbers[start : stop + step], place[start : stop + step], step, contexts)
            for step in range(1, window + 1)
        ]
        rows, columns, weights = (np.concatenate(parts) for parts in zip(*pairs, strict=True))
        total = total + sparse.coo_array((weights, (rows, columns)), shape=total.shape).tocsr()
    return total


def _thin(numbers: NDArray[np.int32], rare: float, random: np.random.Generator) -> NDArray[np.int32]:
    words = numbers != BREAK
    share = np.bincount(numbers[words]) / max(1, words.sum())
    keep = np.minimum(1, np.sqrt(rare / np.maximum(share, 1e-12)))
    kept = ~words | (random.random(len(numbers)) < keep[numbers])
    thinned: NDArray[np.int32] = numbers[kept]
    return thinned


def _pairs(
    numbers: NDArray[np.int32], place: NDArray[np.int64], step: int, contexts: int
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.float32]]:
    """Both directions of every pair of words ``step`` apart within one paragraph."""
    left, right = numbers[:-step], numbers[step:]
    same = (place[:-step] == place[step:]) & (left != BREAK) & (right != BREAK)
    left, right = left[same], right[same]
    rows, columns = np.concatenate([left, right]), np.concatenate([right, left])
    known = columns < contexts
    rows, columns = rows[known], columns[known]
    return rows, columns, np.full(len(rows), 1 / step, dtype=np.float32)


def positive_information(counts: Counts, smoothing: float = 0.75, least: float = 0.6) -> Counts:
    """Positive pointwise mutual information of ``counts``; float32, same shape, sparse.

    ``smoothing`` flattens the contexts' distribution, so that rare contexts do not
    win by being rare; cells of a count below ``least`` are left out as chance.
    """
    table = counts.tocoo()
    total = table.sum()
    rows = np.asarray(counts.sum(axis=1)).ravel()
    columns = np.asarray(counts.sum(axis=0)).ravel() ** smoothing
    columns = columns / columns.sum()
    expected = rows[table.row] * columns[table.col]
    information = np.log(np.maximum(table.data, 1e-12) / np.maximum(expected, 1e-12))
    keep = (information > 0) & (table.data >= least) & (total > 0)
    return sparse.csr_array(
        (information[keep].astype(np.float32), (table.row[keep], table.col[keep])), shape=counts.shape
    )


def factor(matrix: Counts, dimension: int, seed: int, *, rounds: int = 3, spare: int = 128) -> NDArray[np.float32]:
    """Rows of ``matrix`` in ``dimension`` dimensions: its left singular vectors; float32, (rows, dimension).

    ``spare`` more directions are looked for than are kept: the last of a randomised search are not
    yet what they should be (Halko, Martinsson and Tropp 2011).
    Without the singular values (U, not U·S or U·√S): every direction counts the same, and
    means of many vectors do not all point the way of the first few.
    """
    random = np.random.default_rng(seed)
    transposed = matrix.T.tocsr()
    basis = random.standard_normal((matrix.shape[1], dimension + spare)).astype(np.float32)
    basis = matrix @ basis
    for _ in tqdm(range(rounds), desc="decomposition", mininterval=5):
        basis = np.linalg.qr(basis)[0]
        basis = np.linalg.qr(transposed @ basis)[0]
        basis = matrix @ basis
    basis = np.linalg.qr(basis)[0]
    left, _, _ = np.linalg.svd((transposed @ basis).T, full_matrices=False)
    return np.ascontiguousarray((basis @ left)[:, :dimension], dtype=np.float32)


def containment(tokens: Sequence[str], stream: Stream, longest: int = 4) -> Counts:
    """1 where a token is, or is part of, a word of the stream; float32, (tokens, words).

    Through it a character or an inner bigram gets the company of the words it stands in.
    """
    numbers = {token: number for number, token in enumerate(tokens)}
    cells = [
        (numbers[part], column) for column, word in enumerate(stream.words) for part in parts(word) if part in numbers
    ]
    rows, columns = np.array(cells).T
    ones = np.ones(len(cells), dtype=np.float32)
    return sparse.csr_array((ones, (rows, columns)), shape=(len(tokens), len(stream.words)))
