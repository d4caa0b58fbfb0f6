"""The paraphrase set: everyday questions that avoid the words of their passage.

``python -m tests.bench.paraphrase [--model FOLDER] [--json]`` prints R@5 of BM25 with jieba and
of the other systems, on the half that may be tuned on and on the half that only this figure sees,
and by how many points the hybrid is above BM25 with jieba.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any, Final

from index.embedding import NamedEmbeddings, load_embeddings
from tests.bench.retrieval import BASELINE, HYBRID, METRICS, SYSTEMS, Corpus, interval, measure

FOLDER: Final = Path(__file__).parents[1] / "questions" / "paraphrase"
HALVES: Final = ("dev", "test")


def read_half(half: str, folder: Path = FOLDER) -> Corpus:
    """The questions of ``half``, over the passages of both."""
    passages = _lines(folder / "passages.jsonl")
    places = {passage["id"]: place for place, passage in enumerate(passages)}
    questions = _lines(folder / f"questions.{half}.jsonl")
    return Corpus(
        half,
        [passage["text"] for passage in passages],
        [question["question"] for question in questions],
        [places[question["passage"]] for question in questions],
    )


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def report(half: str, embeddings: NamedEmbeddings) -> dict[str, Any]:
    """R@5 of every system on ``half``, and the hybrid's gain over BM25 with jieba, with its interval."""
    corpus = read_half(half)
    found = {name: METRICS["R@5"](ranks) for name, ranks in measure(corpus, embeddings).items()}
    gain = found[HYBRID] - found[BASELINE]
    low, high = interval(gain)
    figures = {name: round(float(values.mean()), 4) for name, values in found.items()}
    figures |= {"gain": round(float(gain.mean()), 4), "low": round(low, 4), "high": round(high, 4)}
    return {"half": half, "questions": len(corpus.questions), "passages": len(corpus.passages)} | figures


def show(done: dict[str, Any]) -> None:
    """Prints a report in three lines."""
    print("{half}: {questions} questions, {passages} passages, R@5".format(**done))
    print("  " + "   ".join(f"{name} {done[name]:.3f}" for name in SYSTEMS if name in done))
    gain, low, high = (done[name] * 100 for name in ("gain", "low", "high"))
    print(f"  hybrid − {BASELINE}: {gain:+.1f} points [{low:+.1f}, {high:+.1f}]")


def main() -> None:
    """Measures both halves."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", help="another embedding model: a folder, or a name in the local cache")
    parser.add_argument("--json", action="store_true", help="print one JSON object a half")
    options = parser.parse_args()
    embeddings = load_embeddings(options.model)
    for half in HALVES:
        done = report(half, embeddings)
        if options.json:
            print(json.dumps(done, ensure_ascii=False))
        else:
            show(done)


if __name__ == "__main__":
    sys.exit(main())
