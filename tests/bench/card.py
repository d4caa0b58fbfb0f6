"""The figures of the model's card: measured, recorded, and written into it.

``python -m tests.bench.card CMRC2018_DEV XQUAD_ZH [--encoding]`` runs the benches of retrieval and
paraphrase with the shipped model, keeps what they say in ``figures.json``, and writes the card's
tables from that. ``--encoding`` times as well; without it the card's times stay as they are, since
they are worth something on an idle machine only. A test holds the card against ``figures.json``, and
``figures.json`` against the model that is shipped.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from index.embedding import OWN_MODEL, load_embeddings
from tests.bench import encoding, paraphrase, retrieval

CARD: Final = OWN_MODEL / "README.md"
RECORDED: Final = Path(__file__).with_name("figures.json")
NAMES: Final = {
    retrieval.BASELINE: "BM25, jieba",
    retrieval.LEXICAL: "our lexical leg",
    retrieval.MEANS: "means of vectors",
    retrieval.CONTROL: "control: random directions",
    retrieval.DENSE: "model alone",
    retrieval.HYBRID: "hybrid",
}
TITLES: Final = {"cmrc2018_dev": "CMRC 2018 dev", "xquad_zh": "XQuAD-zh", "dev": "tuning", "test": "test"}

Figures = dict[str, Any]


def tables(figures: Figures) -> dict[str, str]:
    """The card's pieces by the name that marks their place in it."""
    pieces = {
        "paraphrase": "\n".join(_paraphrase(figures["paraphrase"])),
        "retrieval": "\n".join(_retrieval(figures["retrieval"])),
    }
    return pieces | ({"encoding": _encoding(figures["encoding"])} if "encoding" in figures else {})


def written(card: str, figures: Figures) -> str:
    """``card`` with its figures replaced."""
    for name, table in tables(figures).items():
        place = re.compile(rf"(<!-- {name} -->\n).*?(\n<!-- /{name} -->)", re.DOTALL)
        card, count = place.subn(lambda match, table=table: match[1] + table + match[2], card)
        if count != 1:
            raise ValueError(f"the card marks {count} places for {name}, there should be one")
    return card


def number(value: float) -> str:
    """As the card writes it.

    >>> number(0.9561), number(1)
    ('.956', '1.000')
    """
    return f"{value:.3f}".removeprefix("0")


def _paraphrase(halves: list[Figures]) -> Iterator[str]:
    yield f"| half | {' | '.join(NAMES.values())} | hybrid over BM25, jieba |"
    yield "|---" * (len(NAMES) + 2) + "|"
    for half in halves:
        cells = " | ".join(number(half[name]) for name in NAMES)
        gain = "{:+.0f} points [{:+.0f}, {:+.0f}]".format(*(100 * half[name] for name in ("gain", "low", "high")))
        yield f"| {TITLES[half['half']]} | {cells} | {gain} |"


def _retrieval(corpora: list[Figures]) -> Iterator[str]:
    yield f"| | {' | '.join(retrieval.METRICS)} |"
    yield "|---" * (len(retrieval.METRICS) + 1) + "|"
    for done in corpora:
        title = f"{TITLES[done['corpus']]}, {done['questions']:,} questions, {done['passages']} passages"
        yield f"| **{title}** |" + " |" * len(retrieval.METRICS)
        for name, row in done["systems"].items():
            cells = ("{} [{}, {}]".format(*map(number, (cell["mean"], *cell["interval"]))) for cell in row.values())
            yield f"| {NAMES[name]} | {' | '.join(cells)} |"
        gain, over = done["gain"], NAMES[done["gain"]["over"]]
        cell = "{:+.4f} [{:+.4f}, {:+.4f}]".format(gain["mean"], *gain["interval"])
        yield f"| hybrid − {over}, paired | | | {cell} | |"


def _encoding(figures: Figures) -> str:
    return (
        "One question {question_ms:.2f} ms, {question_ratio:.0f} times as fast as all-MiniLM-L6-v2 in the same run;\n"
        "{passages_per_second:,.0f} passages a second, {passages_ratio:.0f} times as fast. Import, loading and a first "
        "question:\n{start_seconds:.2f} s, {start_processor_seconds:.2f} s of it at work, and {start_megabytes:.0f} MB "
        "over an interpreter with numpy."
    ).format(**figures)


def main() -> None:
    """Measures, records, and writes the card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=Path, nargs=2, help="CMRC 2018 dev and XQuAD, as lines of questions")
    parser.add_argument("--encoding", action="store_true", help="time as well; the machine should be idle")
    options = parser.parse_args()
    embeddings = load_embeddings()
    figures: Figures = json.loads(RECORDED.read_text(encoding="utf-8")) if RECORDED.exists() else {}
    figures["model"] = embeddings.fingerprint
    corpora = map(retrieval.read_pairs, options.files)
    figures["retrieval"] = [retrieval.report(corpus, retrieval.measure(corpus, embeddings)) for corpus in corpora]
    figures["paraphrase"] = [paraphrase.report(half, embeddings) for half in paraphrase.HALVES]
    if options.encoding:
        figures["encoding"] = encoding.measure(OWN_MODEL)
    RECORDED.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    CARD.write_text(written(CARD.read_text(encoding="utf-8"), figures), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
