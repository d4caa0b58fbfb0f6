import pytest

from assistant.evaluation.metrics.facts import all_facts, enumeration, fact_share, facts_held
from assistant.evaluation.metrics.numbers import has_figure, normalise, with_figures
from assistant.evaluation.metrics.ratio import NOT_APPLICABLE, Ratio

SAME = [
    ("1.78%", "不良贷款率为1.78%。[1]"),
    ("1.78%", "不良贷款率为１．７８％。"),
    ("1.78%", "不良贷款率为百分之一点七八"),
    ("1.8万人", "新增18000人"),
    ("1.8万人", "新增18,000 人"),
    ("2亿元", "注册资金20000万元"),
    ("二十条", "落实20条措施"),
    ("20条", "落实促进就业工作二十条措施"),
    ("11月15日", "十一月十五日前完成"),
    ("5.4个百分点", "下降5.4百分点"),
    ("2019年", "二〇一九年"),
    ("13.50亿元", "13.5亿元"),
    ("多规合一 系统", "多规合一\n系统"),
    ("GDP", "占gdp比重"),
]
DIFFERENT = [
    ("5%", "下降15%"),
    ("5%", "下降5个百分点"),
    ("5个百分点", "下降5%"),
    ("5个", "下降5个百分点"),
    ("5个", "15个项目"),
    ("2", "2亿元"),
    ("1.8万人", "1.8亿人"),
    ("1.8万人", "18万人"),
    ("178亿元", "178万元"),
    ("1", "1.78%"),
    ("十四五", "“十五五”规划"),
    ("3%", "3‰"),
    ("3座", "完成[3]座谈"),
]


@pytest.mark.parametrize(("spelling", "answer"), SAME)
def test_the_same_number_in_another_spelling_is_the_fact(spelling: str, answer: str) -> None:
    assert facts_held([[spelling]], answer) == (True,)


@pytest.mark.parametrize(("spelling", "answer"), DIFFERENT)
def test_another_number_or_unit_is_not_the_fact(spelling: str, answer: str) -> None:
    assert facts_held([[spelling]], answer) == (False,)


def test_any_accepted_spelling_will_do() -> None:
    facts = [["市商务局", "商务局"], ["市住建局"]]
    assert facts_held(facts, "由商务局负责") == (True, False)


def test_marks_inside_an_answer_do_not_break_a_fact() -> None:
    assert facts_held([["保靖和经开区"]], "保靖[1]和【2】经开区［3］") == (True,)


def test_shares_by_hand() -> None:
    held = (True, False, True)
    assert fact_share(held) == Ratio(2, 3)
    assert all_facts(held) == Ratio(0, 1)
    assert all_facts((True, True)) == Ratio(1, 1)


def test_no_facts_required_or_no_answer() -> None:
    assert (fact_share(()), all_facts(())) == (NOT_APPLICABLE, NOT_APPLICABLE)
    assert facts_held([["3座"]], "") == (False,)


def test_only_questions_for_several_items_are_enumerations() -> None:
    assert enumeration("list", (True, False)) == Ratio(1, 2)
    assert enumeration("list", (True,)) == NOT_APPLICABLE
    assert enumeration("figure", (True, False)) == NOT_APPLICABLE


def test_numbers_are_written_one_way() -> None:
    assert with_figures(normalise("三百二十万、１，２００个、0.30‰")) == "⟨3200000⟩、⟨1200⟩个、⟨0.3‰⟩"


@pytest.mark.parametrize("text", ["完成93.5%", "百分之五", "二十条措施", "３座"])
def test_figures_are_seen(text: str) -> None:
    assert has_figure(text)


@pytest.mark.parametrize("text", ["一是加快建设。[1]", "两手抓、两手硬【12】", "十分重要", "千方百计"])
def test_words_with_a_numeral_in_them_are_no_figures(text: str) -> None:
    assert not has_figure(text)
