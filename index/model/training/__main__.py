"""``python -m index.model.training DATA_FOLDER --out DIR``: the model, made again from its data."""

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits
from tqdm import tqdm

from index.model.training import pairs, vocabulary
from index.model.training.alignment import Pair as Aligned
from index.model.training.alignment import english_words
from index.model.training.answering import LookalikeGroups, answered
from index.model.training.contrastive import Examples, Schedule, train
from index.model.training.cooccurrence import containment, count_neighbours, factor, positive_information
from index.model.training.crosstraining import CrossSchedule, save_cross, train_cross
from index.model.training.documents import DOCUMENTS, read_documents
from index.model.training.glossary import REWORDED, Rewording, glossary_pairs
from index.model.training.heldout import recall
from index.model.training.initial import initial_vectors, unit_rows
from index.model.training.interaction import InteractionSchedule, train_interaction
from index.model.training.negatives import mine
from index.model.training.ragged import token_numbers
from index.model.training.reading import (
    EVERYDAY,
    GLOSSARY,
    LOOKALIKES,
    Record,
    read_asked,
    read_everyday,
    read_glossary,
    read_lookalikes,
    read_records,
)
from index.model.training.saving import save_model
from index.model.training.segmentation import Stream, segment
from index.model.training.stages import Stages, fingerprint
from index.static import TokenVectors
from index.tokens import expand

_LATIN = re.compile(r"[a-z]+")
_THREADS = 1  # sums in another order give other weights
_CODE = [*Path(__file__).parent.glob("*.py"), *Path(__file__).parents[2].glob("*.py")]
_TESTED, _KEPT_OUT = ("question", "everyday"), 0.05


@dataclass(frozen=True, slots=True)
class Recipe:
    """Everything that decides what model comes out, the data aside.

    ``size`` tokens of ``dimension`` numbers in 2 bytes each must fit in 16 MB. ``mined`` is how
    many pairs of a kind look for a hard negative, ``reworded`` how much of what the glossary has is put into plain words
    in questions. ``everyday``, ``lookalikes``, ``glossary`` and ``documents`` are the folders of our own sentences, words and texts.
    """

    size: int = 46_000
    dimension: int = 160
    window: int = 8
    contexts: int = 30_000
    rare: float = 1e-4
    least_word: int = 8
    worth: float = 0.5
    schedule: Schedule = field(default_factory=Schedule)
    interaction: InteractionSchedule = field(default_factory=InteractionSchedule)
    cross: CrossSchedule = field(default_factory=CrossSchedule)
    mined: int = 20_000
    reworded: float = 0.3
    everyday: Path = EVERYDAY
    lookalikes: Path = LOOKALIKES
    glossary: Path = GLOSSARY
    documents: Path = DOCUMENTS
    seed: int = 1


def make_model(data: Path, out: Path, recipe: Recipe) -> None:
    """Writes the model made from ``data`` into ``out``; half-way results into ``out/stages``."""
    torch.set_num_threads(_THREADS)
    with threadpool_limits(_THREADS):
        _make_model(data, out, recipe)


