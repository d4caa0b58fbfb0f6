"""The verb `index`: makes sure that a document's index is there, whole and up to date."""

import json as json_
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assistant.commands.meter import EmbeddingMeter
from assistant.messages import Lang, text
from assistant.open import open_embeddings
from assistant.settings import load_settings
from index.build import BuildReport, build_index


def index(
    file: Annotated[Path | None, typer.Argument(help="Another document: text, .md, .docx, .pdf")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the report as JSON")] = False,
) -> None:
    """Index a document: read it, divide it, embed it. Does nothing where nothing changed."""
    settings = load_settings(speech=file)
    with EmbeddingMeter(settings.lang) as meter:
        report = build_index(
            settings.speech,
            settings.data,
            open_embeddings(settings),
            server=settings.chroma_url,
            progress=meter,
        )
    if json:
        typer.echo(json_.dumps(asdict(report), ensure_ascii=False))
    else:
        for line in lines(report, settings.lang):
            typer.echo(line)


def lines(report: BuildReport, lang: Lang) -> list[str]:
    """The report in words: what was done, what was found, where it lies."""
    values = asdict(report)
    keys = ["index.built" if report.built else "index.up_to_date", "index.counts"]
    if report.paragraphs_only:
        keys.append("index.paragraphs_only")
    return [text(key, lang, **values) for key in [*keys, "index.place"]]
