import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml

from index.readers.docx import docx_text, is_docx
from tests.index.documents import W, add_list, number, numbered_docx, saved

OFFICIAL = [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）")]


def body_of(*blocks: str) -> bytes:
    """A .docx with these blocks of WordprocessingML."""
    document = docx.Document()
    for block in reversed(blocks):
        document.element.body.insert(0, parse_xml(block.replace(">", f" {W}>", 1)))
    return saved(document)


def test_automatic_numbers_are_written_out() -> None:
    raw = numbered_docx(
        OFFICIAL,
        [
            (None, "同志们："),
            (0, "关于上半年工作"),
            (1, "水利"),
            (2, "建成水库"),
            (3, "验收"),
            (2, "整治河道"),
            (1, "公路"),
            (2, "加快建设"),
            (0, "关于下半年工作"),
            (1, "资金"),
        ],
    )
    assert docx_text(raw).splitlines() == [
        "同志们：",
        "一、关于上半年工作",
        "（一）水利",
        "1. 建成水库",
        "（1）验收",
        "2. 整治河道",
        "（二）公路",
        "1. 加快建设",
        "二、关于下半年工作",
        "（一）资金",
    ]


def test_a_number_comes_from_the_style_where_the_paragraph_has_none() -> None:
    document = docx.Document()
    add_list(document, 77, OFFICIAL)
    style = document.styles["Heading 1"].element
    style.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="77"/></w:numPr>'))
    document.add_paragraph("总结", style="Heading 1")
    based = document.styles.add_style("Deeper", docx.enum.style.WD_STYLE_TYPE.PARAGRAPH)
    based.base_style = document.styles["Heading 1"]
    document.add_paragraph("安排", style="Deeper")
    assert docx_text(saved(document)).splitlines() == ["一、总结", "二、安排"]


def test_a_second_list_may_start_anew_or_go_on() -> None:
    document = docx.Document()
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    add_list(document, 77, OFFICIAL)
    root = document.part.numbering_part.element
    for number_id, extra in ((78, again), (79, "")):
        root.append(parse_xml(f'<w:num {W} w:numId="{number_id}"><w:abstractNumId w:val="77"/>{extra}</w:num>'))
    for number_id, text in ((77, "甲"), (77, "乙"), (78, "丙"), (78, "丁"), (79, "戊")):
        number(document.add_paragraph(text), number_id, 0)
    assert docx_text(saved(document)).splitlines() == ["一、甲", "二、乙", "一、丙", "二、丁", "三、戊"]


def test_bullets_and_taken_away_numbers_show_nothing() -> None:
    document = docx.Document()
    add_list(document, 77, [("bullet", "●")])
    number(document.add_paragraph("一是抓项目"), 77, 0)
    style = document.styles["Heading 1"].element
    style.get_or_add_pPr().append(parse_xml(f'<w:numPr {W}><w:numId w:val="77"/></w:numPr>'))
    number(document.add_paragraph("讲话", style="Heading 1"), 0, 0)
    assert docx_text(saved(document)).splitlines() == ["一是抓项目", "讲话"]


def test_levels_above_are_counted_into_a_number() -> None:
    raw = numbered_docx([("decimal", "%1"), ("decimal", "%1.%2")], [(0, "甲"), (1, "乙"), (1, "丙")])
    assert docx_text(raw).splitlines() == ["1 甲", "1.1 乙", "1.2 丙"]


def test_tables_stand_in_their_place_a_line_a_row() -> None:
    document = docx.Document()
    document.add_paragraph("表一")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["指标", "数", "贷款率", "1.78%"], strict=True):
        cell.text = text
    inner = table.cell(1, 1).add_table(rows=1, cols=1)
    inner.cell(0, 0).text = "其中"
    document.add_paragraph("表后")
    assert docx_text(saved(document)).splitlines() == ["表一", "指标　数", "贷款率　1.78% 其中", "表后"]


def test_revisions_fields_and_contents_are_read_as_the_reader_sees_them() -> None:
    raw = body_of(
        "<w:p><w:r><w:t>水库</w:t></w:r><w:ins><w:r><w:t>三座</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>两座</w:delText></w:r></w:del></w:p>",
        "<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:hyperlink><w:r><w:t>公报</w:t></w:r></w:hyperlink></w:p>",
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>一、目录里的标题</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>控件里的话</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:p><w:r><w:t>前</w:t><w:tab/><w:t>后</w:t><w:br/><w:t>下行</w:t></w:r></w:p>",
    )
    assert docx_text(raw).splitlines() == ["水库三座", "公报", "控件里的话", "前\t后", "下行"]


def test_a_package_without_a_document_is_no_docx() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr("xl/workbook.xml", "<a/>")
    assert not is_docx(buffer.getvalue())
    assert not is_docx(b"PK\x03\x04 and nothing")
    with pytest.raises(ValueError, match=r"."):
        docx_text(buffer.getvalue())
