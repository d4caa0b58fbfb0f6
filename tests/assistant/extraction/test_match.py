"""The features by which a sentence is ranked and accepted for a question."""

import math
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evidence import Found
from assistant.extraction.match import Match, Matcher
from assistant.extraction.outline_lookup import OutlineLookup
from assistant.understanding.question import read_question
from index.parse import parse_outline
from tests.assistant.county import TEXT

OUTLINE = parse_outline(TEXT)
MATCHER = Matcher(OUTLINE, OutlineLookup(OUTLINE))


def found(words: str, score: float = 5.0) -> Found:
    sentence = next(s for s in OUTLINE.sentences if words in OUTLINE.quote(s))
    return Found(sentence, OUTLINE.quote(sentence), score, 0.5)


def match(question: str, words: str, best: float = 5.0) -> Match:
    ahead = found("石门水库已经开工", best)
    return MATCHER.matches(read_question(question), [ahead, found(words)])[1]


def test_the_kind_asked_for_stands_in_the_sentence_or_does_not() -> None:
    assert match("石门水库总投资多少？", "石门水库已经开工").kind == 1
    assert match("石门水库总投资多少？", "推诿扯皮").kind == -1
    assert match("怎么防范债务风险？", "防范债务风险").kind == 0


def test_the_score_and_its_lag_behind_the_best() -> None:
    assert (match("水库", "石门水库").score, match("水库", "石门水库").lag) == (0.5, 0.0)
    assert match("水库", "石门水库", best=10.0).lag == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("question", "words", "period"),
    [
        ("上半年收入是多少？", "地方财政收入", 1),
        ("下半年收入是多少？", "地方财政收入", -1),
        ("下半年化解多少债务？", "化解政府债务", 1),
        ("上半年化解多少债务？", "化解政府债务", -1),
        ("收入是多少？", "地方财政收入", 0),
        ("上半年和下半年的收入？", "地方财政收入", 0),
        ("去年收入是多少？", "地方财政收入", -1),
        ("收入比去年同期增长多少？", "地方财政收入", 0),
    ],
)
def test_a_sentence_speaks_of_the_period_of_its_part(question: str, words: str, period: int) -> None:
    assert match(question, words).period == period


@pytest.mark.parametrize(
    ("question", "words", "contrast"),
    [
        ("64个重点项目怎么推进？", "推诿扯皮", 1),
        ("64个重点项目怎么推进？", "重点项目64个", 0),
        ("64个重点项目怎么推进？", "石门水库已经开工", 0),
        ("99个重点项目怎么推进？", "推诿扯皮", 0),
    ],
)
def test_a_number_of_the_question_stands_here_or_right_before_if_the_document_has_it(
    question: str, words: str, contrast: int
) -> None:
    assert match(question, words).contrast == contrast


def test_a_figure_of_the_other_half_year_is_held_back() -> None:
    assert match("上半年固定资产投资完成多少？", "全年完成固定资产投资").contrast == 2


@pytest.mark.parametrize(
    ("question", "words", "contrast"),
    [
        ("白鹭镇的种植面积要达到多少？", "白鹭镇", 0),
        ("河口镇的种植面积要达到多少？", "白鹭镇", 2),
        ("松岭：白鹭的种植面积要达到多少？", "白鹭镇", 2),
        ("松岭：白鹭的种植面积要达到多少？", "松岭镇", 0),
        ("新建的5个乡镇卫生院是哪几个？", "新建乡镇卫生院", 2),
        ("上半年GDP增长多少？", "同比增长5.2%", 2),
    ],
)
def test_what_belongs_to_another_place_group_or_term_is_held_back(question: str, words: str, contrast: int) -> None:
    assert match(question, words).contrast == contrast


@pytest.mark.parametrize(
    ("question", "words", "contrast"),
    [
        ("3个标准厂房什么时候竣工？", "青石大桥", 0),
        ("报批的项目用地有多少亩？", "10月底前完成1200亩", 0),
        ("欠薪追回多少万元？", "追回欠薪", 0),
        ("农村公路不良贷款率是多少？", "同比增长5.2%", 2),
        ("全省城镇新增就业多少人？", "城镇新增就业", 1),
        ("青石大桥由谁牵头建设？", "由县自然资源局牵头", 1),
        ("项目用地由谁牵头报批？", "由县自然资源局牵头", 0),
    ],
)
def test_a_figure_of_something_else_than_the_question_names_is_held_back(
    question: str, words: str, contrast: int
) -> None:
    assert match(question, words).contrast == contrast


@pytest.mark.parametrize(
    ("question", "words", "barred"),
    [
        ("河口镇的种植面积要达到多少？", "白鹭镇", 1),  # of another place
        ("河口镇的种植面积要达到多少？", "河口镇", 1),  # no figure
        ("白鹭镇的种植面积要达到多少？", "白鹭镇", 0),
        ("青石大桥：石门水库总投资多少？", "石门水库已经开工", 1),  # what the follow-up asks about is not here
        ("石门水库：青石大桥总投资多少？", "石门水库已经开工", 0),
        ("石门水库什么时候竣工？", "石门水库已经开工", 1),  # no date
        ("上半年GDP增长多少？", "同比增长5.2%", 1),  # of another term
        ("全省城镇新增就业多少人？", "城镇新增就业", 0),  # that may err, and only counts
    ],
)
def test_what_cannot_be_the_answer_is_barred(question: str, words: str, barred: int) -> None:
    assert match(question, words).barred == barred


