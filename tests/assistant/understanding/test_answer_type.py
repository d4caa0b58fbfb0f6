"""Whether a sentence holds the kind of thing that is asked for."""

from collections.abc import Mapping

import pytest

from assistant.understanding.answer_type import given, lists_something
from assistant.understanding.places import place_names
from assistant.understanding.question import read_question


def things(question: str, text: str, names: Mapping[str, str] | None = None) -> list[str] | None:
    """What ``text`` gives for ``question``, in its own words; None where that can't be told."""
    found = given(read_question(question), text, names or {})
    return None if found is None else [text[item.start : item.end] for item in found]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("总投资多少？", "石门水库总投资9.8亿元，新增灌面1.2万亩。", ["9.8亿元"]),
        ("改造了多少公里？", "改造公路118公里，投资2亿元。", ["118公里"]),
        ("有几家企业？", "新增规上企业12家、就业3260人。", ["12家"]),
        ("增长百分之几？", "收入12.3亿元，增长5.2%。", ["5.2%"]),
        ("降了几个百分点？", "不良率1.42%，下降0.3个百分点。", ["0.3个百分点"]),
        ("多久检查一次？", "每季度开展一次隐患排查。", ["每季度"]),
        ("工期多少天？", "工期180天，投资3亿元。", ["180天"]),
        ("全省排第几？", "增速居全省第三位，同比提高2.1个百分点。", ["第三"]),
        ("有几个达标？", "落实“六个100%”和《五个一工程办法》，3个达标。", ["3个"]),
        ("清理多少万以上的项目？", "清理500万以上项目。", ["500万"]),
        ("超过多少万人？", "总量超过83万人，投资9亿元。", ["83万人"]),
        ("占比是百分之几？", "占比61.2%，比上年提高1.4个百分点。", ["61.2%"]),
        ("占比提高了多少？", "占比61.2%，比上年提高1.4个百分点。", ["61.2%", "1.4个百分点"]),
        ("森林火灾有几回？", "发生森林火灾7起。", ["7起"]),
        ("送出多少度电？", "送电162亿千瓦时，投资9亿元。", ["162亿千瓦时"]),
        ("利润总额是多少？", "利润总额22.4亿元，增长5.2%。", ["22.4亿元"]),
        ("追回欠薪多少元？", "追回欠薪２６００多万元。", ["２６００多万元"]),
    ],
)
def test_a_figure_must_be_of_the_measure_that_is_asked_for(question: str, text: str, expected: list[str]) -> None:
    assert things(question, text) == expected


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("增长百分之几？", "收入12.3亿元，持续增长。"),
        ("总投资多少钱？", "新建水库3座，占年度计划的52.5%。"),
        ("降了几个百分点？", "不良率为1.42%。"),
        ("改造了多少公里？", "改造危房118户。"),
        ("总投资多少？", "石门水库已经开工。"),
        ("利润总额是多少？", "拉低利润总额11.5个百分点。"),
        ("上半年增长多少？", "上半年保持较快增长，重点抓了三个方面的工作。"),
        ("占比是多少？占几成？", "比上年提高1.4个百分点。"),
    ],
)
def test_a_figure_of_another_measure_is_no_answer(question: str, text: str) -> None:
    assert things(question, text) == []


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("64个重点项目一共多少个？", "实施重点项目64个。"),
        ("投资9.8亿元的水库总投资多少？", "水库总投资98000万元。"),
        ("增长5.2%的收入增速是多少？", "同比增长５．２％。"),
    ],
)
def test_a_figure_that_the_question_states_is_no_answer(question: str, text: str) -> None:
    assert things(question, text) == []


def test_a_rate_that_is_stated_does_not_hide_one_in_percentage_points() -> None:
    assert things("增长5.2%，提高了多少个百分点？", "增长5.2%，提高5.2个百分点。") == ["5.2个百分点"]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("什么时候竣工？", "9月底前竣工，投资2亿元。", ["9月底"]),
        ("什么时候竣工？", "全部竣工。", []),
        ("9月底要完成什么时候的任务？", "9月底前完成。", []),
        ("哪一年建成？", "2031年建成通车。", ["2031年"]),
        ("上一次评估是哪一年？", "8月初通过评估。", []),
        ("上一次评估是哪年？", "去年8月通过评估。", ["去年"]),
        ("几月几号开会？", "今年召开，7月15日报到。", ["7月15日"]),
        ("最迟几号报到县里？", "每季度第一个月10日前报县里。", ["每季度第一个月10日前"]),
        ("哪几天不检查企业？", "每月1日至20日不入企检查。", ["每月1日至20日"]),
        ("什么时候通车？", "国庆节前建成通车。", ["国庆节前"]),
        ("几号通车？", "国庆节前建成通车。", []),
        ("交船期到什么时候？", "交船期到三年以后。", ["三年以后"]),
        ("三年内建成，什么时候开工？", "三年内建成。", []),
    ],
)
def test_a_date_is_given_unless_the_question_states_it(question: str, text: str, expected: list[str]) -> None:
    assert things(question, text) == expected


