"""The verb `outline`: the parts of a document and their addresses."""

import json as json_
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from assistant.messages import Lang, text
from assistant.outline_form import outline_form
from assistant.settings import load_settings
from index.outline import Outline, Part, Section
from index.parse import parse_outline
from index.reading import Document, read_document

_SHOWN = 24
"""Characters of a point that are shown in the tree."""


def outline(
    speech: Annotated[Path | None, typer.Option(help="Another document")] = None,
    plain: Annotated[
        bool, typer.Option("--text", help="Print the text that offsets count in, and nothing else")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print all parts with their offsets as JSON")] = False,
) -> None:
    """Print the sections, points and sentences of a document, with their addresses."""
    if plain and json:
        raise typer.BadParameter("goes without --json", param_hint="--text")
    settings = load_settings(speech=speech)
    document = read_document(settings.speech)
    if plain:
        _print_exactly(document.text)
        return
    parsed = parse_outline(document.text)
    if json:
        typer.echo(json_.dumps(as_json(document, parsed), ensure_ascii=False, indent=1))
    else:
        for line in tree(parsed, settings.lang):
            typer.echo(line)


def tree(parsed: Outline, lang: Lang) -> Iterator[str]:
    """One line a part, indented by level: what it says, its address, and how many sentences stand in it."""
    yield parsed.title or text("outline.untitled", lang)
    if not parsed.structured:
        yield text("outline.no_headings", lang)
    parts: list[tuple[int, int, Part]] = [(part.start, part.level, part) for part in parsed.sections[1:]]
    below = [parsed.sections[point.section].level + 1 for point in parsed.points]
    parts += [(point.start, level, point) for point, level in zip(parsed.points, below, strict=True)]
    # A section starts where its heading does, before the points in it; the sort keeps that order.
    for _, level, part in sorted(parts, key=lambda item: (item[0], item[1])):
        yield "  " * level + _line(parsed, part, lang)
    yield text(
        "outline.summary",
        lang,
        sections=len(parsed.sections) - 1,
        paragraphs=len(parsed.paragraphs),
        points=sum(bool(point.mark) for point in parsed.points),
        sentences=len(parsed.sentences),
        characters=len(parsed.text),
    )


def as_json(document: Document, parsed: Outline) -> dict[str, Any]:
    """The parts, and which file they are of; offsets count characters of ``outline --text``."""
    return {"name": document.name, "sha256": document.sha256, **outline_form(parsed)}


def _line(parsed: Outline, part: Part, lang: Lang) -> str:
    if isinstance(part, Section):
        # A section that is all heading, or all one sentence, is quoted on the line of its point.
        heading = next((item for item in parsed.sentences if item.heading and item.section == part.number), None)
        return f"{parsed.quote(heading) if heading else part.mark}  [{part.address}]"
    quote = " ".join(parsed.quote(part).split())
    shown = quote if len(quote) <= _SHOWN else quote[:_SHOWN] + "…"
    count = text("outline.sentences", lang, count=len(parsed.sentences_within(part)))
    return f"{shown}  [{part.address}]  {count}"


def _print_exactly(content: str) -> None:
    """Writes UTF-8 without adding or translating a newline: offsets have to hold in what is printed."""
    if sys.stdout.isatty():
        sys.stdout.write(content)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content.encode("utf-8"))
    sys.stdout.buffer.flush()
