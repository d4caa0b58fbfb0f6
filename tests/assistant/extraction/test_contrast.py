"""The distinctions of official language that a neighbouring figure or date must not blur."""

import pytest

from assistant.extraction.binding import bind
from assistant.extraction.contrast import contrasts, differs
from assistant.understanding.answer_type import given
from assistant.understanding.question import read_question


def held_back(question: str, text: str) -> bool:
    """Whether what ``text`` would give answers another question than ``question``."""
    asked = read_question(question)
    bound = bind(text, asked.topic, given(asked, text) or ())
    return differs(asked, text, bound) or contrasts(asked, text, bound)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # a total, and what was added
        ("现有高新技术企业多少家？", "新增高新技术企业28家。"),
        ("新增了多少家高新技术企业？", "高新技术企业达到128家。"),
        ("全县总共有多少张床位？", "新建医院，净增床位260张。"),
        # achieved, and aimed at
        ("资金实际到位多少？", "签约项目协议资金45亿元。"),
        ("已经完成了多少套改造？", "确保完成改造1200套。"),
        ("目前有多少家企业上市？", "力争上市企业达到5家。"),
        # a year that is over, and what is aimed at; by now, and by then
        ("去年旅游收入是多少？", "全年力争旅游收入达到46亿元。"),
        ("现在有几个厂在运行？", "9月底前9个厂全部运行。"),
        # what a name stands for, and the name alone
        ("“三联”制度指的是哪三联？", "重商、亲商，落实领导干部“三联”制度。"),
        # the whole, and a part of it
        ("水库总投资多少？", "水库完成投资2.4亿元。"),
        ("水库完成了多少投资？", "水库总投资9.8亿元。"),
        ("债务还剩多少亿元？", "全年化解债务6.4亿元。"),
        # by how much, and to how much
        ("普及率提高了多少？", "普及率提高到88.6%。"),
        # town and country
        ("城镇居民收入增长多少？", "农村居民收入增长7.8%。"),
        ("农村居民收入增长多少？", "城镇居民收入增长5.1%。"),
        # one year and another
        ("去年同期增长多少？", "收入增长5.2%。"),
    ],
)
def test_a_figure_of_the_other_side_is_held_back(question: str, text: str) -> None:
    assert held_back(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("石门水库什么时候竣工？", "石门水库9月底前开工。"),
        ("石门水库什么时候开工？", "石门水库9月底前竣工。"),
        ("青石大桥什么时候通车？", "青石大桥9月底前贯通。"),
        ("项目什么时候获得批复？", "项目9月底前开工建设。"),
        ("景区什么时候开业？", "景区9月底前完成验收。"),
    ],
)
def test_the_date_of_another_milestone_is_held_back(question: str, text: str) -> None:
    assert held_back(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("现有高新技术企业多少家？", "高新技术企业达到128家。"),
        ("新增了多少家高新技术企业？", "新增高新技术企业28家。"),
        ("资金实际到位多少？", "到位资金12亿元。"),
        ("水库总投资多少？", "水库总投资9.8亿元。"),
        ("水库完成了多少投资？", "水库完成投资2.4亿元。"),
        ("普及率提高到多少？", "普及率提高到88.6%。"),
        ("农村居民收入增长多少？", "农村居民收入增长7.8%。"),
        ("石门水库什么时候竣工？", "石门水库9月底前竣工。"),
        ("石门水库什么时候建好？", "石门水库9月底前建成。"),
        ("石门水库什么时候开工？", "石门水库9月底前动工。"),
    ],
)
def test_a_figure_or_date_of_the_same_side_is_not(question: str, text: str) -> None:
    assert not held_back(question, text)


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("二号泊位投资多少？", "一号泊位投资2.4亿元。", True),
        ("一号泊位投资多少？", "一号泊位投资2.4亿元。", False),
        ("三标段什么时候完工？", "二标段9月底前完工。", True),
    ],
)
def test_what_is_numbered_is_not_its_neighbour(question: str, text: str, expected: bool) -> None:
    assert held_back(question, text) is expected


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("新建的5个卫生院是哪几个？", "新建乡镇卫生院5个。", True),
        ("新建的5个卫生院是哪些？", "新建卫生院5个，分别是白鹭、松岭、河口、青石、石门。", False),
        ("3个重点镇是哪几个？", "3个重点镇是白鹭、松岭和河口。", False),
        ("12件实事里进度滞后的是哪几件？", "12件实事中，公路改造、食堂建设2件进度滞后。", False),
    ],
)
def test_the_count_of_a_group_does_not_name_its_members(question: str, text: str, expected: bool) -> None:
    assert held_back(question, text) is expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [("妇幼保健院整体搬迁什么时候完成？", True), ("年底前建成的县域医共体什么时候建成？", False)],
)
def test_the_date_of_another_clause_is_held_back(question: str, expected: bool) -> None:
    text = "推进妇幼保健院整体搬迁，由卫健委牵头在10月底前完成县域医共体5个。"
    assert held_back(question, text) is expected


def test_a_figure_of_another_project_in_the_sentence_is_held_back() -> None:
    assert held_back("青石大桥投资多少？", "建设总投资15亿元的滨江公园。")
    assert not held_back("滨江公园投资多少？", "建设总投资15亿元的滨江公园。")


@pytest.mark.parametrize("question", ["水库建得怎么样？", "为什么进度慢？", "概括水利工作"])
def test_questions_without_a_figure_date_or_list_are_left_alone(question: str) -> None:
    assert not held_back(question, "新增灌溉面积1.2万亩，力争年底前竣工。")
