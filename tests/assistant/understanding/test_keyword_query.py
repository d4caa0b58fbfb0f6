"""What a query of mere keywords wants."""

import pytest

from assistant.understanding.keyword_query import wanted
from assistant.understanding.question import Ask, Measure, read_question


@pytest.mark.parametrize(
    ("query", "ask"),
    [
        ("石门水库 总库容", Ask.FIGURE),
        ("公路客运量 上半年 同比", Ask.FIGURE),
        ("森林覆盖率目标", Ask.FIGURE),
        ("新增品牌数量，麻烦核一下", Ask.FIGURE),
        ("危桥改造 牵头单位", Ask.WHO),
        ("化债专班 组长", Ask.WHO),
        ("二期校区 竣工时间", Ask.DATE),
        ("芙蓉学校 建设地点", Ask.PLACE),
        ("项目停工原因", Ask.WHY),
    ],
)
def test_keywords_ask_for_what_their_last_noun_names(query: str, ask: Ask) -> None:
    assert read_question(query).asks == {ask}


@pytest.mark.parametrize("query", ["市里支不支持发债规模", "按什么标准", "水利工作", "修路架桥", ""])
def test_other_words_name_nothing_that_is_wanted(query: str) -> None:
    assert wanted(query) is None


@pytest.mark.parametrize(
    ("query", "measure", "counter"),
    [
        ("建成社区食堂个数", Measure.COUNT, "个"),
        ("惠及企业户数", Measure.COUNT, "户"),
        ("平台注册用户数", Measure.ANY, ""),
        ("上半年营业收入", Measure.MONEY, ""),
        ("全省排名", Measure.RANK, ""),
    ],
)
def test_keywords_name_a_measure(query: str, measure: Measure, counter: str) -> None:
    question = read_question(query)
    assert (question.measure, question.counter) == (measure, counter)
