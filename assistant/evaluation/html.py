"""The report as one page that asks for nothing else: styles and pictures are in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from assistant.evaluation.charts import Bar, interval_chart, latency_chart, line_chart, outcome_chart
from assistant.evaluation.compare import Comparison
from assistant.evaluation.journal import Row
from assistant.evaluation.metrics.catalogue import BY_KEY, GROUPS
from assistant.evaluation.scoring import Outcome
from assistant.evaluation.summary import Figure, Summary
from assistant.evaluation.terminal import interval, percent, points, stage_name
from assistant.messages import text

# Failures, and then questions that went well, that are shown one by one; all of them are in rows.xlsx.
SHOWN = 300

_HEADLINES = ("all_facts", "evidence_cited", "refusal_f1", "evidence_in_600")
_HISTORY = ("good", "all_facts", "evidence_cited", "citations_right", "refusal_f1", "evidence_in_600")

# Left to right in the picture: what went well, then what was lost, by stage.
OUTCOMES: Mapping[Outcome, str] = {
    "right": "#2f7d5d",
    "uncited": "#7fb39b",
    "refused_rightly": "#1f5f8b",
    "not_retrieved": "#8a3d6b",
    "not_chosen": "#c46a2b",
    "wrong_fact": "#d19a26",
    "refused": "#6b7a87",
    "asserted": "#b4472f",
    "error": "#1d1d1d",
}


def write_html(
    path: Path,
    summary: Summary,
    identity: Mapping[str, Any],
    comparison: Comparison | None,
    rows: Callable[[], Iterable[Row]],
) -> None:
    """Writes the report of a run; questions are read from `rows` as they are written, failures first."""
    failures = [(outcome, summary.outcomes[outcome]) for outcome in _FAILURES if summary.outcomes.get(outcome)]
    _write(
        path,
        "report.html",
        summary=summary,
        identity=identity,
        comparison=comparison,
        headlines=[(BY_KEY[key], summary.figures[key]) for key in _HEADLINES],
        groups=[(group, _group_chart(group, summary)) for group in GROUPS],
        outcome_chart=_outcome_chart(summary),
        type_chart=_type_chart(summary),
        latency_chart=latency_chart(text("run.latency"), _stages(summary)),
        failures=failures,
        failed_rows=lambda outcome: islice(_of(rows(), (outcome,)), SHOWN),
        good_rows=lambda: islice(_of(rows(), set(OUTCOMES) - set(_FAILURES)), SHOWN),
        any_rows=any(True for _ in rows()),
        shown=SHOWN,
    )


def write_history(path: Path, runs: Sequence[tuple[str, Mapping[str, Figure], int]]) -> None:
    """Writes a page with the main figures of several runs as lines, in the order given.

    Args:
        runs: of each its name, its figures by metric, and how many questions it had.
    """
    series = [(text(f"metric.{key}"), [figures[key] for _, figures, _ in runs]) for key in _HISTORY]
    chart = line_chart(text("history.title"), [name for name, _, _ in runs], series)
    _write(path, "history.html", chart=chart, runs=runs, keys=_HISTORY)


_FAILURES: tuple[Outcome, ...] = ("asserted", "wrong_fact", "not_chosen", "not_retrieved", "refused", "error")


def _write(path: Path, template: str, **values: Any) -> None:
    """Renders the template piece by piece: a report of many questions is never in memory as a whole."""
    folder = Path(__file__).with_name("templates")
    environment = Environment(
        loader=FileSystemLoader(folder), autoescape=select_autoescape(), undefined=StrictUndefined, trim_blocks=True
    )
    environment.filters |= {"percent": percent, "interval": interval, "points": points}
    environment.globals |= {"text": text, "colours": OUTCOMES}
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(environment.get_template(template).generate(**values))


def _of(rows: Iterable[Row], outcomes: Iterable[str]) -> Iterator[Row]:
    wanted = set(outcomes)
    return (row for row in rows if row.score.outcome in wanted)


def _counts(summary: Summary) -> list[tuple[Outcome, int]]:
    return [(outcome, summary.outcomes[outcome]) for outcome in OUTCOMES if summary.outcomes.get(outcome)]


def _group_chart(group: str, summary: Summary) -> str:
    bars = [
        Bar(text(f"metric.{key}"), text(f"about.{key}"), summary.figures[key], metric.higher_is_better)
        for key, metric in BY_KEY.items()
        if metric.group == group
    ]
    return interval_chart(text(f"group.{group}"), bars)


def _outcome_chart(summary: Summary) -> str:
    counts = [(text(f"outcome.{outcome}"), count, OUTCOMES[outcome]) for outcome, count in _counts(summary)]
    return outcome_chart(text("run.outcomes"), counts)


def _type_chart(summary: Summary) -> str:
    bars = [
        Bar(text(f"type.{kind}"), text("report.of_type", questions=summary.types[kind]), figures["good"])
        for kind, figures in summary.by_type.items()
    ]
    return interval_chart(text("metric.good"), bars)


def _stages(summary: Summary) -> list[tuple[str, Mapping[str, float]]]:
    return [(stage_name(stage), times) for stage, times in summary.latency_ms.items()]
