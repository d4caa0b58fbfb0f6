"""What the model is shown of the speech, and what it is told."""

import re

import pytest

from assistant.chain import Assistant
from assistant.generation.context import DIGITS, LETTERS, make_context, tokens, whole_context
from assistant.generation.marks import ids_in
from assistant.generation.prompts import VARIABLES, load_prompt
from index.parse import parse_outline

QUESTION = "石门水库总投资多少？"


def test_ids_are_opaque_unique_and_the_same_for_the_same_question(county: Assistant) -> None:
    first, again = whole_context(county.outline, QUESTION), whole_context(county.outline, QUESTION)
    other = whole_context(county.outline, "别的问题")
    assert list(first.by_id) == list(again.by_id)
    assert not set(first.by_id) & set(other.by_id)
    assert len(first.by_id) == len(county.outline.sentences)
    assert all(re.fullmatch(r"[b-z]\d[b-z]\d", name) for name in first.by_id)


def test_what_was_found_comes_with_the_rest_of_its_point(county: Assistant) -> None:
    _, evidence = county.retrieve(QUESTION)
    context = make_context(county.outline, QUESTION, (), evidence, 300, whole=False)
    shown = [county.outline.quote(sentence) for sentence in context.by_id.values()]
    assert "石门水库已经开工，总投资9.8亿元。" in shown
    assert "一是重点项目进展顺利。" in shown
    assert [s.start for s in context.by_id.values()] == sorted(s.start for s in context.by_id.values())


@pytest.mark.parametrize("room", [100, 300, 800])
def test_it_keeps_to_its_room(county: Assistant, room: int) -> None:
    _, evidence = county.retrieve(QUESTION)
    context = make_context(county.outline, QUESTION, (), evidence, room, whole=True)
    assert tokens(context.text) <= room
    own = make_context(county.outline, QUESTION, county.outline.sentences, (), room, whole=False)
    assert own.by_id
    assert tokens(own.text) <= room


def test_the_whole_speech_is_given_where_it_fits(county: Assistant) -> None:
    _, evidence = county.retrieve(QUESTION)
    context = make_context(county.outline, QUESTION, (), evidence, 10_000, whole=True)
    assert len(context.by_id) == len(county.outline.sentences)


def test_a_document_of_more_sentences_than_short_ids_is_not_read_to_no_end() -> None:
    outline = parse_outline("\n".join(f"第{n}件事已经办好。" for n in range(20_000)))
    context = whole_context(outline, QUESTION)
    assert len(context.by_id) == len(outline.sentences) > (len(LETTERS) * len(DIGITS)) ** 2
    assert {ids_in(name, round_=True) for name in list(context.by_id)[:50]} == {
        (name,) for name in list(context.by_id)[:50]
    }
    assert not make_context(outline, QUESTION, (), (), 10_000, whole=True).by_id


@pytest.mark.parametrize("task", VARIABLES)
def test_a_prompt_has_its_places_a_right_and_a_wrong_example(task: str) -> None:
    prompt = load_prompt(task)
    assert "正确示例" in prompt.system
    assert "错误示例" in prompt.system
    values = dict.fromkeys(VARIABLES[task], "$x {y}")
    assert "$x {y}" in str(prompt.messages(**values)[1].content)
    with pytest.raises(KeyError):
        prompt.messages()
