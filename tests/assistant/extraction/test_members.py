"""A group that is only counted names none of its members."""

import pytest

from assistant.extraction.members import only_counts_them
from assistant.understanding.question import read_question


@pytest.mark.parametrize(
    ("asked", "text", "counts"),
    [
        ("商标授权给了哪些企业？", "授权使用企业17家。", True),
        ("商标授权给了哪些企业？", "授权石门茶业、白鹭茶业等17家企业使用。", False),
        ("都是哪几家？", "销售量不足1000吨的有17家，“小、散、弱”问题明显。", True),
        ("三大产业是哪三个？", "机械、建材、食品三大产业占比64.5%，提高3.2个百分点。", False),
        ("3条精品线路有哪几条？", "推出“高铁+古城”“峡谷+温泉”“茶海+非遗”3条精品线路。", False),
        ("那5家单位都是谁？", "仍有5家单位超标准列支。", True),
        ("3家企业叫什么名字？", "引进500强企业3家。", True),
        # What the number stands with is asked for itself, not who belongs to it.
        ("39件信访件是谁交办的？", "督察交办的39件信访件办结36件。", False),
        ("设置10个示范县的是哪些部门？", "选择10个基础较好的县（市、区）创建。", True),
        ("有几家企业？", "授权使用企业17家。", False),
    ],
)
def test_a_count_does_not_say_who_belongs_to_it(asked: str, text: str, counts: bool) -> None:
    assert only_counts_them(read_question(asked), text) is counts