def test_the_cross_encoder_favours_the_sentence_that_answers() -> None:
    question = "石门水库一共要花多少钱？"
    assert match(question, "石门水库已经开工").cross > match(question, "城镇新增就业").cross
    assert match("How much does it cost?", "石门水库已经开工").cross == 0


def test_the_shares_of_the_topic_add_up() -> None:
    held = match("石门水库总投资多少？", "石门水库已经开工")
    assert held.covered + held.elsewhere + held.foreign == pytest.approx(1.0)
    assert held.covered > match("石门水库总投资多少？", "城镇新增就业").covered
    assert match("航天发射场多少座？", "石门水库已经开工").foreign > 0.5


def test_what_the_document_names_elsewhere_is_missed_here() -> None:
    assert match("石门水库什么时候开工？", "石门水库已经开工").missed == 0
    assert match("青石大桥什么时候开工？", "石门水库已经开工").missed == 1


def test_what_stands_under_a_lead_tells_why_it_is_as_the_lead_says() -> None:
    text = "一、问题\n一是安全任务艰巨。隐患点多面广。二是财政收支紧张。保障任务重。"
    outline = parse_outline(text)
    matcher = Matcher(outline, OutlineLookup(outline))
    sentence = next(s for s in outline.sentences if "点多" in outline.quote(s))
    item = Found(sentence, outline.quote(sentence), 5.0, 0.5)
    assert [one.kind for one in matcher.matches(read_question("为什么安全任务艰巨？"), [item])] == [0]
    assert [one.kind for one in matcher.matches(read_question("为什么财政收支紧张？"), [item])] == [-1]


def test_a_lead_does_not_tell_why_it_is_as_it_says_itself() -> None:
    outline = parse_outline("一、问题\n一是发案数下降11.6%。二是财政收支紧张。保障任务重。")
    matcher = Matcher(outline, OutlineLookup(outline))
    sentence = next(s for s in outline.sentences if "发案" in outline.quote(s))
    item = Found(sentence, outline.quote(sentence), 5.0, 0.5)
    assert [one.kind for one in matcher.matches(read_question("发案数为什么下降？"), [item])] == [-1]


def test_headings_and_leads_are_leads() -> None:
    assert match("风险", "（三）坚决").lead == match("风险", "一要防范债务").lead == 1
    assert match("风险", "化解政府债务").lead == 0


def test_lists_are_looked_for_only_where_they_are_asked_for() -> None:
    assert match("收入是多少？", "地方财政收入").listed == 0
    assert match("新建了哪些卫生院？", "新建乡镇卫生院").listed == -1


def test_the_speech_mentions_what_it_names_in_its_own_words() -> None:
    assert MATCHER.mentions("石门水库什么时候竣工？")
    assert MATCHER.mentions("What about 标准厂房?")
    assert not MATCHER.mentions("高铁站在哪里？")


def test_words_that_stand_all_over_the_document_name_nothing() -> None:
    text = "".join(f"上半年完成第{n}号任务。" for n in "甲乙丙丁戊己庚辛")
    outline = parse_outline(text)
    assert not Matcher(outline, OutlineLookup(outline)).mentions("上半年怎么样？")


def test_a_sentence_names_a_share_of_what_is_asked_about() -> None:
    assert MATCHER.named("石门水库")[found("石门水库已经开工").sentence.number] == 1
    assert MATCHER.named("石门水库")[found("城镇新增就业").sentence.number] == 0
    assert MATCHER.named("高铁")[found("石门水库已经开工").sentence.number] == 0


def test_the_rarer_thing_counts_more() -> None:
    outline = parse_outline("上半年工业增长。上半年投资增长。上半年消费增长。税收占GDP比重下降。")
    shares = Matcher(outline, OutlineLookup(outline)).named("上半年GDP增长多少？")
    assert shares[3] > shares[0] == shares[1] == shares[2] > 0


def test_the_shortest_words_hold_the_figure_and_what_it_is_of() -> None:
    question = read_question("地方财政收入是多少？")
    assert MATCHER.short(question, found("地方财政收入")) == "上半年，地方财政收入完成12.3亿元"


@given(st.text(max_size=40), st.sampled_from(OUTLINE.sentences), st.floats(-20, 20), st.floats(-20, 20))
def test_every_feature_of_any_question_is_a_number(question: str, sentence: object, score: float, best: float) -> None:
    item = Found(sentence, OUTLINE.quote(sentence), score, 0.0)  # type: ignore[arg-type]
    ahead = Found(OUTLINE.sentences[0], OUTLINE.quote(OUTLINE.sentences[0]), best, 0.0)
    features = asdict(MATCHER.matches(read_question(question), [ahead, item])[1])
    assert math.isfinite(features.pop("cross"))
    del features["lag"], features["score"]
    assert all(math.isfinite(value) and -1 <= value <= 1.0000001 for value in features.values()), features


def test_questions_from_several_threads_are_remembered_without_getting_in_each_others_way() -> None:
    questions = [f"石门水库第{n}次什么时候竣工？" for n in range(1200)]
    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(MATCHER.mentions, questions))


def test_how_long_a_sentence_is_and_how_many_numbers_it_has_are_told() -> None:
    found = match("石门水库一共要花多少钱？", "石门水库已经开工")
    text = next(
        OUTLINE.quote(sentence) for sentence in OUTLINE.sentences if "石门水库已经开工" in OUTLINE.quote(sentence)
    )
    assert found.length == len(text) / 100
    assert found.figures == len(re.findall(r"\d+(?:\.\d+)?", text)) / 10 > 0
