"""The verb `feedback`: what people thought of answers."""

import csv
import json as json_
import sys
from dataclasses import asdict, astuple, fields
from typing import Annotated

import typer

from assistant.feedback import Entry, Feedback
from assistant.messages import text
from assistant.settings import load_settings


def feedback(
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object a line")] = False,
    table: Annotated[bool, typer.Option("--csv", help="Print a table for spreadsheet programs")] = False,
) -> None:
    """Print the feedback on answers that the server has kept, oldest first."""
    if json and table:
        raise typer.BadParameter("goes without --json", param_hint="--csv")
    settings = load_settings()
    entries = Feedback(settings.feedback_file).entries()
    if table:
        _print_table(list(entries))
        return
    count = 0
    for count, entry in enumerate(entries, start=1):  # noqa: B007  the last one is how many there are
        typer.echo(json_.dumps(asdict(entry), ensure_ascii=False) if json else _line(entry))
    if not count:
        typer.echo(text("feedback.none", settings.lang), err=True)


def _line(entry: Entry) -> str:
    said = " ".join(f"{entry.question}  {entry.comment}".split())
    # A visitor wrote it: no control character reaches the terminal.
    said = "".join(one for one in said if one.isprintable())
    return f"{entry.at}  {text(f'feedback.{entry.rating}')}  {said}"


def _print_table(entries: list[Entry]) -> None:
    from assistant.evaluation.spreadsheet import neutral  # 0.2 s that only a table needs

    # Spreadsheet programs take a file for UTF-8 by its byte-order mark.
    sys.stdout.write("\ufeff")
    writer = csv.writer(sys.stdout)
    writer.writerow([field.name for field in fields(Entry)])
    writer.writerows([neutral(cell) for cell in astuple(entry)] for entry in entries)
