"""A和B分别为x、y: whose figure is whose."""

import pytest

from assistant.verification.respectively import names_another, paired

TEXT = "高级工、技师、高级技师补贴分别为2000元、3000元和4000元"


def starts(text: str) -> list[int]:
    return [n for n, char in enumerate(text) if char.isdigit() and not text[n - 1].isdigit()]


@pytest.mark.parametrize(
    ("said", "place", "another"),
    [
        ("技师补贴", 1, False),
        ("技师补贴", 2, True),
        ("高级技师", 2, False),
        ("高级工补贴", 0, False),
        ("高级工补贴", 1, True),
        ("补贴", 1, False),
    ],
)
def test_a_name_within_a_name_is_another(said: str, place: int, another: bool) -> None:
    found = paired(TEXT, (0, len(TEXT)), starts(TEXT), starts(TEXT)[place])
    assert found is not None
    assert names_another(said, *found) is another


def test_one_word_names_two_and_the_next_clause_goes_on() -> None:
    text = "城乡居民收入分别达到43元和22元,分别增长4%和7%"
    comma = text.index(",") + 1
    found = paired(text, (comma, len(text)), [text.index("4%"), text.index("7%")], text.index("7%"))
    assert found is not None
    assert not names_another("农村居民收入", *found)
    assert names_another("城镇居民收入", *found)


def test_without_the_word_there_are_no_pairs() -> None:
    assert paired("甲3元、乙4元", (0, 7), [1, 5], 5) is None
