"""Ways of asking, official and everyday, and words like them that ask for something else."""

import pytest

from assistant.understanding import asking
from assistant.understanding.question import Ask, Measure, read_question


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("水库修在哪座山上？", Ask.PLACE),
        ("设在哪所学校？", Ask.PLACE),
        ("海外仓准备建在哪个国家？", Ask.PLACE),
        ("推介会在哪座城市办的？", Ask.PLACE),
        ("开幕式在哪办？", Ask.PLACE),
        ("老厂往哪搬？", Ask.PLACE),
        ("事故出在哪个工地？", Ask.PLACE),
        ("隐患点怎么分布？", Ask.PLACE),
        ("办公地点在？", Ask.PLACE),
        ("路慢在哪个环节？", Ask.OPEN),
        ("在哪个月开工？", Ask.DATE),
        ("强在哪方面？", Ask.OPEN),
        ("来耍的人有好多？", Ask.FIGURE),
        ("品牌估值几何？", Ask.FIGURE),
        ("打几折？", Ask.FIGURE),
        ("利率要压到什么水平？", Ask.FIGURE),
        ("民间投资增速怎么样？", Ask.FIGURE),
        ("没办完的那几件在谁手上？", Ask.WHO),
        ("由哪个处牵头？", Ask.WHO),
        ("组长由什么人担任？", Ask.WHO),
        ("获奖的是哪个项目？", Ask.WHO),
        ("采取什么办法？", Ask.HOW),
        ("钱从哪里来？", Ask.HOW),
        ("怎么才完成六成？", Ask.WHY),
        ("咋老是上不去？", Ask.WHY),
        ("进度慢是什么造成的？", Ask.WHY),
        ("这两个楼盘怎么烂尾的？", Ask.WHY),
        ("增长主要靠什么拉动？", Ask.WHY),
        ("厂子因何停产？", Ask.WHY),
        ("怎么还贷款？", Ask.HOW),
        ("哪段时间封路？", Ask.DATE),
        ("合并的厂子都是啥？", Ask.LIST),
    ],
)
def test_a_way_of_asking_is_read(text: str, ask: Ask) -> None:
    assert read_question(text).asks == {ask}


def test_why_with_a_number_in_it_asks_for_no_figure() -> None:
    assert read_question("为什么有几户没搬？").asks == {Ask.WHY}
    assert asking.WHY.search("why is it late?")


@pytest.mark.parametrize(
    ("text", "measure", "counter"),
    [
        ("队伍有多少号人？", Measure.COUNT, "人"),
        ("伤了几个人？", Measure.COUNT, "人"),
        ("有几个人才公寓？", Measure.COUNT, "个"),
        ("损失有多大？", Measure.MONEY, ""),
        ("去年营业收入是多少？", Measure.MONEY, ""),
        ("收入增长多少？", Measure.ANY, ""),
        ("市场份额达到百分之多少？", Measure.RATE, ""),
    ],
)
def test_what_a_figure_measures_is_read(text: str, measure: Measure, counter: str) -> None:
    question = read_question(text)
    assert (question.measure, question.counter) == (measure, counter)
