"""What is denied on one side and said on the other."""

import pytest

from assistant.verification.polarity import all_for_part, denied


@pytest.mark.parametrize(
    ("said", "source", "opposed"),
    [
        ("企业可以重复提交材料", "企业由系统比对,不得要求企业重复提交材料", True),
        ("每月可以入企检查", "每月为宁静期,不得入企检查", True),
        ("任务不重", "防灾任务很重", False),
        ("救灾任务不重", "四是救灾任务艰巨", True),
        ("搬迁工程已全面实施", "搬迁工程暂缓实施", True),
        ("允许拖欠农民工工资", "严禁拖欠农民工工资", True),
        ("到位率不到六成的县", "到位率低于60%的县", False),
        ("对42个还没动工的项目要加快", "对还未动工的42个项目要加快", False),
        ("群众不用再靠船运水", "群众告别了靠船运水的历史", False),
        ("没有人员伤亡", "实现人员零伤亡", False),
        ("工资账户覆盖率达到100%", "严禁拖欠农民工工资,工资账户覆盖率达到100%", False),
    ],
)
def test_only_the_opposite_is_found(said: str, source: str, opposed: bool) -> None:
    assert bool(denied(said, source)) is opposed


def test_a_sentence_of_another_source_is_not_denied_by_its_own_negation() -> None:
    assert not denied("一般性支出压减8%,服务不均衡", "一般性支出压减8%;\n三是服务不均衡")


def test_all_is_not_most() -> None:
    assert all_for_part("项目全部建成", "大部分项目建成", "")
    assert not all_for_part("其余项目全部建成", "大部分项目建成", "")
    assert all_for_part("项目均已建成", "大部分项目建成", "")
    assert not all_for_part("资金全部兑付到位", "全部兑付到位", "保障基本民生;欠付企业的资金,")


@pytest.mark.parametrize("said", ["人员平均每个乡镇仅1.3名", "人均增收1200元", "年均降水偏少"])
def test_an_average_is_not_all(said: str) -> None:
    assert not all_for_part(said, said, "部分乡镇承接不住,")
