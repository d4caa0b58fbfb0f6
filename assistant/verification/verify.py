"""An answer held against the text that it cites.

What an answer says must stand where its citations point: each citation is one sentence
of the text, quoted as it stands; each sentence of the answer has one; and each figure
and date in it is in the sentences that it cites, with the same unit.
"""

from assistant.answer import Answer, AnswerSentence, Citation, Nearest
from assistant.errors import AnswerUnfaithful
from assistant.understanding.clauses import OMISSION
from assistant.understanding.figures import read_dates, read_figures
from index.outline import Outline


def verify(answer: Answer, outline: Outline) -> None:
    """Nothing, where ``answer`` holds; a refusal cites nothing, so only what comes nearest is looked at.

    Raises:
        AnswerUnfaithful: it says or cites what the text does not.
    """
    shown: tuple[Citation | Nearest, ...] = (*answer.citations, *answer.nearest)
    for item in shown:
        if not _is_a_sentence(item, outline):
            raise AnswerUnfaithful(reason=f"{item.address} is no sentence of the text: {item.quote}")
    if answer.refused:
        return
    by_number = {citation.n: citation for citation in answer.citations}
    for sentence in answer.sentences:
        if not sentence.citations or not by_number.keys() >= set(sentence.citations):
            raise AnswerUnfaithful(reason=f"no citation: {sentence.marked()}")
        # What a model writes was held against its citations when it ended, by rules that know paraphrases.
        if answer.mode == "extractive" and (fault := unsupported(sentence, [by_number[n] for n in sentence.citations])):
            raise AnswerUnfaithful(reason=fault)


def _is_a_sentence(item: Citation | Nearest, outline: Outline) -> bool:
    """Whether ``item`` is exactly one sentence or heading of the text, quoted as it stands."""
    sentence = outline.sentence_at(item.start)
    if sentence is None or outline.quote(sentence) != item.quote:
        return False
    return (item.address, item.start, item.end) == (sentence.address, sentence.start, sentence.end)


def unsupported(sentence: AnswerSentence, cited: list[Citation]) -> str:
    """The first figure or date in ``sentence`` that ``cited`` does not state; "" if there is none."""
    said = sentence.text
    if sentence.counts is not None:
        counted = {sentence.counts, *(figure.value for figure in read_figures(said))}
        return "" if counted == {len(set(sentence.citations))} else said
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
