"""Whether what the text does not answer is refused, and nothing else. "Unanswerable" is the positive class.

Source: Rajpurkar et al., Know What You Don't Know (SQuAD 2.0, ACL 2018), for questions made to look answerable;
precision, recall and F1 as in van Rijsbergen, Information Retrieval (1979), chapter 7.
"""

from collections.abc import Mapping

from assistant.evaluation.metrics.ratio import NOT_APPLICABLE, Ratio
from assistant.evaluation.questions import Kind

# The reason that the answer form gives for refusing each kind of question.
_REASONS: Mapping[Kind, str] = {"near_miss": "not_given", "absent": "not_mentioned", "off_topic": "off_topic"}


def refusal_precision(answerable: bool, refused: bool) -> Ratio:
    """Refused questions that have no answer, out of all refused."""
    return Ratio(float(not answerable), 1.0) if refused else NOT_APPLICABLE


def refusal_recall(answerable: bool, refused: bool) -> Ratio:
    """Questions without an answer that were refused, out of all without one."""
    return NOT_APPLICABLE if answerable else Ratio(float(refused), 1.0)


def refusal_f1(answerable: bool, refused: bool) -> Ratio:
    """The harmonic mean of the two, in parts: 2 TP out of 2 TP + FP + FN.

    Written so, it is a ratio of sums over questions like the others, 0 where nothing was refused rightly.
    """
    if refused and not answerable:
        return Ratio(2.0, 2.0)
    return Ratio(0.0, 1.0) if refused is answerable else NOT_APPLICABLE


def false_refusal(answerable: bool, refused: bool) -> Ratio:
    """Answerable questions that were refused, out of all answerable; lower is better."""
    return Ratio(float(refused), 1.0) if answerable else NOT_APPLICABLE


def asserted_figure(kind: Kind, refused: bool, has_figure: bool) -> Ratio:
    """Near misses that got an answer with a figure in it, out of all near misses; lower is better."""
    return Ratio(float(has_figure and not refused), 1.0) if kind == "near_miss" else NOT_APPLICABLE


def reason_right(kind: Kind, refused: bool, reason: object) -> Ratio:
    """Right refusals that give the right reason, out of all right refusals of questions whose kind is known."""
    return Ratio(float(reason == _REASONS[kind]), 1.0) if refused and kind else NOT_APPLICABLE
