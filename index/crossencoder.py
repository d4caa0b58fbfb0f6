"""A small cross-encoder over static vectors: it reads a question and a text together, with numpy alone.

A score of relevance says that a text is about the question's words. Whether it answers,
or gives another measure of the same thing, shows where the two are laid side by side:
each unit of the question against what it finds in the text, and each of the text
against what it finds in the question (decomposable attention, Parikh and others 2016,
with convolutions for the neighbours of a unit, as ESIM, Chen and others 2017, has an LSTM).
A pointer (Vinyals and others 2015) finds where in the text the answer would stand, and that place is judged beside the whole.
"""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple, Self

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from index.crossunits import Units, read_units
from index.embedding import OWN_MODEL, own_vectors
from index.errors import ModelUnusable
from index.outline import Outline, Sentence
from index.quantization import restored
from index.static import TokenVectors

Numbers = NDArray[np.float32]

FILE: Final = "crossencoder.safetensors"
STEPS: Final = (1, 2, 4)
"""How far the convolutions over what was compared reach to either side, one after another: a clause together."""
BLOCKS: Final = 1
"""How often each unit then looks at all others, of the question and of the text."""
HEADS: Final = 4
REACH: Final = 24
"""Distances between units up to which each adds something of its own to the attention; farther ones are as far."""
_EPSILON: Final = 1e-5
"""What keeps a normalised row from a division by zero."""
_FAR: Final = 1e9
"""What keeps the maximum from where no unit stands."""
_CONTEXT: Final = 40
"""Characters of the headings over a sentence that are read before it."""
_REMEMBERED: Final = 256
"""Texts whose units are kept in mind, about 50 KB each: a document's sentences are read again and again."""


def in_context(outline: Outline, sentence: Sentence) -> str:
    """The sentence as a cross-encoder reads it: behind the nearest words of the headings over it."""
    headings = " ".join(section.title for section in outline.path(sentence.section))[-_CONTEXT:]
    quote = outline.quote(sentence)
    return f"{headings}：{quote}" if headings else quote


class _Side(NamedTuple):
    """Texts as they are before they meet: what their units are in their surroundings, and their vectors alone.

    ``there`` has 1 where a unit stands and 0 behind the last one of a text; all three (texts, units, …).
    """

    context: Numbers
    alone: Numbers
    there: Numbers


