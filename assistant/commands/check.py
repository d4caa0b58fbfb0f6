"""The verb `check`: the language model that is set, tried."""

import json as json_
import time
from contextlib import closing
from typing import Annotated, Final

import typer
from langchain_core.messages import HumanMessage

from assistant.errors import MODEL
from assistant.generation.context import tokens
from assistant.generation.model_faults import WriterFault
from assistant.generation.models import Writer, open_writer
from assistant.generation.prompts import load_prompt
from assistant.messages import text
from assistant.settings import load_settings

_SAFETY: Final = 100
"""Tokens for the server's chat template, and for what the text's last part has more than its mean."""
_TASK: Final = "\n\n以上只是试验。请只回答一个字：好。"


def check(json: Annotated[bool, typer.Option("--json", help="Print the result as JSON")] = False) -> None:
    """Try the language model that is set, and say in one line what is wrong; ends with 9 if anything is."""
    settings = load_settings()
    writer = open_writer(settings)
    if writer is None:
        _tell(text("check.no_model_set", settings.lang), {"model": None, "ok": True}, as_json=json)
        return
    with closing(writer):
        form: dict[str, object] = {"model": writer.name}
        try:
            first = first_piece(writer, _TASK)
            # The longest that it will ever be given to read.
            first_piece(writer, _as_long_as(settings.model_context - settings.model_max_tokens) + _TASK)
        except WriterFault as fault:
            line = text(f"check.{fault.cause}", settings.lang, model=writer.name, context=settings.model_context)
            detail = text("check.detail", settings.lang, reason=fault.reason) if fault.reason else ""
            _tell(line + detail, form | {"ok": False, "cause": fault.cause, "reason": fault.reason}, as_json=json)
            raise typer.Exit(MODEL) from None
    line = text("check.well", settings.lang, model=writer.name, seconds=first, context=settings.model_context)
    _tell(line, form | {"ok": True, "first_token_ms": round(first * 1000, 1)}, as_json=json)


def first_piece(writer: Writer, question: str) -> float:
    """Seconds until the first piece of an answer to ``question``; the request ends with it.

    Raises:
        WriterFault: none comes.
    """
    began = time.monotonic()
    with closing(writer.stream([HumanMessage(question)])) as pieces:
        for _ in pieces:
            return time.monotonic() - began
    raise WriterFault("empty")


def _as_long_as(room: int) -> str:
    """Chinese text that leaves little of ``room`` tokens, counted as everywhere."""
    rules = load_prompt("answer").system
    room -= tokens(_TASK) + _SAFETY
    return (rules * (room // tokens(rules) + 1))[: room * len(rules) // tokens(rules)]


def _tell(line: str, form: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json_.dumps(form | {"message": line}, ensure_ascii=False))
    else:
        typer.echo(line, err=not form["ok"])
