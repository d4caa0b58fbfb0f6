"""The command line: ``python -m assistant VERB``.

Each verb is a module of :mod:`assistant.commands`: a function of the verb's name, or a
``typer.Typer`` called ``app`` where the verb has verbs of its own. Only the module of
the verb that was typed is imported, so that ``ask`` does not wait for a web server.

Exit codes: 0 done, also where the answer is a refusal; 1 a figure below its limit, or a
fault of the program; 2 wrong options; 3 the document or a file; 4 the folder or server of
the index; 5 the embedding model; 6 the question; 7 the address to serve at; 8 a setting;
9 the language model, tried by ``check``; 130 interrupted.
"""

import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import Annotated, Final

import typer

from assistant import __version__
from assistant.faults import record_fault
from assistant.messages import explain, text
from assistant.settings import language
from index.errors import SpeechError

PROGRAM: Final = "python -m assistant"
VERBS: Final = (
    "ask",
    "outline",
    "index",
    "serve",
    "check",
    "evaluate",
    "questions",
    "retrieve",
    "ablation",
    "calibrate",
    "feedback",
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs one verb and ends the process with its exit code; an error is one line on stderr."""
    arguments = sys.argv[1:] if arguments is None else arguments
    for stream in (sys.stdout, sys.stderr):
        # A terminal in GBK or ASCII shows a question mark rather than ending in UnicodeEncodeError.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        application(_typed(arguments))(args=list(arguments), prog_name=PROGRAM)
    except SpeechError as error:
        _end(explain(error, language()), error.exit_code)
    except Exception as error:  # noqa: BLE001  the edge: nobody sees a traceback, the log has it
        log = record_fault(error, arguments)
        _end(text("error.unexpected", language(), name=type(error).__name__, log=log), 1)


def application(verbs: Iterable[str] = VERBS) -> typer.Typer:
    """The command line with these ``verbs``, whose modules are imported."""
    app = typer.Typer(
        help="Questions about an official speech, answered with citations from its own sentences.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    app.callback()(_root)
    for verb in verbs:
        module = import_module(f"assistant.commands.{verb}")
        if isinstance(getattr(module, "app", None), typer.Typer):
            app.add_typer(module.app, name=verb)
        else:
            app.command(verb)(getattr(module, verb))
    return app


def _typed(arguments: Sequence[str]) -> tuple[str, ...]:
    """The verb that was typed; all of them where help is wanted or the verb is unknown."""
    first = next((argument for argument in arguments if not argument.startswith("-")), None)
    return (first,) if first in VERBS else VERBS


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and end")
    ] = False,
) -> None:
    """Questions about an official speech, answered with citations from its own sentences."""


def _end(line: str, code: int) -> None:
    print(line, file=sys.stderr)
    sys.exit(code)
