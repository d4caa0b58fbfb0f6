from functools import reduce

from assistant.answer import AnswerSentence, Citation, Event
from assistant.web.growing import Growing
from tests.assistant.web.scripted import ScriptedAssistant
from tests.assistant.web.stepping import events_of_a_model

CITATION = Citation(1, "一·第1句", 0, 3, "同志们")


def grown(*events: Event) -> Growing:
    return reduce(Growing.after, events, Growing())


def draft(text: str) -> Event:
    return Event("draft", {"text": text})


def token(text: str) -> Event:
    return Event("token", {"text": text})


def test_a_draft_grows_until_its_sentence_takes_its_place() -> None:
    assert grown(draft("新建"), draft("水库")).draft == "新建水库"
    after = grown(draft("新建"), Event("citation", {"citation": CITATION}), token("新建水库3座。[1]"))
    assert (after.draft, after.said) == ("", (AnswerSentence("新建水库3座。", (1,)),))
    assert after.citations == (CITATION,)


def test_a_dropped_sentence_leaves_nothing() -> None:
    after = grown(draft("编造的一句。"), token(""))
    assert (after.draft, after.said) == ("", ())


def test_a_new_beginning_takes_everything_back() -> None:
    before = (draft("想一想"), Event("citation", {"citation": CITATION}), token("新建水库3座。[1]"), draft("新"))
    after = grown(*before, Event("stage", {"name": "restart"}))
    assert after == Growing(stage="restart")


def test_a_sentence_that_the_text_does_not_carry_stays_one() -> None:
    after = grown(Event("token", {"text": "新建水库5座。[1]", "supported": False}))
    assert after.said == (AnswerSentence("新建水库5座。", (1,), supported=False),)


def test_only_the_marks_at_its_end_are_taken_off_a_sentence() -> None:
    assert grown(token("见[3]号文件，共2项。[1][12]\n")).said == (AnswerSentence("见[3]号文件，共2项。", (1, 12)),)


def test_a_draft_tells_that_a_model_writes() -> None:
    assert grown(token("新建水库3座。[1]")).mode == "extractive"
    assert grown(draft("新")).mode == "model"


def test_what_is_stopped_keeps_its_verified_sentences_with_their_sources_and_no_draft(
    assistant: ScriptedAssistant,
) -> None:
    stopped = grown(*events_of_a_model(assistant.outline)[:9]).so_far("问", "已停止")
    assert stopped is not None
    assert stopped.text == "上半年新建水库3座，完成投资2.4亿元。[1]"
    assert [one.address for one in stopped.citations] == ["一（一）一是·第2句"]
    assert (stopped.mode, stopped.note) == ("model", "已停止")


def test_a_mark_whose_source_has_not_come_is_left_out() -> None:
    stopped = grown(token("新建水库3座。[1]")).so_far("问", "")
    assert stopped is not None
    assert stopped.text == "新建水库3座。"


def test_nothing_said_is_no_answer() -> None:
    assert grown(draft("半句")).so_far("问", "") is None
