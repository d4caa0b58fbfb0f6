"""Answers put together from the text's own sentences, with evidence that is ranked by hand."""

import re

import pytest

from assistant.answer import Answer
from assistant.evidence import Evidence, Found
from assistant.extraction.calibration import Calibration
from assistant.extraction.extractive import ExtractiveAnswerer
from assistant.messages import Lang
from assistant.verification.verify import verify
from index.parse import parse_outline
from tests.assistant.county import TEXT

TRUSTING = Calibration(
    rank={"score": 10.0},
    accept=[[["kind", -0.5], -99.0, [["contrast", 0.5], [["score", 0.0], -1.0, 1.0], -99.0]]],
    intercept=0.0,
    harm=1.0,
    threshold=0.5,
    further=0.4,
    trained_on={},
)
"""Orders sentences as they were retrieved, and gives any that holds what is asked for unless its score is below 0."""
OUTLINE = parse_outline(TEXT)
ANSWERER = ExtractiveAnswerer(OUTLINE, TRUSTING)
LONG = "，".join(["一批重点工程进展顺利，群众普遍表示满意，干部作风持续好转"] * 4)
"""What a quote leaves out."""
RISKS = ["一要防范债务风险。", "二要防范安全生产风险。", "三要防范生态环境风险。"]


def retrieved(*words: str, score: float = 5.0) -> Evidence:
    """The sentences that hold ``words``, best first and close to each other."""
    sentences = [next(s for s in OUTLINE.sentences if word in OUTLINE.quote(s)) for word in words]
    found = [Found(s, OUTLINE.quote(s), score - n / 100, 0.5) for n, s in enumerate(sentences)]
    return Evidence("", (), tuple(found))


def answer(question: str, *evidence: Evidence, lang: Lang = "zh") -> Answer:
    given = ANSWERER.answer(question, question, question, evidence, lang)
    verify(given, OUTLINE)
    return given


def lines(given: Answer) -> list[str]:
    """The sentences without their marks."""
    return [sentence.text for sentence in given.sentences]


def test_the_shortest_answer_stands_first_and_its_sentence_behind_it() -> None:
    given = answer("新建了几个乡镇卫生院？", retrieved("新建乡镇卫生院"))
    assert lines(given) == [
        "新建乡镇卫生院5个。",
        "原文（一（三）·第1句）：“新建乡镇卫生院5个，改造农村公路118公里。”",
    ]
    assert [item.quote for item in given.citations] == ["新建乡镇卫生院5个，改造农村公路118公里。"]


def test_a_sentence_that_is_hardly_longer_than_its_answer_stands_alone() -> None:
    assert len(answer("化解政府债务多少亿元？", retrieved("化解政府债务")).sentences) == 1


@pytest.mark.parametrize(
    ("question", "words", "brief"),
    [
        ("石门水库什么时候截流？", "石门水库实现", "9月底前，石门水库实现截流。"),
        ("青石大桥什么时候通车？", "石门水库实现", "9月底前……青石大桥建成通车。"),
        ("标准厂房什么时候竣工？", "石门水库实现", "9月底前……3个标准厂房项目全部竣工。"),
        ("追回欠薪多少万元？", "追回欠薪", "截至6月底……为1870名农民工追回欠薪2600多万元。"),
        ("重点项目完成多少亿元投资？", "实施重点项目", "1-6月，全县实施重点项目64个，完成投资38.6亿元。"),
    ],
)
def test_the_date_that_governs_a_sentence_stands_in_the_short_answer(question: str, words: str, brief: str) -> None:
    assert lines(answer(question, retrieved(words)))[0] == brief


def test_sentences_that_may_as_well_be_the_answer_are_given_too_but_not_all() -> None:
    close = ("开展一次隐患排查", "严肃查处非法采砂", "新建乡镇卫生院", "追回欠薪")
    cited = [len(answer("怎么防范风险？", retrieved(*close[:size])).citations) for size in (1, 2, 3, 4)]
    assert cited == [1, 2, 3, 3]


def test_a_close_sentence_without_what_is_asked_for_is_not_given() -> None:
    assert len(answer("多久开展一次隐患排查？", retrieved("开展一次隐患排查", "严肃查处非法采砂")).citations) == 1


