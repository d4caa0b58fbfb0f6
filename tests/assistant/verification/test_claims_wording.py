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


LOOKING_BACK = "全县上半年工作会议讲话\n一、上半年工作情况\n{}\n二、下半年工作安排\n全力抓好落实。\n"
LOOKING_AHEAD = "全县上半年工作会议讲话\n一、上半年工作情况\n各项工作平稳。\n二、下半年工作安排\n{}\n"


def carried(said: str, source: str, form: str) -> bool:
    """Whether ``source``, as it stands in ``form``, carries ``said``."""
    outline = parse_outline(form.format(source))
    return check(said, [next(s for s in outline.sentences if outline.quote(s) == source)], outline).fault is None


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("全县二十三个村通公路。", "全县3个村通公路。"),
        ("全县十五个部门参加。", "全县5个部门参加。"),
        ("三十名干部受到处分。", "10名干部受到处分。"),
        ("全县第三个工业园开工。", "全县3个工业园开工。"),
        ("改造中学5所，投入300万元，其中县级100万元、镇级200万元。", "投入300万元，改造3所中学。"),
        ("培育中小企业8家，兑现奖补300万元，其中县级100万元、镇级200万元。", "培育3家中小企业，兑现奖补300万元。"),
        ("安排资金900万元，其中修路500万元、绿化300万元、照明100万元。", "3个镇都安排了资金。"),
        ("安排资金900万元，其中修路500万元、绿化300万元、照明100万元。", "资金分配的4项用途中，修路最多，为500万元。"),
        ("完成投资120亿元，其中工业项目实际完成80亿元。", "工业项目完成投资120亿元。"),
        ("接待游客90万人次，其中古茶园景区线上预约20万人次。", "古茶园景区接待游客90万人次。"),
        ("维护费由省、市、县三级财政按5∶3∶2比例分担。", "维护费由市级财政承担60%，县级财政承担40%。"),
        ("推进清水河治理。", "推进浑水河治理。"),
        ("建成青石湾公园。", "建成东石湾公园。"),
        ("工业生产呈现下降的趋势。", "工业生产呈现增长的趋势。"),
        ("新开工项目9个，增长6%，其中亿元以上5个。", "新开工项目9个，增长6%，其中亿元以上3个。"),
        ("产值翻两番。", "产值翻一番。"),
    ],
)
def test_what_is_only_near_is_not_carried(source: str, said: str) -> None:
    assert not carried(said, source, LOOKING_BACK)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("东湖大桥主体已完工，年底前建成东湖大桥。", "东湖大桥已建成。"),
        ("已编制东湖片区改造方案，要加快完成东湖片区改造。", "东湖片区改造已完成。"),
        ("已下达东湖污水厂建设任务，年内建成东湖污水厂。", "已建成东湖污水厂。"),
        ("县政府决定设立产业引导基金。", "县政府已设立产业引导基金。"),
        ("县委决定在全县开展作风整治。", "全县已开展作风整治。"),
    ],
)
def test_what_is_planned_is_not_done_because_something_beside_it_is(source: str, said: str) -> None:
    assert not carried(said, source, LOOKING_AHEAD)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("维护费由省、市、县三级财政按5∶3∶2比例分担。", "维护费由省级财政承担五成。"),
        ("所有乡镇和村都要落实责任。", "所有村都要落实责任。"),
        ("由分管副县长牵头，建立防汛值守机制。", "由分管副县长牵头，在全县长期坚持防汛值守机制。"),
        ("由县城市建设投资公司负责建设。", "由城建投资公司负责建设。"),
        ("要组建县文旅投资集团。", "要组建投资集团。"),
        ("省市县政府要落实责任。", "省政府、市政府和县政府要落实责任。"),
        ("东湖大桥投资超过10亿元。", "投资最大的是东湖大桥，超过10亿元。"),
        ("单位能耗比上年降低3%以上。", "单位能耗比上年降低不少于3%。"),
        ("受理投诉118件办结102件，办结件全部回访。", "办结件全部回访。"),
        ("排查隐患227处整改219处，剩余8处全部落实管控措施。", "剩余8处全部落实管控措施。"),
        ("报废老旧车辆3000辆。", "The county scrapped 3,000 old vehicles."),
        ("增速居全省第1位，增长9%。", "It grew by 9%, the fastest in the province."),
        (
            "部分乡镇污水处理率不足50%，要加大投入。",
            "In some towns the rate is under 50%, so more investment is needed.",
        ),
        ("产值增长一倍。", "产值翻了一番。"),
        ("运行成本减少一半。", "运行成本减半。"),
    ],
)
def test_everyday_words_are_no_names_and_no_bounds(source: str, said: str) -> None:
    assert carried(said, source, LOOKING_BACK)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("县委决定在全县开展作风整治。", "县委要在全县开展作风整治。"),
        ("经县政府同意，决定在全县集中开展专项整治。", "经县政府同意，已决定在全县集中开展专项整治。"),
    ],
)
def test_a_decision_is_made_and_what_it_wants_is_wanted(source: str, said: str) -> None:
    assert carried(said, source, LOOKING_AHEAD)
