"""Several runs side by side, from the reports in their folders."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.evaluation.html import write_history
from assistant.evaluation.records import read_report
from assistant.evaluation.summary import Figure


def write_history_of(folders: Sequence[Path], path: Path) -> None:
    """Writes to `path` a page that draws the main figures of the runs as lines, in the order given.

    Args:
        folders: each with a report.json.

    Raises:
        ReportUnusable: a folder has none.
    """
    reports = [read_report(folder / "report.json") for folder in folders]
    names = [folder.resolve().name for folder in folders]
    counts = [report["summary"]["questions"] for report in reports]
    path.parent.mkdir(parents=True, exist_ok=True)
    write_history(path, list(zip(names, map(_figures, reports), counts, strict=True)))


def _figures(report: dict[str, Any]) -> dict[str, Figure]:
    """By metric, the figures of a report."""
    return {key: Figure(**figure) for key, figure in report["summary"]["figures"].items()}
