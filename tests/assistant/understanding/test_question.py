"""What questions of every kind ask for, in official and in everyday words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.question import Ask, Measure, read_question


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("水库总投资是多少？", Ask.FIGURE),
        ("修了多少公里路？", Ask.FIGURE),
        ("新建了几座水库？", Ask.FIGURE),
        ("达标率百分之几？", Ask.FIGURE),
        ("全省排第几？", Ask.FIGURE),
        ("水质达标率？", Ask.FIGURE),
        ("工期多久？", Ask.FIGURE),
        ("大桥什么时候通车？", Ask.DATE),
        ("最迟哪天交？", Ask.DATE),
        ("哪一年建成？", Ask.DATE),
        ("由哪个部门牵头？", Ask.WHO),
        ("谁负责养护？", Ask.WHO),
        ("责任单位是？", Ask.WHO),
        ("水厂建在哪里？", Ask.PLACE),
        ("哪个镇种茶叶？", Ask.PLACE),
        ("病险海堤 所在县区", Ask.PLACE),
        ("产业园 建成年份", Ask.DATE),
        ("哪几天不检查企业？", Ask.DATE),
        ("一天开几个钟头？", Ask.FIGURE),
        ("有哪些困难？", Ask.LIST),
        ("重点抓哪几个方面？", Ask.LIST),
        ("怎么防范债务风险？", Ask.HOW),
        ("如何管好资金？", Ask.HOW),
        ("为什么进度慢？", Ask.WHY),
        ("进度慢是什么原因？", Ask.WHY),
        ("坐大巴的人怎么越来越少？", Ask.WHY),
        ("去年来的人咋一下子多了？", Ask.WHY),
        ("进度慢是咋回事", Ask.WHY),
        ("那几起事故是怎么引起的？", Ask.WHY),
        ("剩下的项目卡在哪里了？", Ask.WHY),
        ("凭啥他们排第一？", Ask.WHY),
        ("救援队建了几支？", Ask.FIGURE),
        ("去帮忙的有几号人？", Ask.FIGURE),
        ("山上着了几回火？", Ask.FIGURE),
        ("茶业公司 利润 上半年", Ask.FIGURE),
        ("春节假期 过夜游客人次", Ask.FIGURE),
        ("停车楼几时动工？", Ask.DATE),
        ("基金要在什么时间之前设立？", Ask.DATE),
        ("水库开工了吗？", Ask.YES_NO),
        ("是否完成征地？", Ask.YES_NO),
        ("概括第二部分", Ask.SUMMARY),
        ("总结一下困难和问题", Ask.SUMMARY),
        ("How many reservoirs were built?", Ask.FIGURE),
        ("When does the bridge open?", Ask.DATE),
        ("Who is responsible for the roads?", Ask.WHO),
        ("Summarise part two", Ask.SUMMARY),
        ("水利工作", Ask.OPEN),
    ],
)
def test_a_question_tells_what_it_asks_for(text: str, ask: Ask) -> None:
    assert ask in read_question(text).asks


@pytest.mark.parametrize(
    ("text", "ask"),
    [
        ("几点要求？", Ask.DATE),
        ("哪几个县通了水？", Ask.FIGURE),
        ("如何处理积案？", Ask.PLACE),
        ("为什么哪里都缺人？", Ask.PLACE),
        ("如何提高就业率？", Ask.FIGURE),
        ("怎么还款？", Ask.WHY),
        ("怎么不断提高质量？", Ask.WHY),
        ("水库开工了吗？", Ask.FIGURE),
        ("去帮忙的有几号人？", Ask.DATE),
        ("最多能收多长时间？", Ask.DATE),
        ("近几年为什么灾害多？", Ask.DATE),
        ("后头几个月会不会好转？", Ask.FIGURE),
        ("能不能几家一块儿办？", Ask.FIGURE),
        ("门口还能挂哪几块牌子？", Ask.FIGURE),
        ("融资难，难在何处？", Ask.PLACE),
    ],
)
def test_what_only_looks_like_a_kind_is_not_taken_for_it(text: str, ask: Ask) -> None:
    assert ask not in read_question(text).asks


@pytest.mark.parametrize(
    ("text", "measure", "counter"),
    [
        ("总投资多少？", Measure.MONEY, ""),
        ("花了多少万元？", Measure.MONEY, "元"),
        ("不良贷款率是多少？", Measure.RATE, ""),
        ("下降了几个百分点？", Measure.RATE, "个百分点"),
        ("下降了多少个百分点？", Measure.RATE, "个百分点"),
        ("占多大比例？", Measure.RATE, ""),
        ("全省排第几？", Measure.RANK, ""),
        ("改造了多少公里？", Measure.COUNT, "公里"),
        ("有几家企业？", Measure.COUNT, "家"),
        ("用掉多少天然气？", Measure.ANY, ""),
        ("拿出多少人才资金？", Measure.ANY, ""),
        ("占地的案子办了多少？", Measure.ANY, ""),
        ("经费再压多少？", Measure.ANY, ""),
        ("最多能收多长时间的钱？", Measure.DURATION, ""),
        ("要多少天办完？", Measure.DURATION, ""),
        ("多久检查一次？", Measure.DURATION, ""),
        ("财政收入完成多少？", Measure.ANY, ""),
        ("大桥什么时候通车？", Measure.ANY, ""),
        ("转移就业超过多少万人？", Measure.COUNT, "人"),
        ("清理多少万以上的项目？", Measure.ANY, ""),
        ("一度电几毛几？", Measure.MONEY, ""),
    ],
)
def test_a_figure_is_asked_for_in_a_measure(text: str, measure: Measure, counter: str) -> None:
    question = read_question(text)
    assert (question.measure, question.counter) == (measure, counter)


def test_full_width_characters_ask_the_same() -> None:
    assert read_question("Ｗｈｅｎ ｄｏｅｓ ｉｔ ｏｐｅｎ？").asks == read_question("When does it open?").asks


def test_the_parts_ask_each_for_its_own_about_the_same_subject() -> None:
    first, second = read_question("石门水库总投资多少，什么时候竣工？").questions()
    assert (Ask.FIGURE in first.asks, Ask.DATE in first.asks) == (True, False)
    assert (Ask.FIGURE in second.asks, Ask.DATE in second.asks) == (False, True)
    assert "石门水库" in second.topic


def test_a_question_of_one_part_is_its_own_part() -> None:
    question = read_question("石门水库什么时候竣工？")
    assert question.questions() == (question,)


@given(st.text(max_size=80))
def test_any_text_can_be_read(text: str) -> None:
    question = read_question(text)
    assert question.asks
    assert len(question.questions()) == len(question.parts) >= 1
    assert isinstance(question.topic, str)