@pytest.mark.parametrize(
    ("question", "text", "holds"),
    [
        ("由哪个部门牵头？", "由县自然资源局牵头，月底前完成。", True),
        ("由哪个部门牵头？", "月底前完成报批。", False),
        ("县长是谁？", "县长周明主持会议。", True),
        ("县长叫什么名字？", "由县自然资源局牵头。", False),
        ("哪家公司承建？", "由华盛建设集团承建。", True),
        ("哪家公司承建？", "由县交通局负责。", False),
        ("哪家公司承建？", "3个标准厂房全部竣工。", False),
        ("大桥的业主是哪家？", "由县交通局负责。", False),
    ],
)
def test_who_is_asked_for_must_be_named(question: str, text: str, holds: bool) -> None:
    assert bool(things(question, text)) is holds


def test_where_is_answered_by_places_that_the_question_does_not_name() -> None:
    names = place_names("白鹭镇、松岭镇要发展茶叶产业。")
    assert names == {"白鹭": "镇", "松岭": "镇"}
    assert things("哪个镇种茶叶？", "白鹭重点种植茶叶。", names) == ["白鹭"]
    assert things("白鹭镇在哪里建茶厂？", "白鹭镇、松岭镇各建一座。", names) == ["松岭"]


def test_a_verb_before_a_town_or_a_county_names_neither() -> None:
    assert things("冷库建在哪里？", "要加快完善市、县、乡配送体系。") == []


def test_towns_that_are_asked_for_are_not_answered_by_a_list_of_something_else() -> None:
    assert things("分布在哪些乡镇？", "新建小学、中学和幼儿园。") == []
    assert things("派往哪些区域？", "派往沿海、沿江和内陆。") is None


def test_how_long_is_not_how_many() -> None:
    assert things("专项整治搞多久？", "筛选了94个项目，用3个月时间整治。") == ["3个"]


def test_a_county_is_not_answered_by_a_town() -> None:
    assert things("在哪个县？", "白鹭镇率先完成，青石县跟进。") == ["青石县"]


@pytest.mark.parametrize("question", ["怎么防范风险？", "有哪些困难？", "概括第一部分", "水利工作"])
def test_how_and_which_cannot_be_told_from_words(question: str) -> None:
    assert things(question, "完善机制，堵塞漏洞。") is None


@pytest.mark.parametrize(
    "text",
    [
        "受产品价格下跌挤压，进度滞后。",
        "主要是征地困难，进度滞后。",
        "在强降雨影响下，进度滞后。",
    ],
)
def test_a_cause_is_told_in_many_ways(text: str) -> None:
    assert things("为什么进度慢？", text)


def test_a_name_that_is_blanked_is_a_name() -> None:
    assert things("办公室主任是谁？", "办公室主任陈××兼任。") == ["主任陈××"]


def test_why_wants_a_cause() -> None:
    assert things("为什么进度慢？", "受连续强降雨影响，进度滞后。")
    assert things("为什么进度慢？", "完成投资3亿元。") == []


@pytest.mark.parametrize(
    ("text", "stated", "lists"),
    [
        ("新建乡镇卫生院5个。", "", False),
        ("白鹭、松岭和河口先行。", "", True),
        ("水库、公路。", "水库、公路怎么建", False),
        ("水库、公路、桥梁同步建设。", "水库、公路和什么建", True),
    ],
)
def test_a_list_names_several_things_that_are_not_yet_named(text: str, stated: str, lists: bool) -> None:
    assert lists_something(text, stated) is lists


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        # Money is of the currency that is asked for; what is paid is money or a share, and no number of houses.
        ("每吨多少美元？", "到厂成本每吨874元。", []),
        ("每吨多少美元？", "到岸价每吨109美元。", ["109美元"]),
        ("住户自己要掏多少？", "加装电梯900部，住户承担15%。", ["15%"]),
        ("有多少号人？", "连续18个月无事故，队伍有260人。", ["260人"]),
        ("超过几成？", "年轻人超过一半。", ["一半"]),
        # When figures were taken is no deadline, unless just that is asked.
        ("何时全部办结？", "截至6月底，已办结219个。", []),
        ("数据统计到什么时候？", "截至6月底，已办结219个。", ["6月底"]),
        ("什么时候之前竣工？", "确保在通车前全面竣工。", ["通车前"]),
        ("什么时候清完？", "主汛期前清理到位。", ["主汛期前"]),
    ],
)
def test_only_what_is_of_the_kind_counts(question: str, text: str, expected: list[str]) -> None:
    found = things(question, text)
    assert found is not None
    assert sorted(found) == sorted(expected)


def test_a_list_of_places_has_no_figures() -> None:
    assert things("分布在哪些地方？", "就业1.8万人、总量超过83万人。") == []
    assert things("分别派往哪些区域？", "组建长三角、大湾区、成渝3支小分队。") is None
