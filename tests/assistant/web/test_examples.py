from assistant.web.examples import example_questions
from index.parse import parse_outline


def test_examples_are_made_from_the_speechs_own_headings(speech_text: str) -> None:
    found = example_questions(parse_outline(speech_text))
    assert len(found) == 4
    assert "关于上半年工作" in found[0]
    assert "加大资金投入" in found[-1]
    assert len(set(found)) == 4


def test_a_text_without_headings_still_offers_one() -> None:
    assert len(example_questions(parse_outline("只有一段话，没有标题。"))) == 1


def test_headings_too_long_to_ask_with_are_left_out() -> None:
    outline = parse_outline("讲话\n一、" + "很长的标题" * 7 + "\n正文一句。\n二、短标题\n正文两句。")
    assert all("很长的标题" not in question for question in example_questions(outline))
