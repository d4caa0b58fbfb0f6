"""The answers' figures over several documents together: one document has too few near misses to tell much.

``python -m tests.bench.answers FOLDER…`` asks each file of questions in the folders over the text of its name
beside it, and prints the figures of all of them as one run. Totals alone: no question is shown.
"""

import argparse
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from rich.console import Console

from assistant.evaluation.checking import read_questions
from assistant.evaluation.journal import Row
from assistant.evaluation.runner import ask_all
from assistant.evaluation.summary import Summary, Tally
from assistant.evaluation.terminal import show_summary
from assistant.open import open_assistant
from assistant.settings import language, load_settings


def pooled(folders: list[Path]) -> Summary:
    """The figures over all questions in ``folders``."""
    tally = Tally()
    for row in _rows(folders):
        tally.add(row)
    return tally.summary()


def _rows(folders: list[Path]) -> Iterator[Row]:
    for questions in (file for folder in folders for file in sorted(folder.glob("*.jsonl"))):
        speech = questions.with_suffix(".txt")
        if not speech.is_file():
            continue
        with closing(open_assistant(load_settings(speech=speech))) as assistant:
            yield from ask_all(read_questions(questions), assistant)


def main() -> None:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    options = parser.parse_args()
    show_summary(Console(), ", ".join(folder.name for folder in options.folders), pooled(options.folders), language())


if __name__ == "__main__":
    main()
