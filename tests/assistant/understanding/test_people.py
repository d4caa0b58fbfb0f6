"""Who is named in a text, and who a question wants."""

import pytest

from assistant.understanding.people import asks_for_a_holder, may_name_somebody, people, wants_a_thing


@pytest.mark.parametrize(
    ("said", "somebody"),
    [
        ("资金由县级财政承担。", True),
        ("发改部门要组织申报。", True),
        ("州农业局牵头，县残联配合。", True),
        ("优先解决北部山区群众出行难。", False),
        ("实行户分类、村收集、县处理。", False),
    ],
)
def test_a_body_is_told_from_a_word_that_ends_like_one(said: str, somebody: bool) -> None:
    assert may_name_somebody("归哪个单位管？", said) is somebody


@pytest.mark.parametrize(
    ("question", "holder"),
    [
        ("指挥部的指挥长是谁？", True),
        ("局长叫什么名字？", True),
        ("谁牵头？", False),
        ("两个安置点叫什么名称？", False),
    ],
)
def test_a_question_for_the_holder_of_an_office_wants_a_name(question: str, holder: bool) -> None:
    assert asks_for_a_holder(question) is holder


@pytest.mark.parametrize(
    ("question", "text", "named"),
    [
        # A bare 哪家 may be a department; a company is none.
        ("由哪家单位督办？", "由县水利局负责督办，工期180天。", ["由县水利局"]),
        ("由哪家公司承建？", "由县水利局负责，由石门建工集团承建。", ["由石门建工集团"]),
        ("由哪家公司承建？", "由县水利局负责，年底前完工。", []),
        ("哪家企业出资建造？", "由远帆渔业负责投资建造。", ["远帆渔业"]),
        ("委托哪家机构管理？", "委托第三方机构开展评估，由航空公司协商。", []),
        # An office is told with its holder, or not at all.
        ("办公室主任由谁担任？", "组长由县长担任，办公室设在县水利局。", []),
        ("工作组组长由谁担任？", "由分管副县长担任组长。", ["由分管副县长"]),
        ("由哪位副县长牵头？", "每项指标由一名副县长牵头。", []),
        ("现任县长叫什么名字？", "由县长任组长成立专班。", []),
        ("县水利局局长是谁？", "县水利局局长王××汇报了工作。", ["局长王××"]),
    ],
)
def test_only_whom_the_question_wants_is_named(question: str, text: str, named: list[str]) -> None:
    assert [text[start:end] for start, end in people(text, question)] == named


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("获奖的是哪个项目？", True),
        ("限载的两座危桥叫什么名字？", True),
        ("承建的公司叫什么名字？", False),
        ("由哪个部门牵头？", False),
        ("县长叫什么名字？", False),
    ],
)
def test_the_name_of_a_thing_is_wanted_or_somebodys(question: str, thing: bool) -> None:
    assert wants_a_thing(question) is thing
