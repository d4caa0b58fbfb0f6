"""The reports of a run: report.json for programs, rows.csv and rows.xlsx for tables, report.html for people."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.evaluation.compare import Comparison
from assistant.evaluation.html import write_html
from assistant.evaluation.journal import Row
from assistant.evaluation.records import to_record, write_lines
from assistant.evaluation.spreadsheet import write_csv, write_xlsx
from assistant.evaluation.summary import Summary
from assistant.messages import text

# Gives the rows anew at each call: they are read from disk and never all in memory.
Rows = Callable[[], Iterator[Row]]

_SHARES = ("all_facts", "evidence_cited", "citations_right", "evidence_in_600")
_COLUMNS = ("id", "question", "history", "type", "answerable", "outcome", "answer", "reason", "citations")
_EXPECTED = ("expected", "missing", "evidence", "notes")
_WIDTHS = {"question": 40, "history": 24, "outcome": 24, "answer": 60, "citations": 50, "expected": 30, "evidence": 50}


@dataclass(frozen=True, slots=True)
class Report:
    """What a run gave, and the folder its files are in."""

    folder: Path
    summary: Summary
    identity: Mapping[str, Any]
    comparison: Comparison | None = None

    @property
    def html(self) -> Path:
        """The file for people."""
        return self.folder / "report.html"

    @property
    def json(self) -> Path:
        """The file for programs, and for later runs to be compared with."""
        return self.folder / "report.json"


def write_report(report: Report, rows: Rows, *, totals_only: bool = False) -> None:
    """Writes the four files; with `totals_only` two, neither of which tells of a single question."""
    kept: Rows = (lambda: iter(())) if totals_only else rows
    _write_json(report, kept)
    tables = report.folder / "rows.csv", report.folder / "rows.xlsx"
    for table in tables:
        table.unlink(missing_ok=True)
    if not totals_only:
        names = [*_COLUMNS, *_EXPECTED, *_SHARES, "latency"]
        header = [text(f"row.{name}") for name in names]
        write_csv(tables[0], header, map(_cells, rows()))
        write_xlsx(tables[1], header, [_WIDTHS.get(name, 12) for name in names], map(_cells, rows()))
    write_html(report.html, report.summary, report.identity, report.comparison, kept)


def _write_json(report: Report, rows: Rows) -> None:
    head = {
        "identity": dict(report.identity),
        "summary": report.summary.to_dict(),
        "comparison": report.comparison.to_dict() if report.comparison else None,
        "latency_ms": report.summary.latency_ms,
    }
    write_lines(report.json, head, map(to_record, rows()))


def _cells(row: Row) -> Sequence[object]:
    """A question of the run as cells, in the order of the columns."""
    question, score, answer = row.question, row.score, row.answer
    shares = [score.ratios[key].value if key in score.ratios else None for key in _SHARES]
    return [
        question.id,
        question.question,
        "\n".join(question.history),
        text(f"type.{question.type}"),
        text("word.yes" if question.answerable else "word.no"),
        text(f"outcome.{score.outcome}"),
        answer.get("answer", answer.get("error")),
        text(f"reason.{answer['reason']}") if answer.get("reason") else "",
        "\n".join(f"[{item['n']}] {item['address']} {item['quote']}" for item in answer.get("citations", ())),
        question.answer,
        "；".join(score.missing),
        "\n".join(question.evidence),
        question.notes,
        *[None if share is None else round(share, 4) for share in shares],
        score.latency_ms.get("total"),
    ]
