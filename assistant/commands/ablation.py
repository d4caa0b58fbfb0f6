"""The verb `ablation`: what each leg of the search brings."""

import json as json_
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table

from assistant.evaluation.ablation import Row, ablate
from assistant.evaluation.terminal import percent
from assistant.messages import Lang, text
from assistant.open import open_embeddings
from assistant.settings import ROOT, Settings, load_settings

_SETS: Final = tuple(
    ROOT / "tests" / "questions" / f"{name}.jsonl" for name in ("speech.dev", "county_report", "safety_notice")
)


def ablation(
    questions: Annotated[
        list[Path] | None,
        typer.Argument(help="Files of questions; the development questions of the repository by default"),
    ] = None,
    speech: Annotated[Path | None, typer.Option(help="Another document, for files with no .txt of their name")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON")] = False,
) -> None:
    """Compare lexical, dense, soft and hybrid search, with headings and without.

    A file of questions asks the .txt of its name that lies beside it, and else the speech.
    """
    settings = load_settings(speech=speech)
    sets = [(path, _document(path, settings)) for path in questions or _SETS]
    rows = list(ablate(sets, settings.data, open_embeddings(settings)))
    if json:
        typer.echo(json_.dumps([asdict(row) for row in rows], ensure_ascii=False))
    else:
        show(Console(), rows, settings.lang)


def show(console: Console, rows: Sequence[Row], lang: Lang) -> None:
    """Prints the figures as a table."""
    table = Table(text("ablation.legs", lang), text("ablation.headings", lang))
    for title in ("R@1", "R@5", text("ablation.within", lang), "MRR"):
        table.add_column(title, justify="right")
    for row in rows:
        headings = text("ablation.with" if row.headings else "ablation.without", lang)
        figures = (row.recall_at_1, row.recall_at_5, row.recall_in_600)
        table.add_row(text(f"ablation.{row.legs}", lang), headings, *map(percent, figures), f"{row.mrr:.3f}")
    console.print(table)
    console.print(text("ablation.counts", lang, questions=rows[0].questions, evidence=rows[0].evidence))


def _document(questions: Path, settings: Settings) -> Path:
    beside = questions.with_suffix(".txt")
    return beside if beside.is_file() else settings.speech
