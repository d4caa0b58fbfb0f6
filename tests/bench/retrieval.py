"""Retrieval figures of BM25 with jieba, our lexical leg, our model alone, and the hybrid.

Of our model also what its means of vectors find without the reading token by token; and as a
control, what that reading finds with vectors of the same lengths that point anywhere.

``python -m tests.bench.retrieval FILE… [--model FOLDER] [--json]`` reads files of lines
``{"q": question, "p": paragraph}`` (.jsonl, or .jsonl.xz), such as CMRC 2018 dev: the corpus
is every different paragraph of a file, and the one that stands beside a question is
relevant. Brackets hold 95 % bootstrap intervals over questions; the last line of a corpus is
the paired difference of the hybrid's MRR@10 to the better leg's. ``ir-measures`` has to come to
the same figures, or the command fails.
"""

import argparse
import json
import lzma
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import bm25s
import ir_measures
import numpy as np
from ir_measures import RR, R, nDCG
from numpy.typing import NDArray

from index.corpus_search import CorpusSearch, Leg
from index.dense import DenseTexts
from index.embedding import NamedEmbeddings, StaticEmbeddings, load_embeddings
from index.fusion import best
from index.query import keywords
from index.static import TokenVectors

Values = NDArray[np.float64]

DEPTH: Final = 100
BASELINE, LEXICAL, DENSE, HYBRID = "BM25, jieba", "lexical", "model alone", "hybrid"
MEANS, CONTROL = "means", "control"
SYSTEMS: Final = (BASELINE, LEXICAL, MEANS, CONTROL, DENSE, HYBRID)
RESAMPLES: Final = 10_000


@dataclass(frozen=True)
class Corpus:
    """Passages, questions, and for each question the place of its relevant passage."""

    name: str
    passages: list[str]
    questions: list[str]
    relevant: list[int]


