from dataclasses import replace
from typing import Any

import pytest

from assistant.answer import Answer, AnswerSentence, Retrieved
from assistant.evaluation.metrics.catalogue import KEYS
from assistant.evaluation.metrics.ratio import Ratio
from assistant.evaluation.questions import Question
from assistant.evaluation.scoring import Score, score
from index.outline import Outline

from .scripted import Scripted, citation


@pytest.fixture
def assistant(outline: Outline, questions: list[Question]) -> Scripted:
    return Scripted(outline, questions)


def scored(assistant: Scripted, question: Question, **changes: Any) -> Score:
    answer = assistant.ask(question.question, question.history)
    return score(question, replace(answer, **changes).to_dict(), assistant.outline.text)


def test_a_right_answer_is_right_in_every_figure(assistant: Scripted, questions: list[Question]) -> None:
    result = scored(assistant, questions[0])
    assert result.outcome == "right"
    assert all(ratio.value == 1 for key, ratio in result.ratios.items() if key not in ("uncited", "false_refusal"))
    assert result.ratios["uncited"].value == result.ratios["false_refusal"].value == 0
    assert result.length == len("全县新建水库3座，完成投资2.4亿元。[1]")
    assert result.latency_ms["total"] == 2.0


def test_each_lost_answer_names_the_stage_that_lost_it(assistant: Scripted, questions: list[Question]) -> None:
    question, outline = questions[0], assistant.outline
    other = citation(outline, outline.sentences[0], 1)
    elsewhere = tuple(Retrieved(1, "", s.start, s.end, 1.0) for s in outline.sentences[:1])
    wrong = (AnswerSentence("新建水库4座。", (1,)),)
    assert scored(assistant, question, refused=True).outcome == "refused"
    assert scored(assistant, question, sentences=wrong).outcome == "wrong_fact"
    assert scored(assistant, question, sentences=wrong, citations=(other,)).outcome == "not_chosen"
    lost = scored(assistant, question, sentences=wrong, citations=(other,), passages=elsewhere)
    assert (lost.outcome, lost.good, lost.missing) == ("not_retrieved", False, ("3座",))


def test_the_facts_without_the_evidence_cited_are_good_but_told_apart(
    assistant: Scripted, questions: list[Question]
) -> None:
    other = citation(assistant.outline, assistant.outline.sentences[0], 1)
    result = scored(assistant, questions[0], citations=(other,))
    assert (result.outcome, result.good) == ("uncited", True)


def test_an_unanswerable_question_is_good_when_refused(assistant: Scripted, questions: list[Question]) -> None:
    near_miss = questions[6]
    assert scored(assistant, near_miss).outcome == "refused_rightly"
    answered = scored(assistant, near_miss, refused=False, sentences=(AnswerSentence("80%。"),))
    assert answered.outcome == "asserted"
    assert answered.ratios["asserted_figure"] == Ratio(1, 1)


def test_a_refusal_holds_no_fact_even_if_its_words_do(assistant: Scripted, questions: list[Question]) -> None:
    result = scored(assistant, questions[0], refused=True, sentences=(AnswerSentence("讲话中最接近的是：3座"),))
    assert result.ratios["all_facts"] == Ratio(0, 1)
    assert result.length is None


def test_a_question_without_facts_is_right_when_its_evidence_is_cited(
    assistant: Scripted, questions: list[Question]
) -> None:
    question = replace(questions[0], facts=())
    assert scored(assistant, question).outcome == "right"
    assert scored(assistant, question, citations=()).outcome == "not_chosen"


def test_an_error_in_answering_counts_as_nothing_answered(outline: Outline, questions: list[Question]) -> None:
    result = score(questions[0], {"error": "服务器没有响应"}, outline.text)
    assert (result.outcome, result.ratios["all_facts"], result.latency_ms) == ("error", Ratio(0, 1), {})


def test_only_types_that_should_be_short_have_their_length_measured(
    assistant: Scripted, questions: list[Question]
) -> None:
    assert scored(assistant, questions[4]).length is None


def test_every_metric_of_the_catalogue_is_reached(assistant: Scripted, questions: list[Question]) -> None:
    reached = {key for question in questions for key in scored(assistant, question).ratios}
    assert reached == set(KEYS)


def test_an_answer_without_anything_is_scored(outline: Outline, questions: list[Question]) -> None:
    for question in questions:
        score(question, Answer(question.question, ()).to_dict(), outline.text)
