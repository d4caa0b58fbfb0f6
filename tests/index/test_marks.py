"""Heading numbers and point marks, and what only looks like them."""

import pytest

from index.marks import (
    LONGEST_HEADING,
    HeadingMark,
    heading_end,
    heading_mark,
    lines,
    point_marks,
    split_run_in_sections,
)

_UP_TO_ELEVEN = (*"一二三四五六七八九十", "十一")


def mark_of(line: str) -> HeadingMark | None:
    """The heading number that ``line`` opens with."""
    return heading_mark(line, 0, len(line))


def paths(*paragraphs: str) -> list[str]:
    """The marks of the points in the ``paragraphs`` of one section, each below those around it."""
    text = "\n".join(paragraphs)
    return ["".join(mark.path) for mark in point_marks(text, list(lines(text)))]


def pieces(line: str) -> list[str]:
    """The pieces that ``line`` is divided into."""
    return [line[start:end] for start, end in split_run_in_sections(line, 0, len(line))]


@pytest.mark.parametrize(
    ("line", "level", "mark", "count"),
    [
        ("一、关于上半年工作", 1, "一", 1),
        ("十二、附则", 1, "十二", 12),
        ("（二）重点项目推进有力。", 2, "（二）", 2),
        ("(二)重点项目", 2, "（二）", 2),
        ("（三）、重点项目", 2, "（三）", 3),
        ("1.水库", 3, "1.", 1),
        ("2．水库", 3, "2.", 2),
        ("３．水库", 3, "3.", 3),
        ("10、水库", 3, "10.", 10),
        ("（4）水库", 4, "（4）", 4),
        ("(5)水库", 4, "（5）", 5),
    ],
)
def test_heading_numbers_of_the_standard_have_their_level_and_one_spelling(
    line: str, level: int, mark: str, count: int
) -> None:
    found = mark_of(line)
    assert found is not None
    assert (found.level, found.mark, found.count, found.start) == (level, mark, count, 0)
    assert line[found.end] in "关附重水"


@pytest.mark.parametrize(
    "line",
    [
        *("1.5亿元资金到位。", "12.31前完成。", "5、6月份完成。", "１．５亿元", "2019年工作", "（2019年7月12日）"),
        *("第一要务是发展。", "一带一部", "一是稳。", "一季度平稳。", "（附件）", "(a)水库", "十", "", "，一、"),
    ],
)
def test_other_beginnings_of_a_line_are_no_heading(line: str) -> None:
    assert mark_of(line) is None


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("一、关于上半年工作", "一、关于上半年工作"),
        ("（一）攻坚战成效明显。一是好。", "（一）攻坚战成效明显。"),
        ("（一）“快。稳。”并重。后文。", "（一）“快。稳。”并重。"),
        ("1." + "长" * LONGEST_HEADING, "1." + "长" * LONGEST_HEADING),
        ("1." + "长" * (LONGEST_HEADING + 1), ""),
        ("（一）" + "长" * LONGEST_HEADING + "。后文。", ""),
        ("一、", ""),
    ],
)
def test_a_heading_is_the_first_sentence_behind_its_number_if_short(line: str, heading: str) -> None:
    mark = mark_of(line)
    assert mark is not None
    assert line[: heading_end(line, mark, len(line))] == heading


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("（一）抓投资。要快。（二）抓消费。要稳。", ["（一）抓投资。要快。", "（二）抓消费。要稳。"]),
        ("抓好两项工作：（一）投资；（二）消费。", ["抓好两项工作：", "（一）投资；", "（二）消费。"]),
        ("（二）抓消费。（三）抓出口。", ["（二）抓消费。", "（三）抓出口。"]),
        ("（一）抓投资。 （二）抓消费。\u3000（三）完", ["（一）抓投资。", "（二）抓消费。", "（三）完"]),
        ("他说：“要快。”（一）投资。（二）消费。", ["他说：“要快。”", "（一）投资。", "（二）消费。"]),
        ("二、要求。（一）快。（二）稳。", ["二、要求。", "（一）快。", "（二）稳。"]),
    ],
)
def test_sections_that_count_on_within_a_line_are_divided(line: str, expected: list[str]) -> None:
    assert pieces(line) == expected


@pytest.mark.parametrize(
    "line",
    [
        "（一）抓投资。见第三条。（五）项除外。",
        "对照（一）（二）两项，逐条整改。",
        "黔张常铁路（市内段）已进入调试。",
        "见方案（二）。",
        "没有序号。",
    ],
)
def test_brackets_that_begin_or_continue_no_count_divide_nothing(line: str) -> None:
    assert pieces(line) == [line]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("一是稳。二是进。三是好。", ["一是", "二是", "三是"]),
        ("总体来看，一是稳。二是进。", ["一是", "二是"]),
        ("一要快；二要稳", ["一要", "二要"]),
        ("会议强调：第一，要快；第二，要稳；第三、要好。", ["第一", "第二", "第三"]),
        ("\ufeff一是稳。二是进。", ["一是", "二是"]),
        ("\u200b一是稳。二是进。", ["一是", "二是"]),
        ("”一是稳。（见附件）二是进。", ["一是", "二是"]),
        ("".join(f"{n}要办好。" for n in _UP_TO_ELEVEN), [f"{n}要" for n in _UP_TO_ELEVEN]),
    ],
)
def test_points_are_found_at_the_start_of_a_clause(paragraph: str, expected: list[str]) -> None:
    assert paths(paragraph) == expected


@pytest.mark.parametrize(
    "paragraph",
    [
        "发展是第一要务，二要稳住。",
        "落实“一带一部”要求，一带一部是定位。",
        "位居全省第一、全国第八。",
        "一是稳住大局。",
        "一是一，绝不含糊。三是三。",
        "二是进。三是好。",
        "全面推进，统一要求。其中之一是水库，另一是公路，第二是桥。",
    ],
)
def test_prose_that_counts_nothing_has_no_points(paragraph: str) -> None:
    assert paths(paragraph) == []


def test_a_list_within_a_list_hangs_below_the_point_that_it_is_in() -> None:
    line = "一要抓项目。一是谋划。二是开工。二要抓资金。第一，争取。第二，管好。三要抓人。"
    assert paths(line) == ["一要", "一要一是", "一要二是", "二要", "二要第一", "二要第二", "三要"]


def test_a_list_that_begins_anew_ends_the_one_before() -> None:
    assert paths("一是甲。二是乙。三是丙。", "又有：一是丁。二是戊。") == ["一是", "二是", "三是", "一是", "二是"]


def test_a_list_goes_on_over_the_paragraphs_of_its_section() -> None:
    assert paths("一是甲。", "其间还有一是不算。", "二是乙。") == ["一是", "二是"]


def test_lines_end_at_any_line_break_and_come_without_blanks() -> None:
    text = "\ufeff甲\r\n\u3000乙\u00a0\r丙\u2028 \n\n丁\f戊"
    assert [text[start:end] for start, end in lines(text)] == list("甲乙丙丁戊")


@pytest.mark.parametrize("line", ["一、二季度持续向好。", "一、二、三产业同步发展。", "三、四季度要抓紧。"])
def test_numbers_that_follow_each_other_are_no_heading(line: str) -> None:
    assert heading_mark(line, 0, len(line)) is None


@pytest.mark.parametrize(
    "line", ["一、一季度工作", "二、二十大精神", "一、二手房交易", "一、二期工程建设情况", "（一）二季度工作"]
)
def test_a_heading_may_begin_with_a_number_of_its_own(line: str) -> None:
    assert heading_mark(line, 0, len(line)) is not None
