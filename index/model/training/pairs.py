"""Training pairs: something asked or named, and the text that answers to it."""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from index.model.training.reading import Record

_SENTENCE = re.compile(r"[^。！？；\n]+[。！？；\n]?")
_FIGURE = re.compile(
    r"(?:约|超|超过|达|达到|为|有|近|共|是)?\d[\d.,]*(?:多|余)?[万亿]?[%个元吨人家户亩项件条次倍公里米]+"
)
_CLAUSE = re.compile(r"[，,：:]")
_ARTICLE = re.compile(r"^第[^条]{1,8}条(?:之.)?\s*")
_ORIGINAL_TITLE = re.compile(r"^原标题[：:]\s*(\S{8,40}?)(?:[\s\n]|(?<=[。！？]))")
_BYLINE = re.compile(r"^.{0,30}?(?:消息|讯|电|报道|记者[^，。]{2,12})[，）)：]")
_ASKED = ("是多少？", "有多少？", "达到多少？", "多少？", "情况如何？", "怎么样？")
_LONGEST = 200  # training is for sentences and points, not for pages


@dataclass(frozen=True, slots=True)
class Pair:
    """A query, the text that fits it, and where they come from.

    ``origin`` is how the whole paragraph of a question begins, "" of any other pair.
    """

    query: str
    text: str
    source: str
    origin: str = ""


def make_pairs(records: Sequence[Record], seed: int) -> Iterator[Pair]:
    """All pairs of ``records``, in their order."""
    for record in records:
        chance = random.Random(f"{seed} {record.source} {record['q'] or record['p'][:80]}")
        yield from _MAKERS.get(record.source, _question)(record, chance)


def held_out(pair: Pair, share: float) -> bool:
    """Whether ``pair`` belongs to the ``share`` that is never trained on; pieces of a paragraph stay together."""
    digest = sha256((pair.origin or pair.text[:40]).encode()).digest()
    return int.from_bytes(digest[:4], "big") < share * 2**32


def sentences(text: str) -> list[str]:
    """The sentences of ``text``, without white space around them."""
    return [match.strip() for match in _SENTENCE.findall(text) if match.strip()]


def windows(text: str, longest: int = _LONGEST) -> list[str]:
    """``text`` in pieces of whole sentences, at most ``longest`` characters each (a sentence is never cut)."""
    pieces: list[str] = []
    for sentence in sentences(text):
        if pieces and len(pieces[-1]) + len(sentence) <= longest:
            pieces[-1] += sentence
        else:
            pieces.append(sentence)
    return pieces


def figure_question(sentence: str, chance: random.Random) -> str | None:
    """A question for a figure of ``sentence``: the clause with the figure cut out, or None.

    >>> figure_question("全市粮食总产量达到321万吨，同比增长2%。", random.Random(1))
    '全市粮食总产量有多少？'
    """
    for clause in _CLAUSE.split(sentence):
        match = _FIGURE.search(clause)
        if match and match.start() >= 4:
            return clause[: match.start()].strip() + chance.choice(_ASKED)
    return None


def _question(record: Record, chance: random.Random) -> Iterator[Pair]:
    pieces = [piece for piece in windows(record["p"]) if record["a"] and record["a"] in piece]
    text = chance.choice(pieces) if pieces else record["p"][:_LONGEST]
    yield Pair(record["q"], text, "question", record["p"][:40])


def _own(record: Record, chance: random.Random) -> Iterator[Pair]:
    yield Pair(record["q"], record["p"], record.source)


def _paper(record: Record, chance: random.Random) -> Iterator[Pair]:
    yield Pair(record["q"], record["p"][:_LONGEST], "title")


def _broadcast(record: Record, chance: random.Random) -> Iterator[Pair]:
    pieces = windows(record["p"])
    for piece in pieces[:4]:
        yield Pair(record["q"], piece, "title")
    yield from _inner(pieces, chance, "news")


def _news(record: Record, chance: random.Random) -> Iterator[Pair]:
    body = record["p"]
    title = _ORIGINAL_TITLE.match(body)
    if title:
        body = body[title.end() :]
        yield from (Pair(title[1], piece, "title") for piece in windows(body)[:2])
    yield from _inner(windows(_BYLINE.sub("", body)), chance, "news")


def _law(record: Record, chance: random.Random) -> Iterator[Pair]:
    text = _ARTICLE.sub("", record["p"])
    if len(text) >= 30 and chance.random() < 0.5:
        head = re.sub(r"^第\S+?[章节编]\s*", "", record["head"])
        yield Pair(f"{record['law']} {head}", text[:_LONGEST], "heading")
    if len(text) >= 60 and chance.random() < 0.5:
        yield from _inner([text[:_LONGEST]], chance, "law")


def _translation(record: Record, chance: random.Random) -> Iterator[Pair]:
    if len(record["zh"]) >= 6:
        yield Pair(record["en"], record["zh"], "translation")


def _similar(record: Record, chance: random.Random) -> Iterator[Pair]:
    if float(record["y"]) >= 4:
        yield Pair(record["a"], record["b"], "similar")


def _inner(pieces: Sequence[str], chance: random.Random, source: str) -> Iterator[Pair]:
    """A sentence and what stands around it; a figure's question and its sentence; a piece and the next."""
    for piece in pieces[:8]:
        inside = sentences(piece)
        if len(inside) >= 2:
            chosen = chance.randrange(len(inside))
            rest = "".join(inside[:chosen] + inside[chosen + 1 :])
            if len(inside[chosen]) >= 8 and len(rest) >= 15:
                yield Pair(_crop(inside[chosen], chance), rest, source)
        asked = figure_question(chance.choice(inside), chance) if inside else None
        if asked:
            yield Pair(asked, piece, "figure")


def _crop(sentence: str, chance: random.Random) -> str:
    """Some neighbouring clauses of ``sentence``: questions are shorter than sentences."""
    clauses = [clause for clause in _CLAUSE.split(sentence) if clause]
    start = chance.randrange(len(clauses))
    return "，".join(clauses[start : start + chance.randint(1, 3)])


_MAKERS = {
    "news_broadcast_title_body": _broadcast,
    "news_docs": _news,
    "laws_articles": _law,
    "csl_title_keywords_abstract": _paper,
    "work_reports_zh_en": _translation,
    "stsb_zh": _similar,
    "everyday": _own,
    "lookalike": _own,
}

SHARES = {
    "news": 0.25,
    "title": 0.25,
    "question": 0.15,
    "figure": 0.1,
    "translation": 0.1,
    "heading": 0.08,
    "law": 0.05,
    "similar": 0.02,
    "everyday": 0.4,
    "lookalike": 0.5,
    "glossary": 0.12,
    "glossary_in_use": 0.16,
}
"""How often a batch of each kind is drawn, in parts of their sum."""

INTERACTION_SHARES = {
    "everyday": 0.66,
    "question": 0.17,
    "figure": 0.17,
    "lookalike": 0.6,
    "glossary": 0.1,
    "glossary_in_use": 0.25,
}
"""The same for the late interaction, which learns from questions alone."""

MINED = ("question", "title", "heading", "figure", "everyday", "lookalike")
"""The kinds that have hard negatives: elsewhere a text with the same words often fits, too."""
