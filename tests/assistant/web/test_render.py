from dataclasses import replace
from html.parser import HTMLParser

from assistant.answer import Answer, AnswerSentence
from assistant.web.conversation import Turn
from assistant.web.growing import Growing
from assistant.web.render import Renderer
from tests.assistant.web.scripted import GDP, RESERVOIRS, ROADS, ScriptedAssistant, cited

PAYLOAD = """<img src=x onerror=alert(1)>"'&<script>alert(2)</script>"""


class Elements(HTMLParser):
    """All elements of a page, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def classed(self, name: str) -> list[dict[str, str | None]]:
        return [attributes for _, attributes in self.found if name in (attributes.get("class") or "").split()]


def renderer(assistant: ScriptedAssistant, title: str = "讲话") -> Renderer:
    return Renderer(assistant.outline, title, ["水利建设讲了什么？"])


def turn(assistant: ScriptedAssistant, question: str) -> Turn:
    return Turn(question, assistant.ask(question))


def test_a_mark_links_to_the_sentence_that_it_cites(assistant: ScriptedAssistant) -> None:
    page = Elements(renderer(assistant).log([turn(assistant, RESERVOIRS)], "zh"))
    sentence = assistant.outline.find("一（一）一是·第2句")
    marks = page.classed("cite")
    assert [mark["href"] for mark in marks] == [f"#s{sentence.number}"] * 2
    assert marks[0]["data-address"] == "一（一）一是·第2句"


def test_every_sentence_of_an_answer_stands_in_its_words(assistant: ScriptedAssistant) -> None:
    page = Elements(renderer(assistant).log([turn(assistant, ROADS)], "zh"))
    for sentence in assistant.ask(ROADS).sentences:
        assert sentence.text in page.words
    assert len(page.classed("done")) == 1


def test_what_a_follow_up_was_taken_to_mean_is_shown_and_only_then(assistant: ScriptedAssistant) -> None:
    page = renderer(assistant)
    assert "理解为：上半年新建公路多少公里？" in page.log([turn(assistant, ROADS)], "zh")
    assert "理解为" not in page.log([turn(assistant, RESERVOIRS)], "zh")


def test_a_refusal_is_marked_and_links_to_its_nearest_sentences_and_their_sections(
    assistant: ScriptedAssistant,
) -> None:
    page = Elements(renderer(assistant).log([turn(assistant, GDP)], "zh"))
    assert "refused" in (page.classed("answer")[0]["class"] or "")
    assert [link["data-address"] for link in page.classed("near")] == ["一（一）一是·第2句", "二（二）一要·第2句"]
    assert [link["data-goto"] for link in page.classed("goto")] == ["一（一）", "二（二）"]


def test_a_refusal_says_its_nearest_sentence_once(assistant: ScriptedAssistant) -> None:
    refused = assistant.ask(GDP)
    quote = refused.nearest[0].quote
    again = replace(refused, sentences=(*refused.sentences, AnswerSentence(f"最接近的是：“{quote}”")))
    assert Elements(renderer(assistant).log([Turn(GDP, again)], "zh")).words.count(quote) == 1


def test_nothing_that_comes_from_outside_becomes_an_element(assistant: ScriptedAssistant) -> None:
    answer = replace(
        assistant.ask(RESERVOIRS),
        sentences=(AnswerSentence(PAYLOAD, (1,)), AnswerSentence(PAYLOAD, (1,), quoted=True)),
        understood=PAYLOAD,
        note=PAYLOAD,
    )
    turns = [
        Turn(PAYLOAD, answer),
        Turn(PAYLOAD, growing=Growing(PAYLOAD, (AnswerSentence(PAYLOAD),), draft=PAYLOAD)),
        Turn(PAYLOAD, error=PAYLOAD),
    ]
    page = Elements(Renderer(assistant.outline, PAYLOAD, [PAYLOAD]).log(turns, "zh"))
    assert {tag for tag, _ in page.found}.isdisjoint({"img", "script"})
    assert not [name for _, attributes in page.found for name in attributes if name.startswith("on")]
    assert page.words.count(PAYLOAD) == 10


def test_asterisks_stay_as_they_stand(assistant: ScriptedAssistant) -> None:
    answer = Answer("q", (AnswerSentence("**机场土石方工程已完成93%，***秘书长通报。"),))
    assert "**机场土石方工程已完成93%，***秘书长通报。" in renderer(assistant).log([Turn("q", answer)], "zh")


def test_an_empty_conversation_offers_the_examples(assistant: ScriptedAssistant) -> None:
    assert len(Elements(renderer(assistant).log((), "zh")).classed("example")) == 1


def test_a_pending_turn_is_not_done_and_shows_what_has_come(assistant: ScriptedAssistant) -> None:
    growing = Growing("thinking", (AnswerSentence("第一句。"),), draft="第二")
    html = renderer(assistant).log([Turn("问", growing=growing)], "zh", busy=True)
    page = Elements(html)
    assert "pending" in (page.classed("answer")[0]["class"] or "")
    assert not page.classed("done")
    assert '<p class="said">第一句。</p>' in html
    assert '<p class="said draft" aria-hidden="true">第二</p>' in html
    assert "思考中" in page.words


def test_a_step_without_a_name_of_its_own_is_told_too(assistant: ScriptedAssistant) -> None:
    assert "正在查找讲话原文" in renderer(assistant).log([Turn("问", growing=Growing("new"))], "zh")


def test_what_a_model_wrote_says_so(assistant: ScriptedAssistant) -> None:
    answer = replace(assistant.ask(RESERVOIRS), mode="model")
    written = renderer(assistant).log([Turn("问", answer)], "zh")
    assert len(Elements(written).classed("generated")) == 1
    assert "AI 生成，请核对原文" in written
    assert "AI 生成" not in renderer(assistant).log([turn(assistant, RESERVOIRS)], "zh")


def test_a_sentence_that_nothing_supports_is_marked_in_words(assistant: ScriptedAssistant) -> None:
    answer = Answer("问", (AnswerSentence("全县新建水库5座。", supported=False),), mode="model")
    page = Elements(renderer(assistant).log([Turn("问", answer)], "zh"))
    assert page.classed("unsupported")
    assert "全县新建水库5座。（原文中没有找到依据）" in page.words


def test_what_to_ask_next_is_offered_under_the_latest_answer_alone(assistant: ScriptedAssistant) -> None:
    answer = replace(assistant.ask(RESERVOIRS), suggestions=("概括“公路”的主要内容。",))
    turns = [Turn("问", answer), Turn("问", replace(answer, suggestions=("概括“水利”的主要内容。",)))]
    page = Elements(renderer(assistant).log(turns, "zh"))
    assert len(page.classed("suggestion")) == 1
    assert "概括“水利”的主要内容。" in page.words
    payload = Turn("问", replace(answer, suggestions=(PAYLOAD,)))
    assert PAYLOAD in Elements(renderer(assistant).log([payload], "zh")).words


def test_what_a_question_was_taken_to_mean_can_be_corrected(assistant: ScriptedAssistant) -> None:
    page = Elements(renderer(assistant).log([turn(assistant, ROADS)], "zh"))
    assert [button["data-question"] for button in page.classed("correct")] == ["上半年新建公路多少公里？"]


def test_many_sources_are_folded_away(assistant: ScriptedAssistant) -> None:
    addresses = [one.address for one in assistant.outline.sentences if not one.heading][:8]
    many = Turn("问", cited(assistant.outline, "如下。", addresses))
    assert "details" in {tag for tag, _ in Elements(renderer(assistant).log([many], "zh")).found}
    assert "details" not in {tag for tag, _ in Elements(renderer(assistant).log([turn(assistant, ROADS)], "zh")).found}
