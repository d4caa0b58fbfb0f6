"""The whole way from question to answer: facts that must be given, and neighbours' facts that must not."""

import re

import pytest

from assistant.chain import Assistant

FIGURE = re.compile(r"\d")


@pytest.mark.parametrize(
    ("question", "fact"),
    [
        ("6月底不良贷款率是多少？", "1.42%"),
        ("不良贷款率下降了几个百分点？", "0.3个百分点"),
        ("上半年地方财政收入是多少？", "12.3亿元"),
        ("上半年地方财政收入增长百分之几？", "5.2%"),
        ("新增贷款多少亿元？", "16.5亿元"),
        ("截至6月底城镇新增就业多少人？", "3260人"),
        ("为多少名农民工追回欠薪？", "1870名"),
        ("追回欠薪多少钱？", "2600多万元"),
        ("64个重点项目完成了多少投资？", "38.6亿元"),
        ("石门水库总投资多少？", "9.8亿元"),
        ("石门水库什么时候截流？", "9月底前"),
        ("青石大桥什么时候通车？", "9月底前"),
        ("项目用地报批什么时候完成？", "10月底前"),
        ("项目用地报批由哪个部门牵头？", "县自然资源局"),
        ("白鹭镇的种植面积要达到多少？", "2.6万亩"),
        ("松岭镇的种植面积要达到多少？", "1.8万亩"),
        ("白鹭镇重点发展什么产业？", "茶叶"),
        ("哪个镇发展油茶产业？", "松岭镇"),
        ("隐患排查多久开展一次？", "每季度"),
        ("全年固定资产投资目标是多少？", "80亿元以上"),
        ("协议资金多少？", "45亿元"),
        ("下半年要防范化解哪些风险？", "三要防范生态环境风险"),
        ("总结一下困难和问题", "三是干部作风不实"),
        ("概括第二部分", "（三）坚决防范化解风险"),
    ],
)
def test_what_the_speech_says_is_answered(county: Assistant, question: str, fact: str) -> None:
    answer = county.ask(question)
    assert not answer.refused
    assert fact in answer.text
    assert any(fact in citation.quote for citation in answer.citations)


@pytest.mark.parametrize(
    "question",
    [
        "石门水库什么时候竣工？",  # only that work began, and when the river is closed
        "石门水库什么时候开工？",
        "上半年固定资产投资完成了多少？",  # only the aim for the year
        "全县贷款余额是多少？",  # only what was added
        "河口镇的种植面积要达到多少？",  # only those of its neighbours
        "新建的5个乡镇卫生院是哪几个？",  # only how many
        "上半年GDP增长多少？",  # only that it grew
        "石门水库由哪家公司承建？",  # no company at all
    ],
)
def test_a_neighbouring_fact_is_not_asserted(county: Assistant, question: str) -> None:
    answer = county.ask(question)
    assert answer.refused
    assert answer.reason in ("not_given", "not_mentioned")
    assert not FIGURE.search(answer.sentences[0].text)
    assert 1 <= len(answer.nearest) <= 3


@pytest.mark.parametrize(
    ("question", "reason"),
    [("石门水库什么时候竣工？", "not_given"), ("上半年GDP增长多少？", "not_given"), ("今天天气怎么样？", "off_topic")],
)
def test_a_refusal_says_which_kind_it_is(county: Assistant, question: str, reason: str) -> None:
    assert county.ask(question).reason == reason


@pytest.mark.parametrize("question", ["6月底不良贷款率是多少？", "新建了几个乡镇卫生院？", "青石大桥什么时候通车？"])
def test_a_figure_or_a_deadline_is_answered_in_one_line(county: Assistant, question: str) -> None:
    assert len(county.ask(question).text.splitlines()[0]) <= 40
    assert len(county.ask(question).citations) == 1


@pytest.mark.parametrize(
    ("question", "before", "fact"),
    [
        ("那新增贷款呢？", "6月底不良贷款率是多少？", "16.5亿元"),
        ("那松岭镇呢？", "白鹭镇的种植面积要达到多少？", "1.8万亩"),
        ("那总投资是多少？", "石门水库什么时候截流？", "9.8亿元"),
        ("那青石大桥呢？", "石门水库什么时候截流？", "9月底前"),
    ],
)
def test_a_follow_up_gets_its_own_fact(county: Assistant, question: str, before: str, fact: str) -> None:
    assert fact in county.ask(question, [before]).text


@pytest.mark.parametrize(
    ("question", "before"),
    [("那河口镇呢？", "白鹭镇的种植面积要达到多少？"), ("那青石大桥呢？", "石门水库总投资多少？")],
)
def test_a_follow_up_is_not_answered_with_the_fact_of_the_earlier_subject(
    county: Assistant, question: str, before: str
) -> None:
    assert county.ask(question, [before]).refused
