"""Questions of a run as plain records: what report.json keeps of each, and what is read back from it."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from assistant.evaluation.errors import ReportUnusable
from assistant.evaluation.journal import Row

Record = Mapping[str, Any]


def to_record(row: Row) -> dict[str, Any]:
    """A question of the run as JSON: what was asked, expected and answered, and how it went. Passages are left out."""
    left_out = {"passages", "id", "question", "latency_ms"}
    return {
        **row.question.to_dict(),
        "expected": row.question.answer,
        "answer": None,
        **{key: value for key, value in row.answer.items() if key not in left_out},
        "outcome": row.score.outcome,
        "missing": list(row.score.missing),
        "ratios": {key: [round(part, 6), round(whole, 6)] for key, (part, whole) in row.score.ratios.items()},
        **({"judgement": row.judgement} if row.judgement is not None else {}),
        "latency_ms": row.score.latency_ms,
    }


def read_report(path: Path) -> dict[str, Any]:
    """The report.json, or the baseline, at `path`.

    Raises:
        ReportUnusable: it is neither.
    """
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
        if not all(isinstance(record["ratios"], dict) and record["id"] for record in report["rows"]):
            raise TypeError("rows")
    except OSError as error:
        raise ReportUnusable(path=path, reason=error.strerror) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ReportUnusable(path=path, reason=f"{type(error).__name__}: {error}") from error
    return dict(report)


def write_lines(path: Path, head: Mapping[str, Any], records: Iterable[Record]) -> None:
    """Writes `head` with `records` as its "rows", one a line, so that two files can be read side by side."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "rows": [')
        for number, record in enumerate(records):
            file.write(("," if number else "") + "\n" + json.dumps(record, ensure_ascii=False))
        file.write("\n]}\n")
