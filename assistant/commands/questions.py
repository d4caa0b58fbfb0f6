"""The verbs `questions check` and `questions template`."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.evaluation.checking import check_questions, describe
from assistant.evaluation.questions import Fault
from assistant.messages import text
from assistant.settings import language, load_settings
from index.parse import parse_outline
from index.reading import read_document

app = typer.Typer(help="Files of questions: check one, or get an empty spreadsheet to fill in.", no_args_is_help=True)


@app.command()
def check(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A file of questions: .xlsx, .csv, .jsonl or .yaml")],
    speech: Annotated[Path | None, typer.Option(help="The document that the evidence is quoted from")] = None,
) -> None:
    """Name each fault of a file of questions with its row; exit code 1 if there is one."""
    outline = parse_outline(read_document(load_settings(speech=speech).speech).text)
    questions = faults = warnings = 0
    for item in check_questions(path, outline):
        if isinstance(item, Fault):
            typer.echo(describe(item, language()))
            faults, warnings = faults + (not item.warning), warnings + item.warning
        else:
            questions += 1
    key = "check.faulty" if faults else "check.sound"
    counts = {"questions": questions, "faults": faults, "warnings": warnings}
    typer.echo(text(key, language(), path=path, **counts), err=True)
    if faults:
        raise typer.Exit(1)


@app.command()
def template(
    path: Annotated[Path, typer.Argument(metavar="FILE.xlsx", help="Where to write it")] = Path("questions.xlsx"),
) -> None:
    """Write an empty spreadsheet of questions, with help and lists to choose from."""
    from assistant.evaluation.template import write_template  # openpyxl takes 0.2 s to import

    write_template(path)
    typer.echo(text("template.written", language(), path=path), err=True)
