"""What was retrieved for a question, as the answerers use it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from langchain_core.documents import Document

from assistant.answer import Nearest, Retrieved
from index.outline import Outline, Sentence


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence that was retrieved with its passage.

    ``score`` is fused and compares within one query only. ``soft`` is how well the
    query's words are matched by the sentence's, in the model's eyes: -1 to 1, and
    comparable between queries. Higher is better in both.
    """

    sentence: Sentence
    text: str
    score: float
    soft: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passages for one query, best first, and their sentences, best first."""

    query: str
    passages: tuple[Retrieved, ...]
    sentences: tuple[Found, ...]


def read_evidence(query: str, documents: Sequence[Document], outline: Outline) -> Evidence:
    """The evidence in the documents of :class:`index.retriever.HybridRetriever`."""
    passages = []
    found = []
    for document in documents:
        data = document.metadata
        passages.append(Retrieved(data["rank"], data["address"], data["start"], data["end"], data["score"]))
        for number, (score, soft) in data["sentences"].items():
            sentence = outline.sentences[int(number)]
            found.append(Found(sentence, outline.quote(sentence), score, soft))
    found.sort(key=lambda item: (-item.score, item.sentence.start))
    return Evidence(query, tuple(passages), tuple(found))


def merged(query: str, parts: Sequence[tuple[Evidence, float]]) -> Evidence:
    """One evidence of several: scores added, each with its weight; passages of the first."""
    totals: dict[int, Found] = {}
    for evidence, weight in parts:
        lowest = evidence.sentences[-1].score if evidence.sentences else 0.0
        seen: Mapping[int, Found] = {item.sentence.number: item for item in evidence.sentences}
        for number in {*totals, *seen}:
            item = seen.get(number)
            before = totals.get(number)
            base = before or item
            assert base is not None
            totals[number] = Found(
                base.sentence,
                base.text,
                (before.score if before else 0.0) + weight * (item.score if item else lowest),
                max(before.soft if before else -1.0, item.soft if item else -1.0),
            )
    ranked = sorted(totals.values(), key=lambda item: (-item.score, item.sentence.start))
    return Evidence(query, parts[0][0].passages, tuple(ranked))


def nearest(found: Sequence[Found], limit: int = 3) -> tuple[Nearest, ...]:
    """The best sentences, as a refusal shows them; at most one of each paragraph."""
    shown: list[Nearest] = []
    paragraphs = set()
    for item in found:
        if item.sentence.paragraph in paragraphs:
            continue
        paragraphs.add(item.sentence.paragraph)
        shown.append(Nearest(item.sentence.address, item.sentence.start, item.sentence.end, item.text))
        if len(shown) == limit:
            break
    return tuple(shown)


def looked_up(items: Sequence[Sentence], passages: Sequence[Retrieved]) -> tuple[Retrieved, ...]:
    """What was retrieved for an answer read off the outline: its ``items`` first, then ``passages``.

    All stay disjoint: a passage that an item opens comes without it, and one that an
    item stands in otherwise comes up to it.
    """
    best = passages[0].score if passages else 0.0
    found = [
        Retrieved(rank, item.address, item.start, item.end, best + len(items) - rank + 1)
        for rank, item in enumerate(items, start=1)
    ]
    for passage in passages:
        start, end = passage.start, passage.end
        for item in sorted(items, key=lambda one: one.start):
            if item.start <= start < item.end:
                start = item.end
            elif start < item.start < end:
                end = item.start
        if start < end:
            found.append(Retrieved(len(found) + 1, passage.address, start, end, passage.score))
    return tuple(found)
