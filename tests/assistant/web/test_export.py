from io import BytesIO

import docx

from assistant.answer import Answer, AnswerSentence
from assistant.web.conversation import Turn
from assistant.web.export import conversation_docx, copy_html, copy_plain
from tests.assistant.web.scripted import GDP, RESERVOIRS, ROADS, ScriptedAssistant
from tests.assistant.web.stepping import SUMMARY, answer_of_a_model


def turn(assistant: ScriptedAssistant, question: str) -> Turn:
    return Turn(question, assistant.ask(question))


def paragraphs(raw: bytes) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(BytesIO(raw)).paragraphs]


def test_a_copy_ends_with_each_address_and_its_quote(assistant: ScriptedAssistant) -> None:
    assert copy_plain(turn(assistant, RESERVOIRS), "在会上的讲话").splitlines() == [
        "新建水库3座。[1]",
        "全县新建水库3座，完成投资2.4亿元。[1]",
        "出处：《在会上的讲话》",
        "[1] 一（一）一是·第2句：“全县新建水库3座，完成投资2.4亿元。”",
    ]


def test_a_copy_for_word_holds_the_same_in_paragraphs(assistant: ScriptedAssistant) -> None:
    html = copy_html(turn(assistant, RESERVOIRS), "《在会上的讲话》")
    assert "<p>新建水库3座。<sup>[1]</sup></p>" in html
    assert "<p>出处：《在会上的讲话》</p>" in html
    assert "<p>[1] 一（一）一是·第2句：“全县新建水库3座，完成投资2.4亿元。”</p>" in html


def test_a_refusal_is_copied_with_what_comes_nearest(assistant: ScriptedAssistant) -> None:
    lines = copy_plain(turn(assistant, GDP), "").splitlines()
    assert lines[1] == "最接近的句子：讲话原文"
    assert lines[2] == "一（一）一是·第2句：“全县新建水库3座，完成投资2.4亿元。”"


def test_a_document_holds_questions_answers_and_sources_in_order(assistant: ScriptedAssistant) -> None:
    found = paragraphs(conversation_docx([turn(assistant, RESERVOIRS), turn(assistant, ROADS)], "在会上的讲话"))
    expected = [
        "讲话问答记录",
        RESERVOIRS,
        "新建水库3座。[1]",
        "[1] 一（一）一是·第2句：“全县新建水库3座，完成投资2.4亿元。”",
        ROADS,
        "理解为：上半年新建公路多少公里？",
        "[2] 一（二）二是·第2句：“养护公路310公里，由县交通局负责。”",
    ]
    assert [line for line in found if line in expected] == expected


def test_what_a_model_wrote_says_so_wherever_it_goes(assistant: ScriptedAssistant) -> None:
    written = Turn(SUMMARY, answer_of_a_model(assistant.outline))
    doubtful = "两项工作都很成功。（原文中没有找到依据）"
    plain = copy_plain(written, "").splitlines()
    assert plain[0] == "AI 生成，请核对原文"
    assert plain[3] == doubtful
    assert copy_html(written, "").startswith("<p>AI 生成，请核对原文</p>")
    assert f"<p>{doubtful}</p>" in copy_html(written, "")
    assert {"AI 生成，请核对原文", doubtful} <= set(paragraphs(conversation_docx([written], "")))


def test_a_document_survives_characters_that_xml_cannot_hold() -> None:
    odd = Turn("问\x00\x0b\ud800题", Answer("问", (AnswerSentence("答\x1f案\ufffe。"),)))
    assert {"问题", "答案。"} <= set(paragraphs(conversation_docx([odd], "标\x01题")))


def test_chinese_text_is_set_in_the_font_of_official_documents(assistant: ScriptedAssistant) -> None:
    from docx.oxml.ns import qn

    document = docx.Document(BytesIO(conversation_docx([turn(assistant, RESERVOIRS)], "")))
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "仿宋"
