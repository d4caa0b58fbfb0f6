"""Whether the citations of an answer stand on the evidence, and whether each sentence has one.

Recall and precision of citations as in Gao et al., Enabling Large Language Models to Generate Text with Citations
(ALCE, EMNLP 2023), §3, decided by offsets against marked evidence in place of an entailment model.
"""

import re
from collections.abc import Mapping, Sequence

from assistant.evaluation.metrics.ratio import NOT_APPLICABLE, Ratio, share
from assistant.evaluation.metrics.spans import Evidence, Span, is_covered, overlaps

# What stands in quotation marks is part of the sentence around it, its own full stops included.
_SENTENCE = re.compile(r"(?:“[^”\n]*”|[^。！？!?\n])+[。！？!?]*[”’）)]*(?:\s*\[\d+\])*[。！？]*")
_MARK = re.compile(r"\[\d+\]")
_WORD = re.compile(r"\w")


def evidence_cited(evidence: Sequence[Evidence], citations: Sequence[Span]) -> Ratio:
    """Evidence of which the citations together cover at least 60 %, out of all (citation recall)."""
    return share(is_covered(one, citations) for one in evidence)


def citations_on_evidence(evidence: Sequence[Evidence], citations: Sequence[Span]) -> Ratio:
    """Citations that share at least 30 % of the shorter of the two with some evidence, out of all (precision).

    An answer without citations has no bearing on it: that shows in the recall.
    """
    if not evidence:
        return NOT_APPLICABLE
    places = [place for one in evidence for place in one]
    return share(any(overlaps(cited, place) for place in places) for cited in citations)


def quotes_verbatim(quotes: Sequence[Mapping[str, object]], text: str) -> Ratio:
    """Quotes that are exactly the text from their start to their end, out of all.

    Args:
        quotes: citations and nearest sentences in the answer form: `start`, `end`, `quote`.
    """
    return share(
        isinstance(quote["start"], int)
        and isinstance(quote["end"], int)
        and 0 <= quote["start"] < quote["end"]
        and text[quote["start"] : quote["end"]] == quote["quote"]
        for quote in quotes
    )


def sentences_uncited(answer: str) -> Ratio:
    """Sentences of an answer that end without a mark [n], out of all; lower is better.

    >>> sentences_uncited("不良贷款率为1.78%。[1] 远低于5%的监管红线。")
    Ratio(part=1.0, whole=2.0)
    >>> sentences_uncited("原文：“集中了精力。解决了问题。”[1]")
    Ratio(part=0.0, whole=1.0)
    """
    sentences = [match.group() for match in _SENTENCE.finditer(answer) if _WORD.search(_MARK.sub("", match.group()))]
    return share(not _MARK.search(sentence) for sentence in sentences)
