"""The bar that a run has to clear: a recorded baseline, or figures named one by one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.evaluation.compare import Comparison, compare, results_of
from assistant.evaluation.errors import BaselineOutdated, UnknownMetric
from assistant.evaluation.metrics.catalogue import BY_KEY, KEYS
from assistant.evaluation.records import Record, read_report, write_lines
from assistant.evaluation.summary import Summary


@dataclass(frozen=True, slots=True)
class Limit:
    """A figure and how low (or, where less is better, how high) it may be."""

    key: str
    bound: float

    @property
    def is_floor(self) -> bool:
        """True where more is better."""
        return BY_KEY[self.key].higher_is_better

    def holds(self, summary: Summary) -> bool:
        """Whether the run's figure is within the bound. One that no question bears on is not."""
        value = summary.figures[self.key].value
        if value is None:
            return False
        return value >= self.bound if self.is_floor else value <= self.bound


def parse_limit(option: str) -> Limit:
    """The limit that `metric=number` names.

    >>> parse_limit("all_facts=0.85")
    Limit(key='all_facts', bound=0.85)

    Raises:
        UnknownMetric: no such metric, or no number.
    """
    key, _, number = option.partition("=")
    try:
        bound = float(number)
    except ValueError:
        bound = -1.0
    if key not in BY_KEY or not 0 <= bound <= 1:
        raise UnknownMetric(value=option, known=" ".join(KEYS))
    return Limit(key, bound)


def record_baseline(path: Path, summary: Summary, identity: Mapping[str, Any], records: Iterable[Record]) -> None:
    """Writes what later runs are held against: the figures, and of each question its outcome and its parts of them."""
    figures = {key: round(figure.value, 4) for key, figure in summary.figures.items() if figure.value is not None}
    path.parent.mkdir(parents=True, exist_ok=True)
    write_lines(path, {"identity": dict(identity), "figures": figures}, map(_shortened, records))


def hold_against(path: Path, identity: Mapping[str, Any], records: Iterable[Record]) -> Comparison:
    """The comparison with the baseline; `Comparison.fallen` are the figures that fell beyond the paired interval.

    Raises:
        ReportUnusable: it is no baseline. BaselineOutdated: it is one over other questions or another text.
    """
    baseline = read_report(path)
    recorded = baseline.get("identity", {})
    for name in ("questions_sha256", "text_sha256"):
        if recorded.get(name) != identity.get(name):
            raise BaselineOutdated(path=path, what=name)
    return compare(results_of(records), results_of(baseline["rows"]), path.name)


def _shortened(record: Record) -> Record:
    """What a baseline keeps of a question, parts with four decimals, whole numbers without any."""
    ratios = {key: [_short(number) for number in pair] for key, pair in record["ratios"].items()}
    return {"id": record["id"], "outcome": record["outcome"], "ratios": ratios}


def _short(number: float) -> float:
    return int(number) if float(number).is_integer() else round(number, 4)
