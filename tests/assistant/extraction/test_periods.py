"""Which period a question asks about, and whether a sentence speaks of it."""

import pytest

from assistant.extraction.periods import letterhead, looks_back, period_match


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
        ("二季度收入多少？", "一季度，收入12.3亿元。", -1),
        ("二季度收入多少？", "上半年经济工作 一季度，收入12.3亿元。", -1),
        ("一季度收入多少？", "上半年经济工作 一季度，收入12.3亿元。", 0),
        ("前三季度收入多少？", "1—9月，收入12.3亿元。", 0),
        ("1至9月收入多少？", "1—8月，收入12.3亿元。", -1),
        ("2031年收入多少？", "2030年收入12.3亿元。", -1),
        ("2031年收入多少？", "2031年收入比2030年增长5.2%。", 0),
        ("2031年收入多少？", "今年收入12.3亿元，2030年是11亿元。", 0),
        ("2030年收入多少？", "2029—2031年，收入12.3亿元。", 0),
        ("今年收入多少？", "收入12.3亿元，比去年同期增长5.2%。", 0),
        ("上半年利润多少？", "1—6月，利润23.7亿元，其中一季度2.9亿元。", 1),
        ("二季度利润多少？", "1—6月，利润23.7亿元，其中二季度20.8亿元。", 0),
        ("2031年收入多少？", "到2033年，收入达到15亿元。", -1),
        ("how much in the first half?", "上半年，收入12.3亿元。", 1),
    ],
)
def test_a_sentence_agrees_with_the_period_asked_about(asked: str, said: str, expected: float) -> None:
    assert period_match(asked, said, "", retrospective=False) == expected


def test_what_names_no_year_in_a_report_on_the_last_one_is_of_that_year() -> None:
    report = "各位代表：现在报告2031年的工作。一、过去一年工作回顾"
    assert looks_back(report)
    assert period_match("去年收入多少？", "收入12.3亿元。", "", retrospective=True) == 0
    assert not looks_back("上半年，收入比去年同期增长5.2%。")


def test_what_a_sentence_itself_names_comes_before_its_headings() -> None:
    above = "前三季度工作"
    assert period_match("1-9月利润多少？", "1—8月，利润12.3亿元。", above, retrospective=False) == -1
    assert period_match("1-9月利润多少？", "利润12.3亿元。", above, retrospective=False) == 0
    assert period_match("一季度利润多少？", "利润12.3亿元。", above, retrospective=False) == -1


@pytest.mark.parametrize("first", ["同志们：", "各位代表：", "一、上半年工作", "为深入贯彻" + "部署要求，" * 20])
def test_the_letterhead_ends_where_the_text_begins(first: str) -> None:
    assert letterhead(f"白石市2031年工作总结\n{first}\n石门县做得好。") == "白石市2031年工作总结"


def test_a_comparison_in_what_stands_above_is_no_period_either() -> None:
    assert (
        period_match("今年安排多少？", "安排18亿元。", "保障措施 安排18亿元，比上年增加3亿元。", retrospective=True)
        == 0
    )


def test_the_year_in_a_title_is_no_comparison() -> None:
    assert looks_back("关于2031年上半年运行情况的报告")
    assert not looks_back("关于上半年运行情况的报告，高于2031年")
