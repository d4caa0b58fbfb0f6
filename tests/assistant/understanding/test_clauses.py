"""The clauses of official sentences, and the fewest of them that answer."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.clauses import OMISSION, abridged, answering_span, clauses, excerpt, governing_clause

GOVERNED = "9月底前，石门水库实现截流，青石大桥建成通车，3个标准厂房项目全部竣工。"
LONG = (
    "上半年，全县新开工项目21个，完成投资6.2亿元；建成农村公路118公里，改造危桥12座，受益群众3.5万人；"
    "整治河道46公里，新建水厂5座，铺设管网210公里，农村自来水普及率达到88.6%，比年初提高2.1个百分点。"
)


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in clauses(text)]


def short(text: str, query: str, wanted: str = "") -> str:
    """The excerpt of ``text`` for ``query``; ``wanted`` are words that it must hold."""
    place = text.find(wanted)
    return excerpt(text, answering_span(text, query, [(place, place + len(wanted))] if wanted else []))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("新建水库3座，整治河道18公里。", ["新建水库3座", "整治河道18公里"]),
        ("投资1,200万元，惠及1,500户。", ["投资1,200万元", "惠及1,500户"]),
        ("落实“查，改，罚”制度，全部销号。", ["落实“查，改，罚”制度", "全部销号"]),
        ("（一，二）期；三期：四期", ["（一，二）期", "三期", "四期"]),
        ("全部完工。", ["全部完工"]),
        ("。", []),
        ("", []),
    ],
)
def test_a_sentence_parts_at_its_marks_but_not_within_quotes_brackets_and_numbers(
    text: str, expected: list[str]
) -> None:
    assert parts(text) == expected


@given(st.text(alphabet="水库投资，；：。“”（）12,.3 ", max_size=40))
def test_clauses_are_in_order_and_hold_all_but_the_marks(text: str) -> None:
    spans = clauses(text)
    assert all(a < b <= c for (a, b), (c, _) in pairwise(spans))
    outside = set("".join(text[a:b] for (_, a), (b, _) in pairwise(spans)))
    assert outside <= set("，；：,;")


def test_the_clause_with_the_figure_answers_alone() -> None:
    text = "新建乡镇卫生院5个，改造农村公路118公里，安装路灯260盏。"
    assert short(text, "改造了多少公里农村公路", "118公里") == "改造农村公路118公里"


def test_a_clause_that_brings_more_of_the_question_stays_beside_it() -> None:
    text = "实施重点项目64个，完成投资38.6亿元，安装路灯260盏。"
    assert short(text, "64个重点项目完成投资", "38.6亿元") == "实施重点项目64个，完成投资38.6亿元"


def test_the_date_that_governs_a_sentence_stays_with_each_of_its_requirements() -> None:
    assert short(GOVERNED, "石门水库截流", "石门水库") == "9月底前，石门水库实现截流"
    assert short(GOVERNED, "青石大桥通车", "青石大桥") == f"9月底前{OMISSION}青石大桥建成通车"
    assert short(GOVERNED, "标准厂房竣工", "3个") == f"9月底前{OMISSION}3个标准厂房项目全部竣工"


@pytest.mark.parametrize(
    ("text", "governs"),
    [
        (GOVERNED, "9月底前"),
        ("1-6月，完成投资38.6亿元。", "1-6月"),
        ("截至6月底，就业3260人，追回欠薪2600多万元。", "截至6月底"),
        ("石门水库9月底前截流，大桥通车。", None),
        ("9月底前全部完成。", None),
    ],
)
def test_only_an_opening_date_of_its_own_governs(text: str, governs: str | None) -> None:
    span = governing_clause(text)
    assert (text[slice(*span)] if span else None) == governs


def test_a_long_sentence_is_shown_around_what_answers() -> None:
    shown = abridged(LONG, "新建水厂5座")
    assert "新建水厂5座" in shown
    assert OMISSION in shown
    assert len(shown) < len(LONG)
    assert shown.startswith("上半年")
    assert all(piece in LONG for piece in shown.split(OMISSION))


def test_a_short_sentence_is_shown_whole() -> None:
    assert abridged(GOVERNED, "石门水库实现截流") == GOVERNED


@pytest.mark.parametrize("kept", ["", "不在其中的话"])
def test_a_sentence_is_shown_whole_where_there_is_nothing_to_keep(kept: str) -> None:
    assert abridged(LONG, kept) == LONG


@given(st.lists(st.sampled_from(parts(LONG)), min_size=1, max_size=14), st.data())
def test_what_is_left_of_a_sentence_stands_in_it(pieces: list[str], data: st.DataObject) -> None:
    text = "，".join(pieces) + "。"
    kept = data.draw(st.sampled_from(pieces))
    shown = abridged(text, kept)
    assert kept in shown
    assert all(piece in text for piece in shown.split(OMISSION))
