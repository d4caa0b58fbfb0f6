"""A faithful answer passes; whatever is changed in it is caught."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Answer, AnswerSentence, Citation, Nearest
from assistant.citing import CitationBook
from assistant.errors import AnswerUnfaithful
from assistant.verification.verify import verify
from index.outline import Outline
from index.parse import parse_outline

UNITS = ("%", "个百分点", "亿元", "万元", "家", "户", "公里")


def document(number: str, unit: str) -> Outline:
    """Three sentences; the figure stands in the second."""
    return parse_outline(f"一、工作\n道路平整。9月底前，指标达到{number}{unit}，工程完工。水库蓄水。")


def answered(outline: Outline, brief: str, place: int) -> Answer:
    """A brief answer and the whole sentence, as the answerer puts them together."""
    book = CitationBook(outline)
    sentence = outline.sentences[place]
    n = book.cite(sentence)
    quote = outline.quote(sentence)
    return Answer("问", (AnswerSentence(brief, (n,)), AnswerSentence(quote, (n,), quoted=True)), book.citations)


def place_of(outline: Outline, words: str) -> int:
    return next(s.number for s in outline.sentences if words in outline.quote(s))


def caught(answer: Answer, outline: Outline) -> bool:
    try:
        verify(answer, outline)
    except AnswerUnfaithful:
        return True
    return False


def faithful(number: str, unit: str) -> tuple[Outline, Answer]:
    outline = document(number, unit)
    return outline, answered(outline, f"9月底前，指标达到{number}{unit}。", place_of(outline, "指标"))


numbers = st.integers(2, 99_999).map(lambda n: f"{n / 10:g}" if n % 10 else str(n // 10 + 2))
cases = st.builds(faithful, numbers, st.sampled_from(UNITS))


@given(cases)
def test_a_faithful_answer_passes(case: tuple[Outline, Answer]) -> None:
    outline, answer = case
    verify(answer, outline)


@given(numbers, numbers, st.sampled_from(UNITS))
def test_a_changed_figure_is_caught(number: str, other: str, unit: str) -> None:
    outline, answer = faithful(number, unit)
    changed = replace(answer.sentences[0], text=f"9月底前，指标达到{other}{unit}。")
    assert caught(replace(answer, sentences=(changed, answer.sentences[1])), outline) == (number != other)


@given(numbers, st.sampled_from(UNITS), st.sampled_from(UNITS))
def test_a_changed_unit_is_caught(number: str, unit: str, other: str) -> None:
    outline, answer = faithful(number, unit)
    changed = replace(answer.sentences[0], text=f"指标达到{number}{other}。")
    assert caught(replace(answer, sentences=(changed,)), outline) == (unit != other)


@given(cases, st.integers(-8, 8).filter(bool), st.integers(-8, 8))
def test_a_moved_offset_is_caught(case: tuple[Outline, Answer], left: int, right: int) -> None:
    outline, answer = case
    (citation,) = answer.citations
    start, end = citation.start + left, citation.end + right
    stale = replace(citation, start=start, end=end)
    requoted = replace(stale, quote=outline.text[start:end])
    assert caught(replace(answer, citations=(stale,)), outline)
    assert caught(replace(answer, citations=(requoted,)), outline)


@given(cases, st.integers(2, 50), st.booleans())
def test_a_foreign_citation_number_is_caught(case: tuple[Outline, Answer], n: int, beside: bool) -> None:
    outline, answer = case
    first = replace(answer.sentences[0], citations=(1, n) if beside else (n,))
    assert caught(replace(answer, sentences=(first, answer.sentences[1])), outline)


@given(cases, st.data())
def test_a_quote_with_another_character_is_caught(case: tuple[Outline, Answer], data: st.DataObject) -> None:
    outline, answer = case
    quote = answer.sentences[1].text
    place = data.draw(st.integers(0, len(quote) - 1))
    changed = replace(answer.sentences[1], text=f"{quote[:place]}异{quote[place + 1 :]}")
    assert caught(replace(answer, sentences=(answer.sentences[0], changed)), outline)


@pytest.mark.parametrize(
    "said", ["6月底前，指标达到5%。", "9月，指标达到5%。", "9月30日前，指标达到5%。", "明年指标达到5%。"]
)
def test_another_date_is_caught(said: str) -> None:
    outline = document("5", "%")
    assert caught(answered(outline, said, place_of(outline, "指标")), outline)


def test_a_figure_of_a_sentence_that_is_not_cited_is_caught() -> None:
    outline = document("5", "%")
    assert caught(answered(outline, "指标达到5%。", place_of(outline, "道路")), outline)


def test_a_sentence_without_a_citation_is_caught() -> None:
    outline, answer = faithful("5", "%")
    bare = replace(answer.sentences[0], citations=())
    assert caught(replace(answer, sentences=(bare,)), outline)


def test_an_address_of_another_sentence_is_caught() -> None:
    outline, answer = faithful("5", "%")
    elsewhere = replace(answer.citations[0], address=outline.sentences[-1].address)
    assert caught(replace(answer, citations=(elsewhere,)), outline)


@pytest.mark.parametrize(
    ("said", "counts", "good"), [("共3项：", 3, True), ("共4项：", 3, False), ("共4项：", 4, False)]
)
def test_a_count_is_of_what_is_cited(said: str, counts: int, good: bool) -> None:
    outline = document("5", "%")
    book = CitationBook(outline)
    cited = tuple(book.cite(sentence) for sentence in outline.sentences if not sentence.heading)
    answer = Answer("问", (AnswerSentence(said, cited, counts=counts),), book.citations)
    assert caught(answer, outline) is not good


def test_an_abridged_quote_is_pieces_of_the_sentence() -> None:
    outline, answer = faithful("5", "%")
    cut = replace(answer.sentences[1], text="原文（一）：“9月底前……工程完工。”")
    verify(replace(answer, sentences=(cut,)), outline)
    wrong = replace(cut, text="原文（一）：“9月底前……工程停工。”")
    assert caught(replace(answer, sentences=(wrong,)), outline)


def test_a_refusal_needs_no_citation_but_its_nearest_is_in_the_text() -> None:
    outline = document("5", "%")
    first = outline.sentences[-1]
    near = Nearest(first.address, first.start, first.end, outline.quote(first))
    refusal = Answer("问", (AnswerSentence("没有提到。"),), refused=True, reason="not_mentioned", nearest=(near,))
    verify(refusal, outline)
    assert caught(replace(refusal, nearest=(replace(near, quote="水库停用。"),)), outline)


def test_the_error_says_which_figure_is_not_in_the_text() -> None:
    outline, answer = faithful("5", "%")
    wrong = replace(answer.sentences[0], text="指标达到7%。")
    with pytest.raises(AnswerUnfaithful) as caught_error:
        verify(replace(answer, sentences=(wrong,)), outline)
    assert "7%" in str(caught_error.value)


def test_the_book_numbers_citations_by_first_use() -> None:
    outline = document("5", "%")
    first, second, third = outline.sentences[:3]
    book = CitationBook(outline)
    assert [book.cite(s) for s in (third, first, third, second, first)] == [1, 2, 1, 3, 2]
    assert book.citations == tuple(
        Citation(n, s.address, s.start, s.end, outline.quote(s)) for n, s in enumerate((third, first, second), 1)
    )