class StaticCrossEncoder:
    """Says how surely a text answers a question. Safe to use from several threads."""

    def __init__(self, vectors: TokenVectors, weights: Mapping[str, NDArray[np.floating]]) -> None:
        """Takes the ``weights`` of :class:`index.model.training.crossnet.CrossNet`, by their names there."""
        self._vectors = vectors
        self._weights = {name: _laid_out(value) for name, value in weights.items()}
        self._told = lru_cache(_REMEMBERED)(lambda text: self._encode(text, 1))

    def __repr__(self) -> str:
        return f"{type(self).__name__}(parameters={sum(value.size for value in self._weights.values())})"

    @classmethod
    def from_folder(cls, folder: Path, vectors: TokenVectors) -> Self:
        """The cross-encoder that lies in ``folder`` beside the model of ``vectors``, which it was trained on.

        Raises:
            ModelUnusable: its file is missing or damaged, or made for other vectors.
        """
        try:
            weights = restored(load_file(folder / FILE))
            width = weights["inner.weight"].shape[1]
        except Exception as error:  # the library has its own error for a damaged file
            raise ModelUnusable(model=str(folder / FILE), reason=str(error)) from error
        if width != 2 * vectors.dimension:
            raise ModelUnusable(model=str(folder / FILE), reason="it was made for other vectors")
        return cls(vectors, weights)

    def scores(self, question: str, texts: Sequence[str]) -> Numbers:
        """For each of ``texts`` the logit that it answers ``question``, float32, (n,); 0 is as likely as not."""
        if not texts:
            return np.zeros(0, dtype=np.float32)
        asked = _stacked([self._encode(question, 0)] * len(texts))
        told = _stacked([self._told(text) for text in texts])
        return self._compared(asked, told)

    def _encode(self, text: str, side: int) -> tuple[Numbers, Numbers]:
        """The units of ``text`` in their surroundings, (n, width), and their vectors alone, (n, dim)."""
        units = read_units(text, self._vectors)
        own, covering = self._looked_up(units)
        rows = self._linear("inner", np.concatenate((own, covering), axis=1))
        rows += self._weights["kind.weight"][units.kinds] + self._weights["side.weight"][side]
        for layer in ("0", "1"):
            rows = self._normal(f"norms.{layer}", rows + _relu(self._beside(f"beside.{layer}", rows[None])[0]))
        return rows, _unit(own + covering)

    def _looked_up(self, units: Units) -> tuple[Numbers, Numbers]:
        """The vectors of the units, and the mean of those of the tokens that cover each; float32, (n, dim)."""
        table = self._vectors.table
        own = _unit(table[units.rows].astype(np.float32)) * (units.rows >= 0)[:, None]
        places = np.arange(len(units))[:, None]
        covered = ((units.spans[:, 0] <= places) & (places < units.spans[:, 1])).astype(np.float32)
        tokens = _unit(table[units.tokens].astype(np.float32))
        return own, (covered @ tokens) / np.maximum(covered.sum(axis=1, keepdims=True), 1)

    def _compared(self, asked: _Side, told: _Side) -> Numbers:
        cosines = asked.alone @ told.alone.swapaxes(1, 2)
        alike = self._weights["sharp"] * cosines + self._weights["sharp_context"] * (
            asked.context @ told.context.swapaxes(1, 2)
        )
        left = self._met("asked", asked, told, cosines, alike)
        right = self._met("told", told, asked, cosines.swapaxes(1, 2), alike.swapaxes(1, 2))
        left, right = self._attended(left, right, np.concatenate((asked.there, told.there), axis=1))
        places = np.where(told.there > 0, self._linear("pointer", right)[..., 0], -_FAR)
        places = np.exp(places - places.max(axis=1, keepdims=True)) * told.there
        places /= np.maximum(places.sum(axis=1, keepdims=True), _EPSILON)
        pointed = (places[:, None] @ right)[:, 0]
        pooled = np.concatenate((*_pooled(left, asked.there), *_pooled(right, told.there), pointed), axis=1)
        logits: Numbers = self._linear("out", _relu(self._linear("hidden", pooled)))[:, 0]
        return logits

    def _met(self, name: str, own: _Side, other: _Side, cosines: Numbers, alike: Numbers) -> Numbers:
        """The units of ``own``, each compared with what it finds in ``other``; (texts, units, width)."""
        there = other.there[:, None, :]
        weights = np.exp(alike - alike.max(axis=2, keepdims=True)) * there
        weights /= np.maximum(weights.sum(axis=2, keepdims=True), _EPSILON)
        found = weights @ other.context
        nearest = np.where(there > 0, cosines, -1).max(axis=2)
        mean = (weights * cosines).sum(axis=2)
        features = (
            own.context,
            found,
            own.context * found,
            np.abs(own.context - found),
            nearest[..., None],
            mean[..., None],
        )
        own_there = own.there[..., None]
        rows = _relu(self._linear(f"{name}.compare", np.concatenate(features, axis=2))) * own_there
        for layer, step in enumerate(STEPS):
            beside = _relu(self._beside(f"{name}.beside.{layer}", rows, step))
            rows = self._normal(f"{name}.norms.{layer}", rows + beside) * own_there
        return rows

    def _attended(self, left: Numbers, right: Numbers, there: Numbers) -> tuple[Numbers, Numbers]:
        """The units of both sides, each after looking at all others; (texts, units, width) each."""
        apart = distances(left.shape[1], right.shape[1])
        rows = np.concatenate((left, right), axis=1)
        for block in range(BLOCKS):
            name = f"attending.{block}"
            taken = self._linear(f"{name}.taken", rows)
            asking, found, carried = taken.reshape(*rows.shape[:2], 3, HEADS, -1).transpose(2, 0, 3, 1, 4)
            weights = asking @ found.swapaxes(2, 3) / np.sqrt(asking.shape[-1], dtype=np.float32)
            weights += self._weights[f"{name}.distance"][:, apart]
            weights = np.exp(weights - weights.max(axis=3, keepdims=True)) * there[:, None, None, :]
            weights /= np.maximum(weights.sum(axis=3, keepdims=True), _EPSILON)
            seen = (weights @ carried).swapaxes(1, 2).reshape(rows.shape)
            rows = self._normal(f"{name}.norms.0", rows + self._linear(f"{name}.given", seen))
            wider = _relu(self._linear(f"{name}.wider", rows))
            rows = self._normal(f"{name}.norms.1", rows + self._linear(f"{name}.narrower", wider)) * there[..., None]
        return rows[:, : left.shape[1]], rows[:, left.shape[1] :]

    def _linear(self, name: str, rows: Numbers) -> Numbers:
        result: Numbers = rows @ self._weights[f"{name}.weight"].T + self._weights[f"{name}.bias"]
        return result

    def _beside(self, name: str, rows: Numbers, step: int = 1) -> Numbers:
        """A convolution over each unit and the two ``step`` away from it; ``rows`` and result (texts, units, width)."""
        left, middle, right = self._weights[f"{name}.weight"]
        result: Numbers = rows @ middle + self._weights[f"{name}.bias"]
        result[:, step:] += rows[:, :-step] @ left
        result[:, :-step] += rows[:, step:] @ right
        return result

    def _normal(self, name: str, rows: Numbers) -> Numbers:
        centred = rows - rows.mean(axis=-1, keepdims=True)
        deviation = np.sqrt((centred**2).mean(axis=-1, keepdims=True) + _EPSILON)
        result: Numbers = centred / deviation * self._weights[f"{name}.weight"] + self._weights[f"{name}.bias"]
        return result


