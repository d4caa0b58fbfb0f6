"""A text as the cross-encoder reads it: units, their kinds, and the tokens that cover them."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.crossunits import MOST, NUMBER, SIGN, WORD, read_units, unit_span
from index.static import TokenVectors

TOKENS = ["贷", "款", "贷款", "款率", "不良贷款", "gdp", "%", "5.2"]
VECTORS = TokenVectors(TOKENS, np.eye(len(TOKENS), dtype=np.float32))


def test_units_are_words_numbers_and_signs() -> None:
    units = read_units("GDP增5.2%，贷", VECTORS)
    assert units.kinds.tolist() == [WORD, WORD, NUMBER, WORD, SIGN, WORD]
    assert units.rows.tolist() == [5, -1, -1, 6, -1, 0]


def test_a_number_is_any_number() -> None:
    ours, theirs = (read_units(f"贷款{number}亿", VECTORS) for number in ("5.2", "1200"))
    assert ours.rows.tolist() == theirs.rows.tolist()


def test_tokens_cover_their_units_and_none_reaches_over_a_sign() -> None:
    units = read_units("不良贷款率，款", VECTORS)
    found = {(TOKENS[token], *span) for token, span in zip(units.tokens.tolist(), units.spans.tolist(), strict=True)}
    assert found == {("不良贷款", 0, 4), ("贷款", 2, 4), ("款率", 3, 5)}
    assert read_units("贷，款", VECTORS).tokens.tolist() == []


def test_characters_are_read_as_units() -> None:
    text = "贷款百分之五，GDP"
    assert unit_span(text, 0, 2) == (0, 2)
    assert unit_span(text, 2, 6) == (2, 4)
    assert unit_span(text, 7, 10) == (5, 6)


def test_what_stands_behind_the_first_units_is_not_read() -> None:
    assert len(read_units("贷款" * MOST, VECTORS)) == MOST


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    units = read_units(text, VECTORS)
    assert len(units.kinds) == len(units.rows) == len(units)
    assert units.spans.shape == (len(units.tokens), 2)
    assert ((units.spans[:, 0] < units.spans[:, 1]) & (units.spans[:, 1] <= len(units))).all()
