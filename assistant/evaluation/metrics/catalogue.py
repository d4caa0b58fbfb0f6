"""Every figure of the report: its name, its group, which way is better."""

from dataclasses import dataclass
from typing import Literal

Group = Literal["answer", "citation", "refusal", "retrieval"]
GROUPS: tuple[Group, ...] = ("answer", "citation", "refusal", "retrieval")


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure that is a ratio, between 0 and 1.

    Attributes:
        key: its name in report.json, in `--fail-under`, and in the table of messages (`metric.<key>`).
        higher_is_better: False for shares of what should not happen.
    """

    key: str
    group: Group
    higher_is_better: bool = True


METRICS: tuple[Metric, ...] = (
    Metric("good", "answer"),
    Metric("all_facts", "answer"),
    Metric("facts", "answer"),
    Metric("enumeration", "answer"),
    Metric("evidence_cited", "citation"),
    Metric("citations_right", "citation"),
    Metric("quotes_verbatim", "citation"),
    Metric("uncited", "citation", higher_is_better=False),
    Metric("refusal_f1", "refusal"),
    Metric("refusal_precision", "refusal"),
    Metric("refusal_recall", "refusal"),
    Metric("false_refusal", "refusal", higher_is_better=False),
    Metric("asserted_figure", "refusal", higher_is_better=False),
    Metric("reason_right", "refusal"),
    Metric("evidence_in_300", "retrieval"),
    Metric("evidence_in_600", "retrieval"),
    Metric("evidence_in_1500", "retrieval"),
    Metric("recall_at_1", "retrieval"),
    Metric("recall_at_3", "retrieval"),
    Metric("recall_at_5", "retrieval"),
    Metric("recall_at_10", "retrieval"),
    Metric("mrr", "retrieval"),
    Metric("ndcg_at_10", "retrieval"),
)

KEYS: tuple[str, ...] = tuple(metric.key for metric in METRICS)
BY_KEY = {metric.key: metric for metric in METRICS}
