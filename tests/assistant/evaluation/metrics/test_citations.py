from assistant.evaluation.metrics.citations import (
    citations_on_evidence,
    evidence_cited,
    quotes_verbatim,
    sentences_uncited,
)
from assistant.evaluation.metrics.ratio import NOT_APPLICABLE, Ratio

TEXT = "一要加快。二要保障。三要安全。"


def test_two_citations_together_cover_an_evidence() -> None:
    assert evidence_cited([[(0, 10)], [(20, 30)]], [(0, 3), (3, 6)]) == Ratio(1, 2)


def test_a_citation_is_right_when_it_shares_thirty_per_cent_of_the_shorter() -> None:
    # The evidence has ten characters: (7, 60) shares three of them, (8, 60) two, (40, 60) none.
    assert citations_on_evidence([[(0, 10)]], [(7, 60), (8, 60), (40, 60)]) == Ratio(1, 3)


def test_nothing_cited_counts_against_recall_and_not_against_precision() -> None:
    assert evidence_cited([[(0, 10)]], []) == Ratio(0, 1)
    assert citations_on_evidence([[(0, 10)]], []) == NOT_APPLICABLE


def test_without_marked_evidence_neither_figure_applies() -> None:
    assert evidence_cited([], [(0, 5)]) == NOT_APPLICABLE
    assert citations_on_evidence([], [(0, 5)]) == NOT_APPLICABLE


def test_a_quote_has_to_be_the_text_at_its_offsets_exactly() -> None:
    quotes = [
        {"start": 0, "end": 5, "quote": "一要加快。"},
        {"start": 0, "end": 5, "quote": "一要加快"},
        {"start": 5, "end": 10, "quote": "一要加快。"},
        {"start": -5, "end": 15, "quote": "三要安全。"},
        {"start": 3, "end": 3, "quote": ""},
    ]
    assert quotes_verbatim(quotes, TEXT) == Ratio(1, 5)
    assert quotes_verbatim([], TEXT) == NOT_APPLICABLE


def test_each_sentence_is_to_end_with_a_mark() -> None:
    assert sentences_uncited("一要加快。[1][2]\n二要保障[3]。三要安全。") == Ratio(1, 3)
    assert sentences_uncited("一要加快。") == Ratio(1, 1)


def test_a_full_stop_inside_quotation_marks_ends_no_sentence() -> None:
    assert sentences_uncited("原文（一·第1句）：“一要加快。二要保障。”[1]") == Ratio(0, 1)


def test_marks_and_punctuation_alone_are_no_sentence() -> None:
    assert sentences_uncited("") == NOT_APPLICABLE
    assert sentences_uncited("[1]\n。") == NOT_APPLICABLE