def distances(asked: int, told: int) -> NDArray[np.intp]:
    """Which of the ``2 * REACH + 3`` distances lies between each two of ``asked`` and then ``told`` units.

    Those within a text are counted, from ``-REACH`` to ``REACH``; the last two stand for any from the one text to the other.
    """
    places = np.concatenate((np.arange(asked), np.arange(told)))
    apart: NDArray[np.intp] = np.clip(places[None, :] - places[:, None], -REACH, REACH) + REACH
    apart[:asked, asked:], apart[asked:, :asked] = 2 * REACH + 1, 2 * REACH + 2
    return apart


@cache
def own_cross_encoder() -> StaticCrossEncoder:
    """The project's own, read once.

    Raises:
        ModelUnusable: it is missing or damaged.
    """
    return StaticCrossEncoder.from_folder(OWN_MODEL, own_vectors())


def _stacked(sides: Sequence[tuple[Numbers, Numbers]]) -> _Side:
    """Texts of different lengths in one array, zeros behind their last unit."""
    longest = max(1, *(len(context) for context, _ in sides))
    context, alone = (np.zeros((len(sides), longest, sides[0][part].shape[1]), dtype=np.float32) for part in range(2))
    there = np.zeros((len(sides), longest), dtype=np.float32)
    for n, (rows, vectors) in enumerate(sides):
        context[n, : len(rows)], alone[n, : len(rows)], there[n, : len(rows)] = rows, vectors, 1
    return _Side(context, alone, there)


def _pooled(rows: Numbers, there: Numbers) -> tuple[Numbers, Numbers]:
    """Mean and maximum over the units that are there, (texts, width)."""
    highest = np.where(there[..., None] > 0, rows, -np.inf).max(axis=1)
    highest[there.max(axis=1) == 0] = 0
    return rows.sum(axis=1) / np.maximum(there.sum(axis=1, keepdims=True), 1), highest


def _laid_out(value: NDArray[np.floating]) -> Numbers:
    """A weight as it is multiplied; those of a convolution by their place, (3, width, width)."""
    return np.ascontiguousarray(value.T if value.ndim == 3 else value, dtype=np.float32)


def _relu(rows: Numbers) -> Numbers:
    return np.maximum(rows, 0)


def _unit(rows: Numbers) -> Numbers:
    """Rows brought to length 1, zeros left as they are."""
    norms = np.linalg.norm(rows, axis=-1, keepdims=True)
    result: Numbers = np.divide(rows, norms, out=np.zeros_like(rows), where=norms > 0)
    return result
