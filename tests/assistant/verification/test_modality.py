"""Done, wanted, or open: by the clause, what governs it, the headings, and how its section is told."""

import pytest

from assistant.verification.modality import Modality, leaning, predicate, stands_as, told_as, told_otherwise

DONE, WANTED, OPEN = Modality.DONE, Modality.WANTED, Modality.OPEN


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ("大桥已合龙", DONE),
        ("交易额达到了38亿元", DONE),
        ("经市政府批准", DONE),
        ("年内建成站点500个", WANTED),
        ("产量要比去年多", OPEN),
        ("产量比去年要高", OPEN),
        ("要多建几所学校", WANTED),
        ("发现有人违规", OPEN),
        ("见习期没满就签了合同的", OPEN),
        ("按照市里的要求整改", OPEN),
        ("主要指标", OPEN),
        ("完成年度目标40万人的59.3%", OPEN),
    ],
)
def test_clear_signs_alone_tell(clause: str, expected: Modality) -> None:
    assert told_as(clause) is expected


def test_a_section_tells_how_its_bare_sentences_are_meant() -> None:
    plan = "年底前建成学校3所。每户不得少于2次。要加强管理。募集岗位4万个。"
    assert leaning(plan) is WANTED
    assert stands_as("募集岗位4万个", "", "支持重点群体", leaning(plan)) is WANTED
    assert stands_as("募集岗位4万个", "", "上半年工作回顾", leaning(plan)) is DONE
    assert leaning("已建成3所。完成了整治。") is DONE


def test_what_stands_in_another_part_of_the_sentence_does_not_govern() -> None:
    assert stands_as("主塔6月封顶", "铺轨计划明年启动;", "上半年工作") is DONE


def test_what_there_is_is_no_plan_and_what_a_plan_provides_is_either() -> None:
    assert stands_as("登记在册车辆46万辆", "", "整治范围", WANTED) is DONE
    assert stands_as("市财政安排资金500万元", "", "保障措施", WANTED) is OPEN


def test_what_follows_a_day_by_which_it_is_told_stands_as_it_is_then() -> None:
    assert stands_as("配备率仅为46%", "截至去年底,缺口合计4180万元;", "保障措施", WANTED) is DONE
    assert stands_as("配备率仅为46%", "去年底前整改;", "保障措施", WANTED) is WANTED


def test_the_predicate_stands_behind_the_sign() -> None:
    assert predicate("担保公司要在十月底前运营起来") == "在十月底前运营起来"
    assert predicate("担保公司运营") == "担保公司运营"


def test_english_is_told_as_done_or_wanted() -> None:
    assert told_otherwise("The bridge has been completed.", "大桥要合龙", "下半年工作")
    assert not told_otherwise("The bridge is to be completed.", "大桥要合龙", "下半年工作")
