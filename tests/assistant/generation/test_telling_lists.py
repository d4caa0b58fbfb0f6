"""A list is told as a whole where its citations come last, and item by item where each has its own."""

import pytest

from assistant.generation.context import whole_context
from assistant.generation.model_text import AnswerParser
from assistant.generation.telling import Telling
from index.parse import parse_outline

TEXT = """工作报告
一、今年工作
新建茶园8000亩，其中石坪镇3000亩、柳渡镇5000亩。一是产业结构不优。二是人才外流严重。三是作风不实。
"""
OUTLINE = parse_outline(TEXT)
CONTEXT = whole_context(OUTLINE, "")
IDS = {OUTLINE.quote(sentence)[:2]: name for name, sentence in CONTEXT.by_id.items()}


def told(answer: str) -> tuple[list[str], Telling]:
    telling, parser = Telling(OUTLINE, CONTEXT, "有哪些？"), AnswerParser()
    for words, name in IDS.items():
        answer = answer.replace(f"⟦{words}⟧", f"[{name}]")
    list(telling.events(parser.feed(answer)))
    list(telling.events(parser.finish(), last=True))
    return [item.sentence.text for item in telling.told if item.sentence.supported], telling


@pytest.mark.parametrize(
    "answer",
    [
        "新建茶园8000亩，其中：\n- 石坪镇3000亩\n- 柳渡镇5000亩⟦新建⟧",
        "新建茶园8000亩，其中：\n1. 石坪镇3000亩；\n2. 柳渡镇5000亩。⟦新建⟧",
    ],
)
def test_lines_without_a_citation_wait_for_the_last_ones(answer: str) -> None:
    shown, telling = told(answer)
    assert telling.faults == []
    assert len(shown) == 1
    assert "石坪镇3000亩" in shown[0]


def test_what_opens_a_list_counts_the_items_that_are_cited_one_by_one() -> None:
    shown, telling = told("共三个问题：\n- 产业结构不优⟦一是⟧\n- 人才外流严重⟦二是⟧\n- 作风不实⟦三是⟧")
    assert telling.faults == []
    assert shown[0] == "共三个问题："
    assert telling.told[0].sentence.citations == (1, 2, 3)


def test_a_wrong_line_of_a_list_is_not_told() -> None:
    shown, telling = told("新建茶园8000亩，其中：\n- 石坪镇5000亩\n- 柳渡镇5000亩⟦新建⟧")
    assert "石坪镇5000亩" not in "".join(shown)
    assert telling.faults


def test_lines_that_no_citation_follows_are_not_told() -> None:
    shown, telling = told("主要任务：\n- 新建茶园8000亩\n")
    assert shown == []
    assert {verdict.fault for _, verdict in telling.faults} == {"uncited"}
