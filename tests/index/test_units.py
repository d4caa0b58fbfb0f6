from index.parse import parse_outline
from index.passages import divide
from index.units import heading_path, sentence_texts, units_hash, units_of


def test_passages_come_first_then_all_sentences(speech_text: str) -> None:
    outline = parse_outline(speech_text)
    passages = divide(outline)
    units = units_of(outline, passages)
    assert [unit.id for unit in units] == [
        *(f"p{number}" for number in range(len(passages))),
        *(f"s{number}" for number in range(len(outline.sentences))),
    ]
    assert all(unit.text.endswith(speech_text[unit.start : unit.end]) for unit in units)


def test_texts_are_matched_under_their_headings(speech_text: str) -> None:
    outline = parse_outline(speech_text)
    start = speech_text.index("新建公路56公里")
    sentence = outline.sentence_at(start)
    assert sentence is not None
    path = heading_path(outline, sentence)
    assert "关于上半年工作" in path
    assert "公路建设全面提速" in path
    quote = outline.quote(sentence)
    assert sentence_texts(outline)[sentence.number] == f"{path} {quote}"
    assert sentence_texts(outline, headings=False)[sentence.number] == quote


def test_a_heading_speaks_for_itself(speech_text: str) -> None:
    outline = parse_outline(speech_text)
    heading = next(item for item in outline.sentences if item.heading)
    assert heading_path(outline, heading) == ""


def test_the_hash_changes_with_text_places_and_headings(speech_text: str) -> None:
    def hashed(text: str, headings: bool = True) -> str:
        outline = parse_outline(text)
        return units_hash(units_of(outline, divide(outline), headings=headings))

    hashes = [
        hashed(speech_text),
        hashed(f"\n{speech_text}"),
        hashed(speech_text.replace("56", "57")),
        hashed(speech_text, headings=False),
    ]
    assert len(set(hashes)) == 4
    assert hashed(speech_text) == hashes[0]
