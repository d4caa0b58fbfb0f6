"""One book of citations for one answer."""

from assistant.answer import Citation
from assistant.citing import CitationBook
from index.parse import parse_outline

OUTLINE = parse_outline("一、水利\n新建水库3座。整治河道18公里。")


def test_citations_are_numbered_by_first_use() -> None:
    heading, first, second = OUTLINE.sentences
    book = CitationBook(OUTLINE)
    assert [book.cite(s) for s in (second, heading, second, first, heading)] == [1, 2, 1, 3, 2]
    assert [(c.n, c.quote) for c in book.citations] == [
        (1, "整治河道18公里。"),
        (2, "一、水利"),
        (3, "新建水库3座。"),
    ]


def test_a_citation_quotes_its_sentence_exactly() -> None:
    book = CitationBook(OUTLINE)
    sentence = OUTLINE.sentences[1]
    book.cite(sentence)
    (citation,) = book.citations
    assert citation == Citation(1, sentence.address, sentence.start, sentence.end, "新建水库3座。")
    assert OUTLINE.text[citation.start : citation.end] == citation.quote


def test_an_unused_book_is_empty() -> None:
    assert CitationBook(OUTLINE).citations == ()
