"""The verb `evaluate`: answers to a file of questions, measured, reported, compared, held to a bar."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from json import dumps
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from assistant.evaluation.compare import Comparison, compare, results_of
from assistant.evaluation.gate import Limit, hold_against, parse_limit, record_baseline
from assistant.evaluation.history import write_history_of
from assistant.evaluation.identity import identify, parameters_of
from assistant.evaluation.records import Record, read_report
from assistant.evaluation.runner import Assistant, Judge, measure, run
from assistant.evaluation.runner import Progress as OnProgress
from assistant.evaluation.summary import Summary
from assistant.evaluation.terminal import percent, points, show_comparison, show_failures, show_summary
from assistant.messages import text
from assistant.open import open_assistant
from assistant.settings import language, load_settings


class Show(StrEnum):
    """What can be printed besides the table."""

    FAILURES = "failures"


def evaluate(
    paths: Annotated[list[Path], typer.Argument(help="A file of questions; with --history, folders with reports")],
    out: Annotated[Path | None, typer.Option(help="Folder for the reports; without it, only the table")] = None,
    speech: Annotated[Path | None, typer.Option(help="Another document to ask")] = None,
    against: Annotated[Path | None, typer.Option(help="An earlier report.json to compare with")] = None,
    fail_under: Annotated[
        list[str] | None, typer.Option(metavar="METRIC=NUMBER", help="End with 1 when the figure is worse")
    ] = None,
    baseline: Annotated[Path | None, typer.Option(help="End with 1 when a figure fell below this record")] = None,
    record: Annotated[Path | None, typer.Option(help="Write the record that --baseline reads")] = None,
    judge: Annotated[str | None, typer.Option(metavar="MODEL", help="Let this model judge the answers too")] = None,
    totals: Annotated[bool, typer.Option("--totals", help="Report totals only, no single question")] = False,
    history: Annotated[bool, typer.Option("--history", help="Draw the runs in the folders as a line chart")] = False,
    show: Annotated[Show | None, typer.Option(help="Print the questions that went wrong")] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON")] = False,
) -> None:
    """Measure the answers to a file of questions (.xlsx, .csv, .jsonl, .yaml)."""
    console, lang = Console(), language()
    if history:
        page = (out or Path()) / "history.html"
        write_history_of(paths, page)
        console.print(text("history.written", lang, path=page))
        return
    if len(paths) != 1:
        raise typer.BadParameter("exactly one file of questions", param_hint="PATHS")
    if totals and (against or baseline or record or show):
        raise typer.BadParameter("keeps no question to compare or show", param_hint="--totals")
    limits = [parse_limit(option) for option in fail_under or []]
    settings = load_settings(speech=speech)
    parameters = parameters_of(settings)
    with closing(open_assistant(settings)) as assistant:
        identity = identify(paths[0], assistant.outline, parameters)
        done = _evaluate(paths[0], assistant, out, against, parameters, _open_judge(judge), totals)
    _print(console, paths[0].name, done, show, as_json=json)
    if record:
        record_baseline(record, done.summary, identity, done.records)
        _say("gate.recorded", path=record)
    failed = _below(limits, done.summary)
    if baseline:
        failed = _fallen(hold_against(baseline, identity, done.records)) or failed
    if failed:
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class _Done:
    """What came of a run: its figures, its questions, and the comparison where one was asked for."""

    summary: Summary
    records: Sequence[Record]
    comparison: Comparison | None


def _evaluate(
    path: Path,
    assistant: Assistant,
    out: Path | None,
    against: Path | None,
    parameters: Mapping[str, str],
    judge: Judge | None,
    totals: bool,
) -> _Done:
    """Runs with a progress bar; the reports are written where there is a folder for them."""
    with _progress() as on_progress:
        if out is None:
            summary, records = measure(path, assistant, on_progress, judge=judge)
            comparison = None
            if against:
                old = results_of(read_report(against)["rows"])
                comparison = compare(results_of(records), old, against.parent.name)
            return _Done(summary, [] if totals else records, comparison)
        report = run(
            path, assistant, out, on_progress, parameters=parameters, judge=judge, against=against, totals_only=totals
        )
    _say("run.written", path=report.html)
    return _Done(report.summary, read_report(report.json)["rows"], report.comparison)


def _open_judge(model: str | None) -> Judge | None:
    if model is None:
        return None
    from langchain.chat_models import init_chat_model  # half a second to import

    from assistant.evaluation.judge import ModelJudge

    return ModelJudge(init_chat_model(model, temperature=0), name=model)


@contextmanager
def _progress() -> Iterator[OnProgress]:
    """A progress bar on stderr."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(text("run.progress", language()), total=None)

        def show(done: int, total: int) -> None:
            progress.update(task, completed=done, total=total)

        yield show


def _print(console: Console, name: str, done: _Done, show: Show | None, *, as_json: bool) -> None:
    """Prints the figures, and the failures and the comparison where they were asked for."""
    if as_json:
        comparison = done.comparison.to_dict() if done.comparison else None
        figures = done.summary.to_dict() | {"latency_ms": done.summary.latency_ms, "comparison": comparison}
        typer.echo(dumps(figures, ensure_ascii=False, indent=1))
        return
    show_summary(console, name, done.summary, language())
    if show:
        show_failures(console, done.records, language())
    if done.comparison:
        show_comparison(console, done.comparison, language())


def _below(limits: Sequence[Limit], summary: Summary) -> bool:
    """Whether a figure is beyond its limit; says which."""
    failed = [limit for limit in limits if not limit.holds(summary)]
    for limit in failed:
        bound = text(f"gate.at_{'least' if limit.is_floor else 'most'}", language(), bound=percent(limit.bound))
        metric = text(f"metric.{limit.key}", language())
        _say("gate.limit", metric=metric, value=percent(summary.figures[limit.key].value), bound=bound)
    return bool(failed)


def _fallen(comparison: Comparison) -> bool:
    """Whether a figure fell below the baseline by more than the interval; says which."""
    for item in comparison.fallen:
        low, high = points(item.interval.low), points(item.interval.high)
        metric = text(f"metric.{item.key}", language())
        _say("gate.fallen", metric=metric, old=percent(item.old), new=percent(item.new), low=low, high=high)
    if not comparison.fallen:
        _say("gate.passed")
    return bool(comparison.fallen)


def _say(key: str, **params: object) -> None:
    """One line on stderr: what a program reads stays alone on stdout."""
    typer.echo(text(key, language(), **params), err=True)