def read_pairs(path: Path) -> Corpus:
    """The corpus of a file of questions beside their paragraphs."""
    opened: Callable[..., Any] = lzma.open if path.suffix == ".xz" else open
    places: dict[str, int] = {}
    questions, relevant = [], []
    with opened(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            questions.append(record["q"])
            relevant.append(places.setdefault(record["p"], len(places)))
    return Corpus(path.name.partition(".")[0], list(places), questions, relevant)


def rankings(corpus: Corpus, embeddings: NamedEmbeddings) -> Iterator[tuple[str, list[list[int]]]]:
    """The places of the best ``DEPTH`` passages of each question, by every system in turn."""
    yield BASELINE, _baseline(corpus)
    yield LEXICAL, _found(corpus, "lexical", embeddings)
    if isinstance(embeddings, StaticEmbeddings):
        means = DenseTexts(embeddings, corpus.passages).scores([keywords(one) for one in corpus.questions])
        yield MEANS, [best(row, DEPTH).tolist() for row in means]
        yield CONTROL, _found(corpus, "dense", _anywhere(embeddings))
    yield DENSE, _found(corpus, "dense", embeddings)
    yield HYBRID, _found(corpus, "hybrid", embeddings)


def _found(corpus: Corpus, leg: Leg, embeddings: NamedEmbeddings) -> list[list[int]]:
    search = CorpusSearch(corpus.passages, leg, embeddings)
    return [[hit.number for hit in hits] for hits in search.search(corpus.questions, DEPTH)]


def _anywhere(embeddings: StaticEmbeddings) -> StaticEmbeddings:
    """The same tokens with vectors of the same lengths and random directions: all that is not learned meaning."""
    table = embeddings.vectors.table.astype(np.float32)
    random = np.random.default_rng(7).standard_normal(table.shape).astype(np.float32)
    random *= np.linalg.norm(table, axis=1, keepdims=True) / np.linalg.norm(random, axis=1, keepdims=True)
    return StaticEmbeddings(TokenVectors(embeddings.vectors.tokens, random), CONTROL, CONTROL)


def word_cutter() -> Callable[[str], list[str]]:
    """What gives the words of a text by jieba's search mode, lower case, without punctuation."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its source has escapes that Python frowns upon
        import jieba
    jieba.setLogLevel("ERROR")
    return lambda text: [word for word in jieba.cut_for_search(text.lower()) if any(map(str.isalnum, word))]


def _baseline(corpus: Corpus) -> list[list[int]]:
    words, model = word_cutter(), bm25s.BM25()
    model.index([words(passage) for passage in corpus.passages], show_progress=False)
    found = []
    for question in corpus.questions:
        known = [word for word in words(question) if word in model.vocab_dict]
        scores = model.get_scores(known) if known else np.zeros(len(corpus.passages))
        found.append(best(scores, DEPTH).tolist())
    return found


METRICS: Final[dict[str, Callable[[Values], Values]]] = {
    "R@1": lambda ranks: (ranks <= 1).astype(float),
    "R@5": lambda ranks: (ranks <= 5).astype(float),
    "MRR@10": lambda ranks: np.where(ranks <= 10, 1 / ranks, 0),
    "nDCG@10": lambda ranks: np.where(ranks <= 10, 1 / np.log2(ranks + 1), 0),
}
"""Each metric for each question, from the rank of its one relevant passage."""
_PEERS: Final = dict(zip(METRICS, (R @ 1, R @ 5, RR @ 10, nDCG @ 10), strict=True))


def relevant_ranks(corpus: Corpus, found: Sequence[Sequence[int]]) -> Values:
    """The rank of each question's relevant passage, from 1; infinite where it was not found."""
    return np.array(
        [row.index(right) + 1 if right in row else np.inf for right, row in zip(corpus.relevant, found, strict=True)]
    )


def interval(values: Values) -> tuple[float, float]:
    """The 95 % percentile bootstrap interval of the mean of ``values``, with a fixed seed."""
    draws = np.random.default_rng(7).integers(len(values), size=(RESAMPLES, len(values)), dtype=np.int32)
    low, high = np.percentile([values[draw].mean() for draw in draws], (2.5, 97.5))
    return float(low), float(high)


def cross_check(corpus: Corpus, found: Sequence[Sequence[int]], figures: dict[str, float]) -> None:
    """Holds ``figures`` against those of ``ir-measures``.

    Raises:
        ValueError: a figure differs.
    """
    judgements = [ir_measures.Qrel(str(n), str(right), 1) for n, right in enumerate(corpus.relevant)]
    run = [
        ir_measures.ScoredDoc(str(n), str(passage), -rank)
        for n, row in enumerate(found)
        for rank, passage in enumerate(row)
    ]
    peers = ir_measures.calc_aggregate(list(_PEERS.values()), judgements, run)
    for name, value in figures.items():
        if abs(peers[_PEERS[name]] - value) > 1e-6:
            raise ValueError(f"{name} is {value:.6f} here and {peers[_PEERS[name]]:.6f} with ir-measures")


def measure(corpus: Corpus, embeddings: NamedEmbeddings) -> dict[str, Values]:
    """The ranks of the relevant passages by each system, held against ``ir-measures``."""
    ranks = {}
    for name, found in rankings(corpus, embeddings):
        ranks[name] = relevant_ranks(corpus, found)
        means = {metric: float(values(ranks[name]).mean()) for metric, values in METRICS.items()}
        cross_check(corpus, found, means)
    return ranks


def report(corpus: Corpus, ranks: dict[str, Values]) -> dict[str, Any]:
    """Means and intervals of all systems and metrics, and the hybrid's paired difference on MRR@10."""
    systems = {
        name: {
            metric: {"mean": float(values(own).mean()), "interval": interval(values(own))}
            for metric, values in METRICS.items()
        }
        for name, own in ranks.items()
    }
    mrr = METRICS["MRR@10"]
    leg = max((LEXICAL, DENSE), key=lambda name: mrr(ranks[name]).mean())
    gain = mrr(ranks[HYBRID]) - mrr(ranks[leg])
    return {
        "corpus": corpus.name,
        "passages": len(corpus.passages),
        "questions": len(corpus.questions),
        "systems": systems,
        "gain": {"over": leg, "mean": float(gain.mean()), "interval": interval(gain)},
    }


def show(done: dict[str, Any]) -> None:
    """Prints a report as a table."""
    print(f"\n{done['corpus']}: {done['questions']} questions, {done['passages']} passages")
    print(f"{'':12}" + "".join(f"{metric:>22}" for metric in METRICS))
    for name, figures in done["systems"].items():
        cells = ("{mean:.4f} [{interval[0]:.3f}, {interval[1]:.3f}]".format(**figures[metric]) for metric in METRICS)
        print(f"{name:12}" + "".join(f"{cell:>22}" for cell in cells))
    gain = done["gain"]
    low, high = gain["interval"]
    print(f"hybrid − {gain['over']}, MRR@10: {gain['mean']:+.4f} [{low:+.4f}, {high:+.4f}]; ir-measures agrees")


def main() -> None:
    """Measures every file that is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", help="lines of questions beside their paragraphs")
    parser.add_argument("--model", help="another embedding model: a folder, or a name in the local cache")
    parser.add_argument("--json", action="store_true", help="print one JSON object a file")
    options = parser.parse_args()
    embeddings = load_embeddings(options.model)
    tell = partial(print, flush=True) if options.json else show
    for path in options.files:
        corpus = read_pairs(path)
        done = report(corpus, measure(corpus, embeddings))
        tell(json.dumps(done, ensure_ascii=False) if options.json else done)


if __name__ == "__main__":
    sys.exit(main())
