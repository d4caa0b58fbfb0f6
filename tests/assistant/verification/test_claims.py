"""What a model says of a sentence is carried by it, or its fault is named; over made-up lines of our own."""

import pytest

from assistant.verification.claims import check
from index.outline import Outline
from index.parse import parse_outline

TEXT = """在全县工作会议上的讲话
一、上半年工作情况
1-6月，全县实施重点项目64个，其中新开工27个，完成投资38.6亿元。财政收入完成12.3亿元，同比增长5.2%，不良贷款率比年初下降0.3个百分点。\
青石镇种植茶叶2600亩、松岭镇1800亩。新增就业3260人，就业总量达到8.4万人。男性和女性居民平均寿命分别为76.2岁、81.5岁。\
群众满意率为91.5%，高于全市平均水平。出台了《县域公路管理办法》，“一网通办”上线运行。
二、下半年工作安排
9月底前，石门水库要实现截流，3个标准厂房全部竣工。由县自然资源局牵头，10月20日前完成1200亩用地报批，县财政局负责保障资金。\
全年确保引进企业40家。每个乡镇至少组织2次演练。严禁在楼道充电。
"""
OUTLINE: Outline = parse_outline(TEXT)


def fault(said: str, *words: str) -> str | None:
    """The fault of ``said`` where it cites the sentences with ``words`` in them."""
    cited = [next(s for s in OUTLINE.sentences if word in OUTLINE.quote(s)) for word in words]
    return check(said, cited, OUTLINE).fault


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("上半年，全县64个重点项目完成投资386000万元。", "64个"),
        ("1至6月新开工项目27个。", "64个"),
        ("财政收入完成十二点三亿元，增长百分之五点二。", "财政收入"),
        ("松岭镇种了1,800亩茶叶，青石镇为2600亩。", "茶叶"),
        ("新增就业3260人，总量已达到84000人。", "新增就业"),
        ("女性居民平均寿命为81.5岁。", "平均寿命"),
        ("群众满意率超过九成。", "满意率"),
        ("已经出台《县域公路管理办法》。", "管理办法"),
        ("石门水库要在九月三十日之前实现截流。", "截流"),
        ("用地报批由县自然资源局牵头，10月20日前要完成。", "用地"),
        ("全年要引进企业40家。", "40家"),
        ("演练每个乡镇不少于2次。", "演练"),
        ("楼道内禁止充电。", "楼道"),
        ("Fiscal revenue reached RMB 1.23 billion, up 5.2%.", "财政收入"),
        ("Shimen Reservoir is to be closed by the end of September.", "截流"),
        ("From January to June, 27 projects were started.", "64个"),
    ],
)
def test_a_true_paraphrase_passes(said: str, word: str) -> None:
    assert fault(said, word) is None


@pytest.mark.parametrize(
    ("said", "word", "expected"),
    [
        ("重点项目完成投资36.8亿元。", "64个", "figure"),
        ("重点项目完成投资38.6万元。", "64个", "figure"),
        ("不良贷款率比年初下降0.3%。", "不良贷款率", "figure"),
        ("新开工项目64个。", "64个", "neighbour"),
        ("青石镇种植茶叶1800亩。", "茶叶", "neighbour"),
        ("女性居民平均寿命为76.2岁。", "平均寿命", "neighbour"),
        ("10月20日前，石门水库要实现截流。", "截流", "date"),
        ("第一季度完成投资38.6亿元。", "64个", "date"),
        ("用地报批由县财政局牵头。", "用地", "neighbour"),
        ("用地报批由县水利局牵头。", "用地", "name"),
        ("出台了《县域河道管理办法》。", "管理办法", "name"),
        ("“一事一办”已上线运行。", "上线", "name"),
        ("石门水库已实现截流。", "截流", "modality"),
        ("全年已引进企业40家。", "40家", "modality"),
        ("下半年计划新开工项目27个。", "64个", "modality"),
        ("财政收入同比下降5.2%。", "财政收入", "tendency"),
        ("群众满意率低于全市平均水平。", "满意率", "tendency"),
        ("每个乡镇至多组织2次演练。", "演练", "tendency"),
        ("可以在楼道充电。", "楼道", "tendency"),
        ("新增就业8.4万人。", "新增就业", "neighbour"),
        ("就业总量达到3260人。", "新增就业", "neighbour"),
        ("财政收入增长到5.2%。", "财政收入", "count"),
        ("文化旅游发展势头良好。", "64个", "content"),
        ("The project cost 3.86 million yuan.", "64个", "figure"),
        ("The reservoir must be closed by October 5.", "截流", "date"),
        ("The county has already brought in 40 companies.", "40家", "modality"),
    ],
)
def test_what_the_cited_sentence_does_not_say_is_named(said: str, word: str, expected: str) -> None:
    assert fault(said, word) == expected


def test_a_figure_of_another_sentence_is_not_carried() -> None:
    assert fault("财政收入完成12.3亿元。", "茶叶") == "figure"
    assert fault("财政收入完成12.3亿元。", "茶叶", "财政收入") is None


def test_each_clause_is_held_against_the_sentence_that_it_is_about() -> None:
    joined = "上半年已实施重点项目64个，下半年要引进企业40家。"
    assert fault(joined, "64个", "40家") is None
    assert fault("上半年要实施重点项目64个，下半年已引进企业40家。", "64个", "40家") == "modality"


@pytest.mark.parametrize(
    ("said", "passes"), [("共3项：甲、重点项目、投资。", True), ("共4项：甲、重点项目、投资。", False)]
)
def test_a_count_of_what_is_listed_is_the_sentences_own(said: str, passes: bool) -> None:
    assert (fault(said, "64个") != "figure") is passes


def test_nothing_cited_carries_nothing() -> None:
    assert fault("全县实施重点项目64个。") == "uncited"


def test_every_sentence_of_the_document_carries_itself() -> None:
    faults = {OUTLINE.quote(s): check(OUTLINE.quote(s), [s], OUTLINE).fault for s in OUTLINE.sentences}
    assert {quote: found for quote, found in faults.items() if found} == {}
