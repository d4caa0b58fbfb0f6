"""Faults of a file of questions, each with its row: what cannot be read, and what is not in the text."""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from rapidfuzz import fuzz

from assistant.evaluation.errors import QuestionFileEmpty, QuestionsFaulty
from assistant.evaluation.metrics.facts import facts_held
from assistant.evaluation.questions import Fault, Question, question_from_record
from assistant.evaluation.reading import read_records
from assistant.messages import Lang, text


class Placed(Protocol):
    """Anything with an address: a sentence of the outline."""

    @property
    def address(self) -> str: ...


class Document(Protocol):
    """The text that evidence is looked up in, and the address of a place in it: an outline."""

    @property
    def text(self) -> str: ...

    def sentence_at(self, offset: int) -> Placed | None: ...


def check_questions(path: Path, document: Document) -> Iterator[Question | Fault]:
    """The questions of the file in order, each followed by its faults.

    Raises:
        QuestionFileError: a leaf of it, when the file as a whole cannot be read.
    """
    rows: dict[str, int] = {}
    found = False
    for row, record in read_records(path):
        found = True
        question, faults = question_from_record(record, row)
        if question:
            yield question
            if first := rows.get(question.id):
                faults.append(Fault(row, "id", "duplicate_id", {"value": question.id, "other": first}))
            rows.setdefault(question.id, row)
            faults += _faults_of_text(question, document)
        yield from faults
    if not found:
        raise QuestionFileEmpty(path=path)


def read_questions(path: Path) -> Iterator[Question]:
    """The questions of a file that was checked, one at a time.

    Raises:
        QuestionsFaulty: at the first record that is no question.
    """
    for row, record in read_records(path):
        question, faults = question_from_record(record, row)
        if question is None:
            raise QuestionsFaulty(path=path, count=len(faults), first=describe(faults[0]))
        yield question


def require_sound(path: Path, document: Document) -> int:
    """How many questions the file holds, if it has no fault but warnings.

    Raises:
        QuestionsFaulty: it has one.
    """
    count, first, questions = 0, "", 0
    for item in check_questions(path, document):
        if isinstance(item, Question):
            questions += 1
        elif not item.warning:
            first = first or describe(item)
            count += 1
    if count:
        raise QuestionsFaulty(path=path, count=count, first=first)
    return questions


def describe(fault: Fault, lang: Lang = "zh") -> str:
    """One line: the row, the column, what is wrong and what to do."""
    sentence = text(f"fault.{fault.code}", lang, **fault.params)
    sentence = (text("fault.warning", lang) if fault.warning else "") + sentence
    return text("fault.line", lang, row=fault.row, column=text(f"column.{fault.column}", lang), fault=sentence)


def _faults_of_text(question: Question, document: Document) -> list[Fault]:
    """Evidence that is not in the text, with what is nearest; as warnings, facts of which the text has no spelling."""
    faults = [
        Fault(question.row, "evidence", "evidence_not_in_text", _nearest(quote, document))
        for quote in question.evidence
        if quote not in document.text
    ]
    if faults:
        return faults
    # The evidence rather than the whole text: fast over 10,000 questions, and a fact is to stand where it is shown.
    there = facts_held(question.facts, "\n".join(question.evidence)) if question.evidence else ()
    return faults + [
        Fault(question.row, "facts", "fact_not_in_evidence", {"fact": fact[0]}, warning=True)
        for fact, held in zip(question.facts, there, strict=False)
        if not held
    ]


def _nearest(quote: str, document: Document) -> dict[str, object]:
    """The part of the text most like `quote`, as the values of the fault's sentence; likeness in per cent."""
    found = fuzz.partial_ratio_alignment(quote, document.text)
    start, end = (found.dest_start, found.dest_end) if found else (0, 0)
    sentence = document.sentence_at(start)
    return {
        "quote": quote,
        "nearest": document.text[start:end].strip(),
        "address": sentence.address if sentence else "",
        "likeness": round(found.score if found else 0),
    }
