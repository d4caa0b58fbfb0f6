"""An answer held against the text that it cites.

What an answer says must stand where its citations point: each quote is the text at
its offsets, each sentence has a citation, and each figure and date in a sentence is
in the sentences that it cites, with the same unit.
"""

from assistant.answer import Answer, AnswerSentence, Citation
from assistant.clauses import OMISSION
from assistant.errors import AnswerUnfaithful
from assistant.figures import read_dates, read_figures
from index.outline import Outline


def verify(answer: Answer, outline: Outline) -> None:
    """Nothing, where ``answer`` holds; a refusal cites nothing and always does.

    Raises:
        AnswerUnfaithful: it says or cites what the text does not.
    """
    for citation in answer.citations:
        if outline.text[citation.start : citation.end] != citation.quote:
            raise AnswerUnfaithful(reason=f"quote {citation.n} is not the text at its offsets")
    if answer.refused:
        return
    by_number = {citation.n: citation for citation in answer.citations}
    for sentence in answer.sentences:
        cited = [by_number[n] for n in sentence.citations if n in by_number]
        if not cited:
            raise AnswerUnfaithful(reason=f"no citation: {sentence.text}")
        if fault := unsupported(sentence, cited):
            raise AnswerUnfaithful(reason=fault)


def unsupported(sentence: AnswerSentence, cited: list[Citation]) -> str:
    """The first figure or date in ``sentence`` that ``cited`` does not state; "" if there is none."""
    said = sentence.text
    if sentence.counts is not None:
        return "" if sentence.counts == len(set(sentence.citations)) else said
    if sentence.quoted:
        return "" if any(_quotes(said, citation) for citation in cited) else said
    source = "\n".join(citation.quote for citation in cited)
    figures, dates = read_figures(source), read_dates(source)
    for figure in read_figures(said):
        if not any(figure.equals(other) for other in figures):
            return said[figure.start : figure.end]
    for date in read_dates(said):
        if not any(date.equals(other) or date.text == other.text for other in dates):
            return date.text
    return ""


def _quotes(said: str, citation: Citation) -> bool:
    """Whether ``said`` is the citation's quote, or pieces of it with the omissions marked."""
    if citation.quote in said:
        return True
    quoted = said.partition("“")[2].rpartition("”")[0] or said
    return all(piece in citation.quote for piece in quoted.split(OMISSION))
