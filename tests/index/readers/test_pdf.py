import pytest

from index.readers.pdf import pdf_text
from tests.index.documents import pdf

BODY = 90.0
INDENTED = BODY + 32


def test_printed_lines_become_paragraphs_again() -> None:
    page = [
        (180.0, "县人民政府工作报告"),
        (INDENTED, "今年以来，全县上下坚持稳中求进，统筹推进各项"),
        (BODY, "工作，经济运行总体平稳，主要指标持续回升，全年"),
        (BODY, "目标有望完成。"),
        (INDENTED, "一、水利建设"),
        (INDENTED, "新建水库3座，完成投资2.4亿元，整治河道18公里。"),
        (INDENTED, "水质达标率为93.5%。"),
    ]
    assert pdf_text(pdf([page])).text.splitlines() == [
        "县人民政府工作报告",
        "今年以来，全县上下坚持稳中求进，统筹推进各项工作，经济运行总体平稳，主要指标持续回升，全年目标有望完成。",
        "一、水利建设",
        "新建水库3座，完成投资2.4亿元，整治河道18公里。",
        "水质达标率为93.5%。",
    ]


def test_a_paragraph_goes_on_over_the_page_and_edges_are_left_out() -> None:
    full = "全县上下坚持稳中求进工作总基调统筹推进各项工作第"
    pages = [
        [(200.0, "内部资料"), (BODY, f"{full}{page}甲"), (BODY, f"{full}{page}乙"), (280.0, f"— {page} —")]
        for page in (1, 2, 3)
    ]
    read = pdf_text(pdf(pages))
    assert read.pages == 3
    assert read.text == "".join(f"{full}{page}{line}" for page in (1, 2, 3) for line in "甲乙") + "\n"


def test_a_heading_after_a_full_line_begins_a_paragraph() -> None:
    page = [
        (BODY, "全县上下坚持稳中求进工作总基调统筹推进经济社会。"),
        (BODY, "（一）水利建设有力推进，新建水库三座完成投资二亿"),
        (BODY, "四千万元。"),
    ]
    assert pdf_text(pdf([page])).text.splitlines() == [page[0][1], page[1][1] + page[2][1]]


def test_latin_words_keep_their_space_over_the_line_end() -> None:
    page = [(BODY, "the quick brown fox jumps over the lazy dog and runs"), (BODY, "away")]
    assert pdf_text(pdf([page])).text == "the quick brown fox jumps over the lazy dog and runs away\n"


def test_a_file_that_is_no_pdf_is_a_value_error() -> None:
    with pytest.raises(ValueError, match=r"."):
        pdf_text(b"%PDF-1.7 nothing")


def test_radicals_become_the_characters_they_were_taken_for() -> None:
    page = [(BODY, "⻓沙⼈⺠政府⼯作⸺农⼾")]
    assert pdf_text(pdf([page])).text == "长沙人民政府工作——农户\n"


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("关 于 水 库 建 设 的 报 告", "关于水库建设的报告"),
        ("the quick brown fox", "the quick brown fox"),
        ("张三 李四 负责", "张三 李四 负责"),
    ],
)
def test_letter_spaced_lines_lose_their_spaces_and_others_keep_them(printed: str, read: str) -> None:
    assert pdf_text(pdf([[(BODY, printed)]])).text == f"{read}\n"