def test_a_note_in_brackets_answers_only_who_is_responsible() -> None:
    outline = parse_outline("一、加快建设\n石门水库9月底前竣工。（责任单位：水利局、财政局）\n")
    sentences = [outline.sentences[-1], outline.sentences[-2]]
    assert outline.quote(sentences[0]) == "（责任单位：水利局、财政局）"
    found = tuple(Found(s, outline.quote(s), 5.0 - n / 100, 0.5) for n, s in enumerate(sentences))

    def first(question: str) -> str:
        given = ExtractiveAnswerer(outline, TRUSTING).answer(question, question, question, [Evidence("", (), found)])
        return given.citations[0].quote

    assert first("石门水库什么时候竣工？") == "石门水库9月底前竣工。"
    assert first("石门水库由谁负责？") == "（责任单位：水利局、财政局）"


def test_where_the_best_sentence_must_not_be_given_the_next_one_is_not_either() -> None:
    assert answer("多久开展一次隐患排查？", retrieved("严肃查处非法采砂", "开展一次隐患排查")).refused


def test_a_sentence_that_two_parts_come_close_to_is_quoted_once() -> None:
    question = "工业投资完成多少亿元，公路新建完成多少公里？"
    outline = parse_outline(
        f"一、投资\n各地工业投资完成30亿元，{LONG}，公路新建完成9公里。"
        f"各地公路新建完成12公里，{LONG}，工业投资完成7亿元。"
    )
    found = [Found(one, outline.quote(one), 5.0, 0.5) for one in outline.sentences if "完成" in outline.quote(one)]
    evidence = [Evidence("", (), tuple(found)), Evidence("", (), tuple(reversed(found)))]
    given = ExtractiveAnswerer(outline, TRUSTING).answer(question, question, question, evidence)
    assert len([line for line in lines(given) if line.startswith("原文")]) == 2


def test_of_two_sentences_with_a_figure_the_best_one_alone_is_said_in_brief() -> None:
    outline = parse_outline(
        "一、投资\n各地工业投资完成30亿元，一批重点工程进展顺利，群众普遍表示满意。"
        "各地加强督促检查，工业投资完成情况按月通报，预计完成52亿元。"
    )
    found = [Found(one, outline.quote(one), 5.0, 0.5) for one in outline.sentences if "完成" in outline.quote(one)]
    question = "工业投资完成多少亿元？"
    given = ExtractiveAnswerer(outline, TRUSTING).answer(question, question, question, [Evidence("", (), tuple(found))])
    said, *quoted = lines(given)
    assert said == "各地工业投资完成30亿元。"
    assert [line[:2] for line in quoted] == ["原文", "原文"]
    assert [sentence.citations for sentence in given.sentences] == [(1,), (1,), (2,)]


def test_a_second_sentence_far_behind_is_not_given() -> None:
    near, far = retrieved("开展一次隐患排查"), retrieved("严肃查处非法采砂", score=1.0)
    both = Evidence("", (), near.sentences + far.sentences)
    assert len(answer("怎么防范风险？", both).citations) == 1


def test_each_part_of_a_question_gets_its_sentence_short_answers_first() -> None:
    question = "新建了几个乡镇卫生院，青石大桥什么时候通车？"
    given = answer(question, retrieved("新建乡镇卫生院"), retrieved("石门水库实现"))
    assert [sentence.citations for sentence in given.sentences] == [(1,), (2,), (1,), (2,)]
    assert [line[:2] for line in lines(given)] == ["新建", "9月", "原文", "原文"]


def test_two_parts_with_the_same_sentence_quote_it_once() -> None:
    question = "新建了几个乡镇卫生院，改造了多少公里农村公路？"
    given = answer(question, retrieved("新建乡镇卫生院"), retrieved("新建乡镇卫生院"))
    assert len(given.citations) == 1
    assert sum(line.startswith("原文") for line in lines(given)) == 1


def test_which_ones_gives_every_sibling_counted() -> None:
    given = answer("要防范哪些风险？", retrieved("防范安全生产", "防范债务"))
    assert lines(given) == ["共3项：", *RISKS]
    assert given.sentences[0].citations == (1, 2, 3)


def test_points_are_no_answer_to_which_places() -> None:
    given = answer("要防范哪5个乡镇的风险？", retrieved("防范安全生产", "防范债务"))
    assert given.refused


