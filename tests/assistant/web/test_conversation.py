import json
from dataclasses import replace

import pytest

from assistant.answer import Answer, AnswerSentence
from assistant.web.conversation import MAX_BYTES, MAX_PARTS, MAX_TURNS, Turn, finished, pack, questions, unpack
from assistant.web.growing import Growing
from assistant.web.guard import MAX_BODY
from assistant.web.render import Renderer
from tests.assistant.web.scripted import GDP, LONG, RESERVOIRS, ROADS, ScriptedAssistant
from tests.assistant.web.stepping import SUMMARY, answer_of_a_model


def turns(assistant: ScriptedAssistant, *asked: str) -> list[Turn]:
    return [finished(Turn(question), assistant.ask(question)) for question in asked]


def test_a_conversation_comes_back_from_its_short_form(assistant: ScriptedAssistant) -> None:
    before = turns(assistant, RESERVOIRS, ROADS, GDP, LONG)
    stored = json.loads(json.dumps(pack(before)))
    after = unpack(stored, assistant.outline)
    assert [turn.question for turn in after] == [turn.question for turn in before]
    for old, new in zip(before, after, strict=True):
        assert old.answer is not None
        assert new.answer is not None
        assert new.answer == replace(old.answer, understood=new.answer.understood)
        assert new.answer.understood in ("", old.answer.understood)


def test_a_models_answer_comes_back_with_its_doubts_and_without_its_raw_words(assistant: ScriptedAssistant) -> None:
    turn = finished(Turn(SUMMARY), answer_of_a_model(assistant.outline))
    assert turn.answer is not None
    assert turn.answer.raw == ""
    back = unpack(json.loads(json.dumps(pack([turn]))), assistant.outline)[0].answer
    assert back is not None
    assert (back.mode, back.sentences, back.suggestions) == ("model", turn.answer.sentences, turn.answer.suggestions)


def test_only_the_latest_turn_keeps_what_to_ask_next(assistant: ScriptedAssistant) -> None:
    turn = Turn(SUMMARY, answer_of_a_model(assistant.outline))
    assert ["g" in form for form in pack([turn, turn])] == [False, True]


def test_quotes_are_left_to_the_outline(assistant: ScriptedAssistant) -> None:
    assert "养护公路310公里" not in json.dumps(pack(turns(assistant, ROADS)), ensure_ascii=False)


def test_a_stopped_answer_comes_back_as_stopped(assistant: ScriptedAssistant) -> None:
    stopped = Turn("问", Answer("问", (AnswerSentence("只说了一半"),)), stopped=True)
    assert unpack(pack([stopped]), assistant.outline)[0].stopped


@pytest.mark.parametrize(
    "stored",
    [
        None,
        "turns",
        [1],
        [{}],
        [{"q": "问"}],
        [{"q": "问", "u": "", "s": [[None, [1], True]], "c": [], "e": [], "r": "", "m": "", "o": "", "x": False}],
        [{"q": "问", "u": "", "s": [], "c": [[1, 10**9]], "e": [], "r": "", "m": "", "o": "", "x": False}],
        [{"q": "问", "u": "", "s": [], "c": [], "e": [], "r": "so", "m": "", "o": "", "x": False}],
        [{"q": {}, "u": "", "s": [], "c": [], "e": [], "r": "", "m": "", "o": "", "x": False}],
        [{"q": "问", "u": "", "s": [["词", [[]], True]], "c": [], "e": [], "r": "", "m": "", "o": "", "x": False}],
        [{"q": "问", "u": "", "s": [[None, [], True]], "c": [], "e": [], "r": "", "m": "", "o": "", "x": False}],
    ],
)
def test_a_storage_that_the_page_did_not_write_is_an_empty_conversation(
    assistant: ScriptedAssistant, stored: object
) -> None:
    assert unpack(stored, assistant.outline) == ()


def turn_of(assistant: ScriptedAssistant, **changed: object) -> dict[str, object]:
    """A turn's short form by hand, whole but for what is ``changed``."""
    start = assistant.outline.sentences[0].start
    form = {"q": "问", "u": "", "s": [["答", [1], False]], "c": [[1, start]], "e": [], "r": "", "m": "", "o": ""}
    return {**form, "x": False, **changed}


def test_what_is_larger_than_any_answer_is_not_taken_and_the_turns_around_it_are(assistant: ScriptedAssistant) -> None:
    start = assistant.outline.sentences[0].start
    said, source = ["答", [1], False], [1, start]
    most = [[n, start] for n in range(MAX_PARTS)]
    whole = [
        {"q": "长" * 500},
        {"u": "长" * 1003},
        {"s": [said] * MAX_PARTS},
        {"c": most},
        {"e": [start] * MAX_PARTS},
        {"s": [["答", [1] * MAX_PARTS, False]]},
    ]
    for changed in whole:
        assert len(unpack([turn_of(assistant, **changed)], assistant.outline)) == 1, changed
    beyond = [
        {"q": "长" * 501},
        {"u": "长" * 1011},
        {"s": [said] * (MAX_PARTS + 1)},
        {"c": [*most, [MAX_PARTS, start]]},
        {"c": [source, source]},
        {"e": [start] * (MAX_PARTS + 1)},
        {"s": [["答", [1] * (MAX_PARTS + 1), False]]},
        {"g": ["问"] * (MAX_PARTS + 1)},
    ]
    for changed in beyond:
        stored = [turn_of(assistant, q="前"), turn_of(assistant, **changed), turn_of(assistant, q="后")]
        assert questions(unpack(stored, assistant.outline)) == ("前", "后"), changed


def test_no_storage_that_fits_into_a_request_makes_a_page_that_is_long_in_the_making(
    assistant: ScriptedAssistant,
) -> None:
    start = assistant.outline.sentences[0].start
    marks = list(range(MAX_PARTS))
    large = turn_of(assistant, s=[["", marks, False]] * 9, c=[[n, start] for n in marks])
    stored = [large] * MAX_TURNS
    assert len(json.dumps(stored, separators=(",", ":"))) > MAX_BODY
    log = Renderer(assistant.outline, "", ()).log(unpack(stored, assistant.outline), "zh")
    # No link costs less than two bytes of the request.
    assert 0 < log.count("<a ") < MAX_BODY / 2


def test_the_latest_twenty_turns_are_kept(assistant: ScriptedAssistant) -> None:
    asked = [replace(turn, question=str(n)) for n, turn in enumerate(turns(assistant, RESERVOIRS) * (MAX_TURNS + 5))]
    assert [form["q"] for form in pack(asked)] == [str(n) for n in range(5, MAX_TURNS + 5)]
    assert questions(asked)[0] == "5"


def test_the_short_form_stays_below_its_bound_by_dropping_the_oldest(assistant: ScriptedAssistant) -> None:
    long = Turn("问", Answer("问", (AnswerSentence("字" * 3000),)))
    packed = pack([long] * 10)
    assert 0 < len(packed) < 10
    assert len(json.dumps(packed, ensure_ascii=False).encode()) <= MAX_BYTES + 100


def test_what_was_not_answered_is_not_kept(assistant: ScriptedAssistant) -> None:
    assert pack([Turn("问", error="坏了"), Turn("问", growing=Growing(draft="半句"))]) == []
