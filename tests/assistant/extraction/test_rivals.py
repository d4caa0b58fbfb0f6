"""What is said of another thing than the question names."""

import pytest

from assistant.extraction.binding import bind
from assistant.extraction.rivals import Setting, is_of_another, own_things
from assistant.understanding.answer_type import given
from assistant.understanding.question import read_question


def kept(asked: str, text: str, above: str = "", elsewhere: str = "") -> list[str]:
    """The figures or dates of ``text`` that are left for ``asked``, in a document that has also ``elsewhere``."""
    question, setting = read_question(asked), Setting(text, above, elsewhere + above + text)
    things = own_things(question, setting, given(question, text) or ())
    return [text[thing.start : thing.end] for thing in things if not is_of_another(question, setting, thing)]


@pytest.mark.parametrize(
    ("asked", "text", "own"),
    [
        ("收不回来的账占了几成？", "6月末，不良贷款率为1.42%，远低于5%的监管红线。", ["1.42%"]),
        ("监管红线是百分之几？", "6月末，不良贷款率为1.42%，远低于5%的监管红线。", ["1.42%", "5%"]),
        ("青石大桥投资多少？", "建设总投资15亿元的滨江公园。", []),
        ("滨江公园投资多少？", "建设总投资15亿元的滨江公园。", ["15亿元"]),
    ],
)
def test_a_figure_is_its_owners(asked: str, text: str, own: list[str]) -> None:
    assert kept(asked, text) == own


def test_of_dates_none_has_an_owner() -> None:
    assert kept("什么时候完工？", "按今年的任务，6月底前完工。") == ["今年", "6月底"]


@pytest.mark.parametrize(
    ("asked", "text", "own"),
    [
        ("白石县治理了多少亩？", "治理7350亩，其中石门县2120亩、白石县1680亩。", ["1680亩"]),
        ("白石县的治理率是多少？", "石门县治理率达到64%；白石县正在治理。", []),
        ("石门县的治理率是多少？", "石门县治理率达到64%；白石县正在治理。", ["64%"]),
        ("3号线客流增长百分之几？", "2号线客流增长17.8%，3号线客流下滑。", []),
        ("文旅集团的资产是多少亿元？", "组建文旅集团、城投集团，城投集团资产达到640亿元。", []),
        ("白石县哪天建成？", "石门县于5月3日建成。", []),
        # Where both are named before a figure, it may be of each.
        ("白石县建几套公寓？", "白石县、石门县要建设公寓4500套。", ["4500套"]),
        # The whole, where a part that is asked for comes after; and the sibling of what the question counts.
        ("白石县治理了多少处？", "全市治理350处，其中石门县120处。", ["350处"]),
        ("3号线客流是多少人次？", "2号线客流15万人次；3号线客流9万人次。", ["9万人次"]),
        # A place that is no other: the whole city, and what is merely called so.
        ("白石县的治理率是多少？", "白石县在全市各县中率先达到64%。", ["64%"]),
        ("白石县新建几个小区？", "白石县老旧小区改造，新建小区12个。", ["12个"]),
    ],
)
def test_a_figure_behind_another_name_of_the_kind_is_the_others(asked: str, text: str, own: list[str]) -> None:
    assert kept(asked, text, elsewhere="白石县、石门县和3号线。") == own


def test_what_the_headings_name_is_said_of_all_below() -> None:
    assert kept("白石县的治理率是多少？", "借石门县的经验，达到64%。", above="一、白石县") == ["64%"]


def test_a_name_that_the_document_does_not_have_says_nothing() -> None:
    assert kept("石们县的治理率是多少？", "石门县治理率达到64%。") == ["64%"]


@pytest.mark.parametrize(
    ("asked", "text", "own"),
    [
        ("山岳铝业买了多少度电？", "组织山岳铝业、晨禾化工等18家企业买电，成交2340度。", []),
        ("山岳铝业、晨禾化工等企业买了多少度电？", "组织山岳铝业、晨禾化工等18家企业买电，成交2340度。", ["2340度"]),
        ("18家企业一共买了多少度电？", "组织山岳铝业、晨禾化工等18家企业买电，成交2340度。", ["2340度"]),
        ("山岳铝业募集多少亿元？", "山岳铝业、晨禾化工2家上市，合计募集27.4亿元。", []),
        ("山岳铝业募集多少亿元？", "山岳铝业、晨禾化工2家上市，分别募集17.4亿元、10亿元。", ["17.4亿元", "10亿元"]),
        ("山岳铝业募集多少亿元？", "扶持山岳铝业、晨禾化工等企业，山岳铝业募集17.4亿元。", ["17.4亿元"]),
        ("新建几座泵站？", "加快道路、桥梁、管网建设，新建泵站12座。", ["12座"]),
    ],
)
def test_what_several_have_together_is_not_what_one_has(asked: str, text: str, own: list[str]) -> None:
    assert kept(asked, text) == own


def test_where_all_are_said_of_another_the_sentence_keeps_them() -> None:
    """Which of them would be given is then for other signs to judge."""
    question, text = read_question("青石大桥投资多少？"), "建设总投资15亿元的滨江公园。"
    things = own_things(question, Setting(text, "", text), given(question, text) or ())
    bound = bind(text, question.topic, things)
    assert bound.thing is not None
    assert text[bound.thing.start : bound.thing.end] == "15亿元"


@pytest.mark.parametrize(
    ("asked", "text", "own"),
    [
        ("“春雷”从几号开始？", "组织“春雷”“秋风”两轮行动，其中“秋风”从9月10日开始。", []),
        ("“秋风”从几号开始？", "组织“春雷”“秋风”两轮行动，其中“秋风”从9月10日开始。", ["9月10日"]),
        ("“春雷”“秋风”从几号开始？", "“春雷”“秋风”两轮行动从9月10日开始。", ["9月10日"]),
        ("化工实训基地投资多少亿元？", "建设智能、化工、护理3个实训基地，其中智能实训基地投资3.4亿元。", []),
        ("智能实训基地投资多少亿元？", "建设智能、化工、护理3个实训基地，其中智能实训基地投资3.4亿元。", ["3.4亿元"]),
        (
            "护理实训基地投资多少亿元？",
            "建设智能、护理2个基地，其中智能基地投资3.4亿元、护理基地2亿元。",
            ["2亿元"],
        ),
        ("最长贴息几年？", "给予最长2年的贴息。", ["2年"]),
        ("名额要留够几天？", "储备15天的食品。", ["15天"]),
    ],
)
def test_what_a_list_or_quotation_marks_name_is_told_apart(asked: str, text: str, own: list[str]) -> None:
    assert kept(asked, text) == own


def test_the_same_name_of_another_kind_is_a_rival() -> None:
    text = "开发区亩均税收17.6万元，其中白石高新区亩均税收28.4万元。"
    assert kept("白石经开区亩均税收多少万元？", text, elsewhere="白石经开区先行。") == []


def test_what_goes_on_with_the_thing_that_was_named_is_its_own() -> None:
    text = "山岳集团完成改革，辅业划转给城投公司，集团负债率降到71.2%。"
    assert kept("山岳集团负债率是百分之几？", text) == ["71.2%"]
