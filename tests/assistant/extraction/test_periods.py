"""Which period a question asks about, and whether a sentence speaks of it."""

import pytest

from assistant.extraction.periods import looks_back, period_match


@pytest.mark.parametrize(
    ("asked", "said", "expected"),
    [
        ("上半年收入多少？", "1-6月，收入12.3亿元。", 1),
        ("下半年收入多少？", "上半年，收入12.3亿元。", -1),
        ("收入多少？", "上半年，收入12.3亿元。", 0),
        ("上半年收入多少？", "收入12.3亿元。", 0),
        ("上半年比去年同期增长多少？", "上半年，收入增长5.2%。", 1),
        ("去年收入多少？", "收入12.3亿元。", -1),
        ("明年建成几座？", "今年建成3座。", -1),
        ("how much in the first half?", "上半年，收入12.3亿元。", 1),
    ],
)
def test_a_sentence_agrees_with_the_period_asked_about(asked: str, said: str, expected: float) -> None:
    assert period_match(asked, said, retrospective=False) == expected


def test_what_names_no_year_in_a_report_on_the_last_one_is_of_that_year() -> None:
    report = "各位代表：现在报告2031年的工作。一、过去一年工作回顾"
    assert looks_back(report)
    assert period_match("去年收入多少？", "收入12.3亿元。", retrospective=True) == 0
    assert not looks_back("上半年，收入比去年同期增长5.2%。")