@pytest.mark.parametrize(
    ("question", "first", "count"),
    [
        ("概括第二部分", "（一）全力推进项目建设。", 3),
        ("总结一下困难和问题", "一是产业结构不优，传统产业占比偏高。", 3),
        ("概括全文", "一、上半年工作开展情况", 8),
        ("概括防范化解风险的内容", "一要防范债务风险。", 3),
    ],
)
def test_a_summary_is_what_the_outline_holds_counted(question: str, first: str, count: int) -> None:
    given = answer(question, retrieved("同志们，让我们"))
    assert lines(given)[:2] == [f"共{count}项：", first]
    assert len(given.sentences[0].citations) == count


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("石门水库什么时候竣工？", "石门水库已经开工"),
        ("新建的5个乡镇卫生院是哪几个？", "新建乡镇卫生院"),
        ("地区生产总值增长百分之几？", "地区生产总值"),
        ("64个重点项目一共有多少个？", "实施重点项目"),
        ("河口镇的种植面积要达到多少万亩？", "白鹭镇"),
        ("上半年固定资产投资完成了多少？", "全年完成固定资产投资"),
        ("不良贷款率的增幅是多少亿元？", "不良贷款率"),
    ],
)
def test_a_near_miss_is_refused_with_what_comes_nearest(question: str, words: str) -> None:
    given = answer(question, retrieved(words))
    assert (given.refused, given.reason) == (True, "not_given")
    assert given.citations == ()
    assert "讲话中最接近的是" in given.text
    assert given.nearest


def test_what_is_improbable_is_refused() -> None:
    given = answer("博物馆门票多少元？", retrieved("化解政府债务", score=-5.0))
    assert (given.refused, given.reason) == (True, "not_mentioned")
    assert len(given.nearest) == 1


def test_the_nearest_are_at_most_three_that_name_the_thing_first() -> None:
    given = answer("石门水库什么时候竣工？", retrieved("新建乡镇卫生院", "新签约项目", "推诿扯皮", "石门水库已经开工"))
    assert 1 <= len(given.nearest) <= 3
    assert "石门水库" in given.nearest[0].quote


def test_off_topic_shows_nothing_of_the_speech() -> None:
    given = answer("讲个笑话", retrieved("化解政府债务"))
    assert (given.reason, given.nearest, given.citations) == ("off_topic", (), ())


@pytest.mark.parametrize("question", ["石门水库总投资多少？", "困难有哪些？", "为什么？", "概括第九部分"])
def test_with_nothing_retrieved_nothing_is_said(question: str) -> None:
    given = answer(question, Evidence("", (), ()))
    assert given.refused
    assert given.citations == ()


def test_an_answer_in_english_frames_the_chinese_quote() -> None:
    given = answer("How much is the total investment?", retrieved("石门水库已经开工"), lang="en")
    assert any(line.startswith("Source (一（一）一是·第3句): “石门水库已经开工") for line in lines(given))


def test_of_a_long_sentence_only_what_is_around_the_answer_is_quoted_but_the_whole_is_cited() -> None:
    tail = "，".join(f"第{n}标段按期推进并通过阶段验收" for n in "甲乙丙丁戊己庚辛")
    outline = parse_outline(f"一、工作\n新建水厂5座，{tail}。")
    sentence = outline.sentences[1]
    evidence = Evidence("", (), (Found(sentence, outline.quote(sentence), 5.0, 0.5),))
    question = "新建了几座水厂？"
    given = ExtractiveAnswerer(outline, TRUSTING).answer(question, question, question, [evidence])
    verify(given, outline)
    assert lines(given)[0] == "新建水厂5座。"
    assert lines(given)[1].endswith("……”")
    assert given.citations[0].quote == outline.quote(sentence)


def test_every_mark_in_the_text_is_a_citation() -> None:
    given = answer("概括第一部分", retrieved("同志们，让我们"))
    marks = {int(n) for n in re.findall(r"\[(\d+)\]", given.text)}
    assert marks == {item.n for item in given.citations}


def test_a_part_that_is_not_answered_is_named_in_a_note() -> None:
    question = "新建了几个乡镇卫生院，机场的跑道有多少米长？"
    given = answer(question, retrieved("新建乡镇卫生院"), Evidence("", (), ()))
    assert not given.refused
    assert given.note == "问题的这一部分，没有在讲话中找到答案：机场的跑道有多少米长"
    assert not answer("新建了几个乡镇卫生院？", retrieved("新建乡镇卫生院")).note
