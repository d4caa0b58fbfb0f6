"""The places that a text names, and which of them are asked for."""

import pytest

from assistant.understanding.places import asks_for_a_level, named_places, place_names, places_of, told_places

NAMES = {"白鹭": "镇", "松岭": "镇"}


@pytest.mark.parametrize(
    "text",
    [
        "全县、各乡镇、有关县市区配合。",
        "城区、社区、园区齐抓共管。",
        "接待乡村游客，推进市妇幼保健院搬迁，办好乡镇集市。",
        "紧扣区八届党代会，军人的县级待遇。",
        "",
    ],
)
def test_places_in_general_are_no_names(text: str) -> None:
    assert place_names(text) == {}


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("白鹭、松岭重点种植茶叶。", "哪个镇种茶叶？", ["白鹭", "松岭"]),
        ("白鹭、松岭重点种植茶叶。", "除了白鹭，哪个镇种茶叶？", ["松岭"]),
        # What a place begins the name of is not there.
        ("电池生产项目落地，白鹭泰和美、永顺制药等项目来势较好。", "电池项目落在哪个县？", []),
        ("电池生产项目落地，白鹭泰和美、永顺制药等项目来势较好。", "泰和美项目在哪个县？", ["白鹭"]),
        ("白鹭高新区、松岭文旅区先行。", "哪里先行？", ["白鹭", "松岭"]),
        ("在白鹭建设、在松岭配套。", "建在哪里？", ["白鹭", "松岭"]),
    ],
)
def test_a_named_place_is_told_unless_it_only_begins_another_name(text: str, asked: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in named_places(text, asked, NAMES)] == found


def test_a_place_is_of_the_level_that_is_asked_for() -> None:
    text = "白鹭镇率先完成，青石县跟进。"
    assert asks_for_a_level("在哪个县？")
    assert not asks_for_a_level("在哪里？")
    assert [text[start:end] for start, end in told_places(text, "在哪个县？")] == ["青石县"]
    assert [text[start:end] for start, end in told_places(text, "在哪里？")] == ["白鹭镇", "青石县"]


@pytest.mark.parametrize(
    ("text", "asked", "found"),
    [
        ("赴德国、日本开展招商，协议资金3亿元。", "要赴哪些国家？", ["德国", "日本"]),
        ("支持石门集团在境外建设配送中心。", "建在哪个国家？", []),
        ("在曼谷设立创新中心。", "设在哪座城市？", ["曼谷"]),
        ("南浦院区启用，相关院区配合。", "是哪个院区？", ["南浦院区"]),
        # What the question has already, and a level of government, are no places to go to.
        ("建成零碳园区1个。", "那个零碳园区放在哪儿？", []),
        ("完成3个县级储备库改造。", "分别在哪几个县？", []),
    ],
)
def test_a_place_of_another_kind_is_told_by_its_kind(text: str, asked: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in told_places(text, asked)] == found


def test_a_county_is_no_village() -> None:
    assert named_places("白鹭段12户仍未腾空。", "是哪个村的？", {"白鹭": "县"}) == []
    assert named_places("白鹭段12户仍未腾空。", "是哪个县的？", {"白鹭": "县"}) == [(0, 2)]


def test_the_places_that_a_question_names_in_full_are_those_of_the_text() -> None:
    assert places_of("望河区的占比多少？", "其中望河区82.3%") == ["望河区"]
    assert places_of("全市的占比多少？", "全市61.2%") == []
    assert places_of("望河区的占比多少？", "其中临溪区82.3%") == []
