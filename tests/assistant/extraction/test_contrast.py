"""The distinctions of official language that a neighbouring figure or date must not blur."""

import pytest

from assistant.extraction.binding import bind
from assistant.extraction.contrast import as_asked, contrasts, differs
from assistant.understanding.answer_type import given
from assistant.understanding.question import read_question


def held_back(question: str, text: str) -> bool:
    """Whether what ``text`` would give answers another question than ``question``."""
    asked = read_question(question)
    bound = bind(text, asked.topic, as_asked(asked, text, given(asked, text) or ()))
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
        ("“三个一律”是哪三个？", "落实“三个一律”：超员的一律停航，瞒报的一律处罚，擅改的一律召回。", False),
        ("延长30年先在哪些地方试？", "延长30年，在白鹭整镇先行。", False),
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


@pytest.mark.parametrize("question", ["水库建得怎么样？", "为什么进度慢？", "概括水利工作"])
def test_questions_without_a_figure_date_or_list_are_left_alone(question: str) -> None:
    assert not held_back(question, "新增灌溉面积1.2万亩，力争年底前竣工。")


@pytest.mark.parametrize(
    ("asked", "text", "own"),
    [
        # the attribute that is asked for, and that of the neighbour
        ("景区门票收入是多少？", "23家景区接待游客186万人次，门票收入4310万元。", ["4310万元"]),
        # A clause of a name and a figure has its attribute before.
        ("白石县不良率是多少？", "各县不良率分别为：石门县2.18%，白石县3.87%。", ["2.18%", "3.87%"]),
        ("完成率是多少？", "修复218万亩，完成任务的103.8%。", ["103.8%"]),
        # the step that is asked for
        ("平台什么时候上线？", "9月底前上线运行，年底前接入算力。", ["9月底"]),
        ("什么时候能建好台账？", "9月底前建立台账，每周检查两次。", ["9月底"]),
        ("什么时候结算？", "9月底前上线运行，年底前接入算力。", ["9月底", "年底"]),
    ],
)
def test_of_several_figures_or_dates_those_as_asked_are_kept(asked: str, text: str, own: list[str]) -> None:
    question = read_question(asked)
    assert [text[thing.start : thing.end] for thing in as_asked(question, text, given(question, text) or ())] == own


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("二类地区的标准是多少元？", "一类地区的标准提高到1710元。", True),
        ("一号线投多少元？", "推进1号线改造，投入4.8亿元。", False),
        ("十一号线投多少元？", "推进11号线改造，投入4.8亿元。", False),
        ("十二号线投多少元？", "推进11号线改造，投入4.8亿元。", True),
        ("上届排第几？", "在上一届排第9位。", False),
        ("未开工项目的用地什么时候办完？", "用地问题8月底前办完。", False),
        ("项目什么时候开工？", "用地问题8月底前办完。", True),
        ("基础养老金标准是多少元？", "基础养老金标准每月提高20元。", True),
        ("基础养老金标准提高了多少元？", "基础养老金标准每月提高20元。", False),
    ],
)
def test_labels_steps_and_levels_are_told_apart(question: str, text: str, expected: bool) -> None:
    assert held_back(question, text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("必须做到“三到位”，抓紧启动各类项目。", True),
        ("必须做到房源、资金、方案“三到位”。", False),
        ("必须做到“三到位”：房源、资金、方案到位。", False),
        ("必须抓紧启动各类项目。", True),
    ],
)
def test_a_name_is_not_what_it_stands_for(text: str, expected: bool) -> None:
    assert held_back("“三到位”指什么？", text) is expected
