"""The verb `evaluate`: answers to a file of questions, measured, reported, compared, held to a bar."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from json import dumps
from pathlib import Path
from typing import Annotated, Any, Final

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
from assistant.settings import Settings, language, load_settings

EXTRACTIVE: Final = "extractive"
"""What the run without the model is called beside one with it: in the reports' folder, in JSON, in a comparison."""


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
    """Measure the answers to a file of questions (.xlsx, .csv, .jsonl, .yaml); with a language model, both modes."""
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
    task, beside = _Task(paths[0], out, against, _open_judge(judge), totals), None
    if settings.model:
        # Without the model first: that is what its answers are compared with.
        own = replace(task, out=out / EXTRACTIVE if out else None, against=None)
        beside = _run(settings.model_copy(update={"model": None}), own)
    done = _run(settings, task, beside)
    _print(console, paths[0].name, done, beside, show, as_json=json)
    if record:
        record_baseline(record, done.summary, done.identity, done.records)
        _say("gate.recorded", path=record)
    failed = _below(limits, done.summary)
    if baseline:
        failed = _fallen(hold_against(baseline, done.identity, done.records)) or failed
    if failed:
        raise typer.Exit(1)


@dataclass(frozen=True, slots=True)
class _Task:
    """What is to be run, and where its reports go; None where there are none."""

    path: Path
    out: Path | None
    against: Path | None
    judge: Judge | None
    totals: bool


@dataclass(frozen=True, slots=True)
class _Done:
    """What came of a run: its figures, its questions, and the comparison where one was asked for."""

    model: str
    identity: Mapping[str, Any]
    summary: Summary
    records: Sequence[Record]
    comparison: Comparison | None

    def to_dict(self) -> dict[str, Any]:
        """The figures as JSON."""
        comparison = self.comparison.to_dict() if self.comparison else None
        mode = "model" if self.model else "extractive"
        return self.summary.to_dict() | {
            "mode": mode,
            "latency_ms": self.summary.latency_ms,
            "comparison": comparison,
        }


def _run(settings: Settings, task: _Task, beside: _Done | None = None) -> _Done:
    """A run of the mode that ``settings`` name, compared with the one ``beside`` it unless with an earlier one."""
    parameters = parameters_of(settings)
    with closing(open_assistant(settings)) as assistant:
        identity = identify(task.path, assistant.outline, parameters)
        summary, records, comparison = _evaluate(task, assistant, parameters, beside)
    return _Done(settings.model or "", identity, summary, records, comparison)


def _evaluate(
    task: _Task, assistant: Assistant, parameters: Mapping[str, str], beside: _Done | None
) -> tuple[Summary, Sequence[Record], Comparison | None]:
    """Runs with a progress bar; the reports are written where there is a folder for them."""
    against = task.against
    with _progress() as on_progress:
        if task.out is None:
            summary, records = measure(task.path, assistant, on_progress, judge=task.judge)
            comparison = None
            if against:
                comparison = compare(results_of(records), results_of(read_report(against)["rows"]), against.parent.name)
            elif beside and not task.totals:
                comparison = compare(results_of(records), results_of(beside.records), EXTRACTIVE)
            return summary, [] if task.totals else records, comparison
        if beside and not against and not task.totals:
            against = task.out / EXTRACTIVE / "report.json"
        report = run(
            task.path,
            assistant,
            task.out,
            on_progress,
            parameters=parameters,
            judge=task.judge,
            against=against,
            totals_only=task.totals,
        )
    _say("run.written", path=report.html)
    return report.summary, read_report(report.json)["rows"], report.comparison


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


def _print(console: Console, name: str, done: _Done, beside: _Done | None, show: Show | None, *, as_json: bool) -> None:
    """Prints the figures of both modes, and the failures and the comparison where they were asked for."""
    if as_json:
        figures = done.to_dict() | ({EXTRACTIVE: beside.to_dict()} if beside else {})
        typer.echo(dumps(figures, ensure_ascii=False, indent=1))
        return
    if beside:
        show_summary(console, f"{name} · {text('run.extractive', language())}", beside.summary, language())
        name = f"{name} · {done.model}"
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
