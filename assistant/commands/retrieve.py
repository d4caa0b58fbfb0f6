"""The verb `retrieve`: our retrieval over any corpus, for comparison with other tools."""

import json as json_
import sys
import time
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, TextIO

import typer

from assistant.messages import text
from index.corpus_files import Item, read_passages, read_questions, write_run
from index.corpus_search import CorpusSearch, Hit
from index.embedding import load_embeddings
from index.rerank import CrossEncoderReranker

_TERMINAL_SECONDS: Final = 0.2
_LOG_SECONDS: Final = 5.0


class Leg(StrEnum):
    """What ranks the passages."""

    lexical = "lexical"
    dense = "dense"
    hybrid = "hybrid"


def retrieve(
    passages: Annotated[Path, typer.Option(help='The corpus: lines {"id": …, "text": …}')],
    questions: Annotated[Path, typer.Option(help='The questions: lines {"id": …, "question": …}')],
    out: Annotated[Path, typer.Option(help="The run to write, in TREC form: the best 100 passages of each question")],
    leg: Annotated[Leg, typer.Option(help="What ranks the passages")] = Leg.hybrid,
    model: Annotated[str | None, typer.Option(help="Another embedding model: a local folder or a cached name")] = None,
    reranker: Annotated[str | None, typer.Option(help="A cross-encoder that orders the best ten anew")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print what was done as JSON")] = False,
) -> None:
    """Retrieve from any corpus, and write a run that other tools can judge."""
    started = time.monotonic()
    corpus, asked = read_passages(passages), read_questions(questions)
    with Meter(sys.stderr) as meter:
        write_run(out, asked, corpus, _found(corpus, asked, leg, model, reranker, meter))
    seconds = time.monotonic() - started
    if json:
        report = {"questions": len(asked), "passages": len(corpus), "leg": leg.value, "seconds": round(seconds, 3)}
        typer.echo(json_.dumps(report | {"out": str(out)}, ensure_ascii=False))
    else:
        line = text("retrieve.written", questions=len(asked), passages=len(corpus), seconds=seconds, path=out)
        typer.echo(line, err=True)


class Meter:
    """Tells how far a long run is: one changing line on a terminal, a line every five seconds in a log."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._terminal = stream.isatty()
        self._told = time.monotonic()
        self._open = False

    def __enter__(self) -> "Meter":
        return self

    def __exit__(self, *_: object) -> None:
        if self._open:
            self._stream.write("\n")

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Shows that ``done`` of ``total`` are through ``stage``, unless it has just shown something."""
        wait = _TERMINAL_SECONDS if self._terminal else _LOG_SECONDS
        if time.monotonic() - self._told < wait and not (self._terminal and done == total):
            return
        self._told = time.monotonic()
        line = f"{text(f'retrieve.{stage}')} {done:,}/{total:,}"
        self._stream.write(f"\r\x1b[K{line}" if self._terminal else f"{line}\n")
        self._stream.flush()
        self._open = self._terminal


def _found(
    corpus: Sequence[Item], asked: Sequence[Item], leg: Leg, model: str | None, reranker: str | None, meter: Meter
) -> Iterator[Sequence[Hit]]:
    """What each question finds; everything is loaded and indexed when the first is asked for."""
    search = CorpusSearch(
        [item.text for item in corpus],
        leg.value,
        None if leg is Leg.lexical else load_embeddings(model),
        CrossEncoderReranker.load(reranker) if reranker else None,
        meter,
    )
    for done, hits in enumerate(search.search([item.text for item in asked]), start=1):
        meter("search", done, len(asked))
        yield hits
