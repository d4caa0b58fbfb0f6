"""What models write in words of their own: days as 号, counts of what is named, ranks, comparatives, English; made-up lines."""

import pytest

from assistant.verification.claims import check
from index.parse import parse_outline

OUTLINE = parse_outline("""全县上半年工作会议讲话
一、上半年工作情况
新建充电桩9000个，其中东湖区4000个、西岭区3000个、南浦区2000个。受理投诉118件已办结102件。每月15日前通报进度，由分管副县长主持调度。\
拉动全县经济增长的消费和投资较为疲软，较去年同期明显下降。青石乡古茶园获评3A级景区，5月8日开园。\
县政府已研究成立水务公司，县财政局、县水利局要抓紧组建，10月底前挂牌。规划方案与本意见不一致的，以本意见为准。\
1-6月，逾期率为1.2%，低于3%的红线，比全市平均水平低0.4个百分点。城建区管网改造全部开工。民生实事有序推进。
二、下半年工作安排
东湖区、西岭区于9月20日前完成复查，南浦区于10月10日前完成复查。加快完善县、乡、村三级配送网络。对拖欠工资的要果断坚决处置。\
服务期不少于3年。平均水价再降低8%。审定后报县政府备案。泉口要重点发展茶叶产业，建成茶叶交易中心。河湾要重点发展竹木产业。\
维护费由省、县两级财政按3∶7比例分担。安排资金900万元，其中500万元用于修路、300万元用于绿化、100万元用于照明，由县国有资产投资集团管理。\
6个省级项目完成投资10亿元，31个县级项目完成投资46亿元。确保零就业家庭至少1人实现就业。
""")


def fault(said: str, word: str) -> str | None:
    """The fault of ``said`` where it cites the sentence with ``word`` in it."""
    return check(said, [next(s for s in OUTLINE.sentences if word in OUTLINE.quote(s))], OUTLINE).fault


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("东湖区新建的充电桩最多，为4000个，西岭区3000个，南浦区的2000个比这两个区都少。", "充电桩"),
        ("在东湖区、西岭区和南浦区这三个区中，东湖区最多，为4000个。", "充电桩"),
        ("进度在每个月的15号之前通报。", "每月15日"),
        ("5月8号开园。", "开园"),
        ("县财政局、县水利局要抓紧组建水务公司，确保在十月底之前挂牌。", "水务公司"),
        ("规划方案若跟本意见有出入，以本意见为准。", "规划方案"),
        ("民生实事正在有序推进。", "民生实事"),
        ("东湖区要在九月二十日之前完成复查。", "复查"),
        ("办法是加快健全县、乡、村三级的配送网络。", "配送"),
        ("对拖欠工资的，要果断、坚决地予以处置。", "拖欠工资"),
        ("维护费由省级财政承担三成，县级财政承担七成。", "维护费"),
        ("县里将安排资金900万元，交给县国有资产投资集团管理。", "绿化"),
        ("三项用途中，修路最多，为500万元，照明最少，为100万元。", "绿化"),
        ("6个省级项目，完成投资10亿元。", "省级项目"),
        ("In the first six months, the overdue rate was 1.2%, below the red line of 3%.", "逾期率"),
        ("The tea garden opened on 8 May.", "开园"),
    ],
)
def test_a_true_paraphrase_passes(said: str, word: str) -> None:
    assert fault(said, word) is None


@pytest.mark.parametrize(
    ("said", "word", "expected"),
    [
        ("新建充电桩的有四个区。", "充电桩", "figure"),
        ("受理投诉118件全部办结。", "投诉", "tendency"),
        ("由县长主持调度。", "每月15日", "name"),
        ("拉动全县经济增长的消费和投资较去年同期明显回升。", "疲软", "tendency"),
        ("青石镇古茶园获评3A级景区。", "古茶园", "name"),
        ("水务公司尚待研究成立。", "水务公司", "modality"),
        ("逾期率比全市平均水平高0.4个百分点。", "逾期率", "tendency"),
        ("The overdue rate was 1.2%, above the red line.", "逾期率", "tendency"),
        ("城建区管网改造全部完工。", "管网", "content"),
        ("南浦区于9月20日前完成复查。", "复查", "neighbour"),
        ("服务期最长3年。", "服务期", "tendency"),
        ("平均水价再上调8%。", "水价", "tendency"),
        ("审定后报市政府备案。", "备案", "content"),
        ("讲话要求河湾重点发展茶叶产业，建成茶叶交易中心。", "泉口", "name"),
        ("根据讲话，河湾要重点发展茶叶产业。", "泉口", "name"),
        ("平均水价减半。", "水价", "content"),
        ("平均水价翻了一番。", "水价", "content"),
        ("维护费由省级财政承担七成。", "维护费", "neighbour"),
        ("五项用途中，修路最多，为500万元。", "绿化", "figure"),
        ("资金由县城市建设投资集团管理。", "绿化", "name"),
        ("6个省级项目，上半年完成投资46亿元。", "省级项目", "neighbour"),
        ("下一步，要确保零就业家庭至少2人实现就业。", "零就业", "figure"),
    ],
)
def test_what_the_cited_sentence_does_not_say_is_named(said: str, word: str, expected: str) -> None:
    assert fault(said, word) == expected
