"""The run's figures as a table in the terminal, and its failing questions."""

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from assistant.evaluation.compare import Comparison
from assistant.evaluation.metrics.catalogue import GROUPS, METRICS
from assistant.evaluation.records import Record
from assistant.evaluation.scoring import GOOD
from assistant.evaluation.summary import Figure, Summary
from assistant.messages import Lang, text

_NOTHING = "–"
_STYLES = {"better": "green", "worse": "bold red", "same": "dim"}


def show_summary(console: Console, name: str, summary: Summary, lang: Lang = "zh") -> None:
    """Prints the figures by group, then by type, then how the answers went and how long they took."""
    console.print(Text(text("run.title", lang, name=name, questions=summary.questions), style="bold"))
    console.print(_figures(summary, lang))
    console.print(_types(summary, lang))
    outcomes = Table(box=None, pad_edge=False)
    outcomes.add_column(text("run.outcomes", lang))
    outcomes.add_column("", justify="right")
    for outcome, count in sorted(summary.outcomes.items(), key=lambda item: -item[1]):
        outcomes.add_row(text(f"outcome.{outcome}", lang), str(count))
    console.print(outcomes)
    for stage, times in summary.latency_ms.items():
        console.print(f"{stage_name(stage, lang)} {text('run.latency', lang)}: p50 {times['p50']}  p95 {times['p95']}")


def show_failures(console: Console, records: Iterable[Record], lang: Lang = "zh") -> None:
    """Prints the questions that went wrong: what was asked, expected and answered, and what is missing."""
    for record in records:
        if record["outcome"] in GOOD:
            continue
        head = f"{record['id']} [{record['type']}] {text('outcome.' + record['outcome'], lang)}"
        console.print(Text(head, style="bold red"))
        lines = [*(f"  … {earlier}" for earlier in record["history"]), f"  ? {record['question']}"]
        lines += [f"  = {_answer_line(record)}"]
        lines += [f"  ! {record['expected']}  ({'、'.join(record['missing'])})"] if record["missing"] else []
        lines += [f"  > {quote}" for quote in record["evidence"]]
        lines += [f"  # {record['notes']}"] if record["notes"] else []
        console.print(Text("\n".join(lines)))


def show_comparison(console: Console, comparison: Comparison, lang: Lang = "zh") -> None:
    """Prints what was fixed and broken, and each figure in both runs with the interval of the difference."""
    line = text(
        "compare.line",
        lang,
        old=comparison.old_name,
        fixed=len(comparison.fixed),
        broken=len(comparison.broken),
        unchanged=comparison.unchanged,
        verdict=text(f"verdict.{comparison.verdict}", lang),
        p_value=comparison.p_value,
    )
    console.print(Text(line))
    table = Table(box=None, pad_edge=False)
    table.add_column(text("run.figure", lang))
    for heading in ("compare.old", "compare.new", "compare.interval", "compare.verdict"):
        table.add_column(text(heading, lang), justify="right")
    for item in comparison.differences:
        ends = f"{points(item.interval.low)} … {points(item.interval.high)}"
        verdict = Text(text(f"verdict.{item.verdict}", lang), style=_STYLES[item.verdict])
        table.add_row(text(f"metric.{item.key}", lang), percent(item.old), percent(item.new), ends, verdict)
    console.print(table)


def _answer_line(record: Record) -> str:
    """The answer on one line, with the reason of a refusal in front; or the error."""
    if "error" in record:
        return str(record["error"])
    reason = f"({record['reason']}) " if record["refused"] else ""
    return reason + " ".join(str(record["answer"]).split("\n"))


def percent(value: float | None) -> str:
    """A share with one decimal.

    >>> percent(0.875), percent(None)
    ('87.5%', '–')
    """
    return _NOTHING if value is None else f"{value:.1%}"


def points(difference: float) -> str:
    """A difference of shares in percentage points, with its sign.

    >>> points(0.0123), points(-0.0001)
    ('+1.2', '+0.0')
    """
    return f"{round(difference * 100, 1) + 0.0:+.1f}"


def interval(figure: Figure) -> str:
    """The ends of a figure's interval.

    >>> interval(Figure(0.5, 0.25, 0.75, 1, 2, 2))
    '25.0–75.0'
    """
    if figure.low is None or figure.high is None:
        return _NOTHING
    return f"{figure.low * 100:.1f}–{figure.high * 100:.1f}"


def stage_name(stage: str, lang: Lang = "zh") -> str:
    """What a stage is called; its own name where the table of messages has none."""
    try:
        return text(f"stage.{stage}", lang)
    except KeyError:
        return stage


def _figures(summary: Summary, lang: Lang) -> Table:
    table = Table(box=None, pad_edge=False)
    table.add_column(text("run.figure", lang))
    for heading in ("run.value", "run.interval", "run.basis"):
        table.add_column(text(heading, lang), justify="right")
    for group in GROUPS:
        table.add_row(Text(text(f"group.{group}", lang), style="bold cyan"))
        for metric in METRICS:
            if metric.group == group:
                figure = summary.figures[metric.key]
                label = f"  {text(f'metric.{metric.key}', lang)}{'' if metric.higher_is_better else ' ↓'}"
                table.add_row(label, percent(figure.value), interval(figure), str(figure.questions))
    length = summary.answer_length
    if length.value is not None:
        ends = f"{length.low:.0f}–{length.high:.0f}"
        value = text("run.unit.characters", lang, value=length.value)
        table.add_row("  " + text("metric.answer_length", lang), value, ends, str(length.questions))
    return table


def _types(summary: Summary, lang: Lang) -> Table:
    keys = ("good", "all_facts", "evidence_cited", "evidence_in_600")
    table = Table(box=None, pad_edge=False)
    table.add_column(text("run.type", lang))
    table.add_column(text("run.basis", lang), justify="right")
    for key in keys:
        table.add_column(text(f"metric.{key}", lang), justify="right")
    for kind, figures in summary.by_type.items():
        cells = [percent(figures[key].value) for key in keys]
        table.add_row(text(f"type.{kind}", lang), str(summary.types[kind]), *cells)
    return table
