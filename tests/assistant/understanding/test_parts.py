import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.parts import divide


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("水库总投资多少？", ["水库总投资多少？"]),
        ("水库建成了，路也通了", ["水库建成了，路也通了"]),
        ("谁负责，请简单回答", ["谁负责，请简单回答"]),
        ("工业咋掉得那么猛，原因是啥？", ["工业咋掉得那么猛，原因是啥？"]),
        ("路灯怎么还没修，到底是什么原因拖着？", ["路灯怎么还没修，到底是什么原因拖着？"]),
    ],
)
def test_what_asks_one_thing_is_one_part(text: str, parts: list[str]) -> None:
    assert [part.text for part in divide(text)] == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("水库总投资多少，什么时候竣工？", ["水库总投资多少", "水库什么时候竣工"]),
        ("关于水库，总投资多少？谁负责？", ["关于水库，总投资多少", "关于水库，谁负责"]),
        ("新建了几座水库以及由谁负责？", ["新建了几座水库", "新建水库由谁负责"]),
        ("水库由谁设计，谁施工？", ["水库由谁设计", "水库谁施工"]),
        ("茶叶去年卖了多少吨，今年的目标又是多少？", ["茶叶去年卖了多少吨", "茶叶今年的目标又是多少"]),
        ("公园目前有多少座，明年再建几座？", ["公园目前有多少座", "公园明年再建几座"]),
        ("入户率去年是多少，今年要达到多少？", ["入户率去年是多少", "入户率今年要达到多少"]),
        ("贷款上半年发了几笔，多少钱？", ["贷款上半年发了几笔", "贷款上半年多少钱"]),
    ],
)
def test_a_part_that_leaves_its_subject_out_gets_it_back(text: str, parts: list[str]) -> None:
    assert [part.text for part in divide(text)] == parts


def test_a_part_with_a_subject_of_its_own_takes_the_time_alone() -> None:
    first, second = divide("上半年出口额是多少，农村公路一共新建了多少公里？")
    assert (first.text, second.text) == ("上半年出口额是多少", "上半年农村公路一共新建了多少公里")
    assert divide("桥什么时候通车，项目用地手续由谁牵头？")[1].text == "项目用地手续由谁牵头"


@pytest.mark.parametrize("second", ["GDP增长多少", "那坡县新建了几座桥", "并购金额一共有多少亿元"])
def test_a_short_subject_and_a_name_stay_as_they_stand(second: str) -> None:
    assert divide(f"水库投资多少，{second}")[1].text.endswith(second)
    assert divide(f"今年水库投资多少，{second}")[1].text == f"今年{second}"


def test_what_joins_a_part_to_the_one_before_is_left_out() -> None:
    assert divide("水库由谁设计，又由谁施工？")[1].text == "水库由谁施工"


def test_where_no_subject_can_be_told_the_part_is_about_the_whole() -> None:
    second = divide("哪个县的工业在往下掉，掉了几个点")[1]
    assert (second.text, second.about) == ("掉了几个点", "哪个县的工业在往下掉，掉了几个点")
    second = divide("今年路灯少了多少盏，是啥缘故？")[1]
    assert (second.text, second.about) == ("是啥缘故", "今年路灯少了多少盏，是啥缘故")


def test_english_parts_are_about_the_whole() -> None:
    text = "Who builds the dam, and what does it cost?"
    assert [part.about for part in divide(text)] == [text, text]


@given(st.text(alphabet="水库去年今年上半年投资是多少什么时候谁负责原因，、？。还有以及abwho 1是", max_size=60))
def test_any_text_has_parts_with_words(text: str) -> None:
    parts = divide(text)
    assert parts
    assert all(part.text.strip() for part in parts) or not text.strip("，、？。 ")
    if len(parts) == 1:
        assert parts[0].text == text
