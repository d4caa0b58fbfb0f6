"""``python -m index.model.training DATA_FOLDER --out DIR``: the model, made again from its data."""

import argparse
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from index.model.training import pairs, vocabulary
from index.model.training.alignment import Pair as Aligned
from index.model.training.alignment import english_words
from index.model.training.contrastive import Examples, Schedule, train
from index.model.training.cooccurrence import containment, count_neighbours, factor, positive_information
from index.model.training.heldout import recall
from index.model.training.initial import initial_vectors, unit_rows
from index.model.training.negatives import mine
from index.model.training.ragged import Ragged, token_numbers
from index.model.training.reading import Record, read_records
from index.model.training.saving import save_model
from index.model.training.segmentation import Stream, segment
from index.model.training.stages import Stages, fingerprint
from index.tokens import expand

_LATIN = re.compile(r"[a-z]+")
_THREADS = 1  # sums in another order give other weights
_CODE = [*Path(__file__).parent.glob("*.py"), *Path(__file__).parents[2].glob("*.py")]
_KEPT_OUT = 0.05


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what model comes out, the data aside.

    ``size`` tokens of ``dimension`` numbers in 2 bytes each must fit in 16 MB. ``mined`` is how
    many pairs of a kind look for a hard negative.
    """

    size: int = 46_000
    dimension: int = 160
    window: int = 8
    contexts: int = 30_000
    rare: float = 1e-4
    least_word: int = 8
    worth: float = 0.5
    schedule: Schedule = field(default_factory=Schedule)
    mined: int = 20_000
    seed: int = 1


def make_model(data: Path, out: Path, recipe: Recipe) -> None:
    """Writes the model made from ``data`` into ``out``; half-way results into ``out/stages``."""
    torch.set_num_threads(_THREADS)
    with threadpool_limits(_THREADS):
        _make_model(data, out, recipe)


def _make_model(data: Path, out: Path, recipe: Recipe) -> None:
    files = fingerprint(list(data.glob("*.jsonl.xz")))
    done = Stages(out / "stages").then(code=fingerprint(_CODE), data=files, seed=recipe.seed)
    records = done.run("records", lambda: list(read_records(data)))
    done = done.then(least_word=recipe.least_word)
    stream = done.run("stream", lambda: segment(tqdm(_paragraphs(records), mininterval=5), recipe.least_word))
    aligned = _aligned(records, stream)
    done = done.then(**{name: getattr(recipe, name) for name in ("window", "contexts", "rare", "dimension")})
    tokens, meaning = done.run("meaning", lambda: _meaning(stream, aligned, recipe))
    done = done.then(size=recipe.size, worth=recipe.worth)
    kept, start = done.run("initial", lambda: _initial(tokens, meaning, stream, aligned, recipe))
    made = list(pairs.make_pairs(records, recipe.seed))
    learned, kept_out = [pair for pair in made if not _kept_out(pair)], [pair for pair in made if _kept_out(pair)]
    done = done.then(mined=recipe.mined)
    hard = done.run("negatives", lambda: mine(learned, pairs.MINED, recipe.mined, recipe.seed))
    done = done.then(schedule=asdict(recipe.schedule))
    vectors = done.run("contrastive", lambda: _contrast(kept, start, learned, hard, recipe))
    save_model(kept, vectors, out)
    for name, table in (("before", start), ("after", vectors)):
        found = ", ".join(f"R@{k} {recall(kept, table, kept_out, k):.3f}" for k in (1, 5))
        tqdm.write(f"{len(kept_out)} questions that were kept out, {name} contrastive training: {found}")


def _paragraphs(records: list[Record]) -> list[str]:
    """The paragraphs and titles that words are counted on, each once, in order."""
    texts = (record["p"] or record["zh"] for record in records)
    titles = (record["title"] for record in records)
    lines = [line for text, title in zip(texts, titles, strict=True) for line in [*text.split("\n"), title]]
    return list(dict.fromkeys(line for line in lines if line))


def _aligned(records: list[Record], stream: Stream) -> list[Aligned]:
    """English words and Chinese words of the records that have both."""
    known = {word for word in stream.words if len(word) > 1}
    return [
        (_LATIN.findall(record["en"].lower()), [token for token in expand(record["zh"]).split() if token in known])
        for record in records
        if record["en"]
    ]


def _meaning(stream: Stream, aligned: list[Aligned], recipe: Recipe) -> tuple[list[str], NDArray[np.float32]]:
    """All candidate tokens and their distributional vectors."""
    tokens = vocabulary.candidates(stream, english_words(aligned, 2))
    counts = count_neighbours(stream, recipe.window, recipe.contexts, recipe.rare, recipe.seed)
    company = (containment(tokens, stream) @ counts).tocsr()
    return tokens, factor(positive_information(company), recipe.dimension, recipe.seed)


def _initial(
    tokens: list[str], meaning: NDArray[np.float32], stream: Stream, aligned: list[Aligned], recipe: Recipe
) -> tuple[list[str], NDArray[np.float32]]:
    """The tokens kept and the vectors that training starts from."""
    counts = vocabulary.token_counts(stream)
    frequency = [counts[token] for token in tokens]
    new = vocabulary.novelty(tokens, unit_rows(meaning))
    rows = vocabulary.choose(tokens, frequency, new, recipe.size, recipe.worth)
    kept = [tokens[row] for row in rows]
    return kept, initial_vectors(kept, meaning[rows], counts, aligned)


def _contrast(
    tokens: list[str],
    start: NDArray[np.float32],
    learned: Sequence[pairs.Pair],
    hard: NDArray[np.int64],
    recipe: Recipe,
) -> NDArray[np.float32]:
    """The vectors after contrastive training on the pairs ``learned``."""
    numbers = {token: number for number, token in enumerate(tokens)}
    asked = (pair.query for pair in tqdm(learned, desc="queries", mininterval=5))
    queries = token_numbers(asked, numbers, recipe.schedule.most, recipe.seed)
    answering = (pair.text for pair in tqdm(learned, desc="texts", mininterval=5))
    texts = token_numbers(answering, numbers, recipe.schedule.most, recipe.seed)
    examples = Examples(
        queries,
        texts,
        hard,
        same_text=_numbered(pair.text for pair in learned),
        same_query=_numbered(pair.query for pair in learned),
    )
    return train(start, examples, _groups(learned, queries, texts), recipe.schedule)


def _numbered(texts: Iterable[str]) -> NDArray[np.int64]:
    """A number for each of ``texts``, the same for equal ones."""
    different: dict[str, int] = {}
    return np.array([different.setdefault(text, len(different)) for text in texts], dtype=np.int64)


def _kept_out(pair: pairs.Pair) -> bool:
    return pair.source == "question" and pairs.held_out(pair, _KEPT_OUT)


def _groups(made: Sequence[pairs.Pair], queries: Ragged, texts: Ragged) -> list[tuple[NDArray[np.int64], float]]:
    """The rows of each kind of pair and its share of the batches; pairs without tokens are left out."""
    usable = (np.diff(queries.starts) > 1) & (np.diff(texts.starts) > 1)
    sources = np.array([pair.source for pair in made])
    tqdm.write(f"pairs: {dict(Counter(sources[usable].tolist()))}")
    groups = [(np.flatnonzero(usable & (sources == name)), share) for name, share in pairs.SHARES.items()]
    return [(rows, share) for rows, share in groups if len(rows)]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m index.model.training", description=__doc__)
    parser.add_argument("data", type=Path, help="folder of *.jsonl.xz files (see index/model/README.md)")
    parser.add_argument("--out", type=Path, required=True, help="folder for the model and half-way results")
    options = parser.parse_args()
    make_model(options.data, options.out, Recipe())


if __name__ == "__main__":
    main()
