"""The verb `ask`: one question, or a file of them."""

import json as json_
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from assistant.answer import Answer
from assistant.errors import QuestionEmpty
from assistant.labels import written
from assistant.messages import Lang, text
from assistant.settings import Settings, load_settings


def ask(
    question: Annotated[str | None, typer.Argument(help="The question, in quotation marks")] = None,
    history: Annotated[
        list[str] | None, typer.Option(metavar="<str>", help="An earlier question; repeat it, oldest first")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON")] = False,
    speech: Annotated[Path | None, typer.Option(help="Another document to ask")] = None,
    batch: Annotated[
        Path | None, typer.Option(help='Ask each line of a file: {"id": …, "question": …, "history": […]}')
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Where --batch writes the answers, a JSON object a line")] = None,
) -> None:
    """Ask a question, and get an answer that cites the sentences it rests on."""
    settings = load_settings(speech=speech)
    if batch is not None:
        if question is not None or history:
            raise typer.BadParameter("goes without a question and --history", param_hint="--batch")
        _ask_many(settings, batch, out)
        return
    if out is not None:
        raise typer.BadParameter("goes with --batch", param_hint="--out")
    if question is None or not question.strip():
        raise QuestionEmpty
    _ask_one(settings, question, history or [], as_json=json)


def _ask_one(settings: Settings, question: str, history: list[str], *, as_json: bool) -> None:
    from assistant.open import open_assistant

    with closing(open_assistant(settings)) as assistant:
        answer = assistant.ask(question, history, lang=settings.lang)
    if as_json:
        typer.echo(json_.dumps(answer.to_dict(), ensure_ascii=False, indent=2))
    else:
        typer.echo(readable(answer, settings.lang))


def _ask_many(settings: Settings, batch: Path, out: Path | None) -> None:
    from assistant.commands.batch import answer_lines, output, questions
    from assistant.open import open_assistant

    # The output last: what stands in that file is kept where the rest cannot be opened.
    with questions(batch) as lines, closing(open_assistant(settings)) as assistant, output(out) as file:
        asked, faulty = answer_lines(assistant, lines, file, settings.lang)
    key = "ask.batch_faulty" if faulty else "ask.batch_done"
    typer.echo(text(key, settings.lang, asked=asked, faulty=faulty, path=out or "-"), err=True)


def readable(answer: Answer, lang: Lang) -> str:
    """The answer for a terminal: what was understood, the sentences with their marks, what they rest on."""
    blocks = [written(answer, lang)]
    if answer.understood and answer.understood != answer.question:
        blocks.insert(0, text("ask.understood", lang, question=answer.understood))
    if answer.note:
        blocks.append(answer.note)
    if answer.citations:
        sources = (f"[{item.n}] {item.address}  {item.quote}" for item in answer.citations)
        blocks.append("\n".join((text("ask.sources", lang), *sources)))
    if answer.nearest:
        places = (f"· {item.address}  {item.quote}" for item in answer.nearest)
        blocks.append("\n".join((text("ask.nearest", lang), *places)))
    return "\n\n".join(blocks)