def _make_model(data: Path, out: Path, recipe: Recipe) -> None:
    done = Stages(out / "stages").then(
        code=fingerprint(_CODE), data=fingerprint(list(data.glob("*.jsonl.xz"))), seed=recipe.seed
    )
    records = done.run("records", lambda: list(read_records(data)))
    done = done.then(least_word=recipe.least_word)
    stream = done.run("stream", lambda: segment(tqdm(_paragraphs(records), mininterval=5), recipe.least_word))
    aligned = _aligned(records, stream)
    done = done.then(**{name: getattr(recipe, name) for name in ("window", "contexts", "rare", "dimension")})
    tokens, meaning = done.run("meaning", lambda: _meaning(stream, aligned, recipe))
    done = done.then(size=recipe.size, worth=recipe.worth)
    kept, start = done.run("initial", lambda: _initial(tokens, meaning, stream, aligned, recipe))
    own = [*read_everyday(recipe.everyday), *read_asked(recipe.lookalikes)]
    glossary = read_glossary(recipe.glossary)
    made = [*pairs.make_pairs([*records, *own], recipe.seed), *glossary_pairs(glossary, records, recipe.seed)]
    kept_out = [pair for pair in made if _kept_out(pair)]
    learned = _reworded(
        [pair for pair in made if not _kept_out(pair)], Rewording(glossary, recipe.reworded), recipe.seed
    )
    folders = [recipe.everyday, recipe.lookalikes, recipe.glossary]
    files = [file for folder in folders for file in folder.glob("*.jsonl")]
    done = done.then(mined=recipe.mined, reworded=recipe.reworded, own=fingerprint(files))
    hard = done.run("negatives", lambda: mine(learned, pairs.MINED, recipe.mined, recipe.seed))
    examples = _examples(kept, learned, hard, recipe)
    done = done.then(schedule=asdict(recipe.schedule))
    pooled = done.run(
        "contrastive", lambda: train(start, examples, _groups(learned, examples, pairs.SHARES), recipe.schedule)
    )
    done = done.then(interaction=asdict(recipe.interaction))
    groups = _groups(learned, examples, pairs.INTERACTION_SHARES)
    vectors = done.run("interaction", lambda: train_interaction(pooled, examples, groups, recipe.interaction))
    save_model(kept, vectors, out)
    done = done.then(cross=asdict(recipe.cross), documents=fingerprint(list(recipe.documents.iterdir())))
    save_cross(done.run("crossencoder", lambda: _cross(TokenVectors.from_folder(out), records, recipe)), out)
    for source in _TESTED:
        asked = [pair for pair in kept_out if pair.source == source]
        for name, table in (("before training", start), ("after step 6", pooled), ("after step 8", vectors)):
            found = ", ".join(f"R@{k} {recall(kept, table, asked, k):.3f}" for k in (1, 5))
            tqdm.write(f"{source}: {len(asked)} that were kept out, {name}: {found}")


def _cross(vectors: TokenVectors, records: list[Record], recipe: Recipe) -> dict[str, NDArray[np.float32]]:
    """The cross-encoder over ``vectors``, as they are when they are read from their file."""
    found = list(read_lookalikes(recipe.everyday, recipe.lookalikes))
    rewording = Rewording(read_glossary(recipe.glossary), recipe.reworded)
    groups = LookalikeGroups(found, vectors, rewording, recipe.cross.joined, recipe.cross.dropped)
    asked = list(read_documents(recipe.documents, vectors))
    return train_cross(vectors, list(answered(records)), groups, asked, recipe.cross)


def _reworded(made: Iterable[pairs.Pair], rewording: Rewording, seed: int) -> list[pairs.Pair]:
    """``made``, the questions of some of them in plain words."""
    chance = random.Random(seed)
    return [replace(pair, query=rewording(pair.query, chance)) if pair.source in REWORDED else pair for pair in made]


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


def _examples(tokens: list[str], learned: Sequence[pairs.Pair], hard: NDArray[np.int64], recipe: Recipe) -> Examples:
    """The pairs ``learned`` as numbers of ``tokens``."""
    numbers = {token: number for number, token in enumerate(tokens)}
    asked = (pair.query for pair in tqdm(learned, desc="queries", mininterval=5))
    queries = token_numbers(asked, numbers, recipe.schedule.most, recipe.seed)
    answering = (pair.text for pair in tqdm(learned, desc="texts", mininterval=5))
    texts = token_numbers(answering, numbers, recipe.schedule.most, recipe.seed)
    return Examples(
        queries,
        texts,
        hard,
        same_text=_numbered(pair.text for pair in learned),
        same_query=_numbered(pair.query for pair in learned),
    )


def _numbered(texts: Iterable[str]) -> NDArray[np.int64]:
    """A number for each of ``texts``, the same for equal ones."""
    different: dict[str, int] = {}
    return np.array([different.setdefault(text, len(different)) for text in texts], dtype=np.int64)


def _kept_out(pair: pairs.Pair) -> bool:
    return pair.source in _TESTED and pairs.held_out(pair, _KEPT_OUT)


def _groups(
    made: Sequence[pairs.Pair], examples: Examples, shares: Mapping[str, float]
) -> list[tuple[NDArray[np.int64], float]]:
    """The rows of each kind of pair in ``shares`` and its share of the batches; pairs without tokens are left out."""
    usable = (np.diff(examples.queries.starts) > 1) & (np.diff(examples.texts.starts) > 1)
    sources = np.array([pair.source for pair in made])
    tqdm.write(f"pairs: {dict(Counter(sources[usable & np.isin(sources, list(shares))].tolist()))}")
    groups = [(np.flatnonzero(usable & (sources == name)), share) for name, share in shares.items()]
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
