import hashlib
import os
from pathlib import Path

import docx
import pytest

from index.errors import (
    DocumentBinary,
    DocumentDamaged,
    DocumentEmpty,
    DocumentError,
    DocumentMissing,
    DocumentOldFormat,
    DocumentTooLarge,
    DocumentUnreadable,
    EncodingUnknown,
    PdfLocked,
    PdfWithoutText,
)
from index.reading import SHIPPED, read_document
from tests.index.documents import pdf, saved


def written(folder: Path, name: str, raw: bytes) -> Path:
    path = folder / name
    path.write_bytes(raw)
    return path


def refusal(folder: Path, name: str, raw: bytes) -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        read_document(written(folder, name, raw))
    return caught.value


def test_the_shipped_speech_is_read_where_no_file_is_named() -> None:
    document = read_document()
    assert len(document.text) == 8764
    assert document.text[0] == "\u00a0"
    assert document.name == "speech"
    assert document.sha256 == hashlib.sha256(SHIPPED.read_bytes()).hexdigest()


def test_every_character_of_a_text_file_counts(tmp_path: Path) -> None:
    text = "\ufeff\u00a0同志们：\r\n一、总结\r二、安排\n"
    assert read_document(written(tmp_path, "a.txt", text.encode())).text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
def test_the_same_words_are_read_from_each_encoding(tmp_path: Path, speech_text: str, encoding: str) -> None:
    document = read_document(written(tmp_path, "a.txt", speech_text.encode(encoding)))
    assert document.text.lstrip("\ufeff") == speech_text


def test_four_byte_characters_of_gb18030_are_read(tmp_path: Path) -> None:
    text = "今年上半年，𠮷祥镇新建水库三座，完成投资两亿元。"
    assert read_document(written(tmp_path, "a.txt", text.encode("gb18030"))).text == text


@pytest.mark.parametrize(
    "raw",
    [
        "今年上半年，全縣經濟運行總體平穩，主要指標持續回升，財政收入增長。".encode("big5"),
        "今年上半期の経済運営は全体として安定しており、財政収入は増加した。".encode("shift_jis"),
        "L’été était déjà passé, Élise".encode("cp1252"),
    ],
    ids=["big5", "shift-jis", "cp1252"],
)
def test_text_in_another_encoding_is_refused_by_name(tmp_path: Path, raw: bytes) -> None:
    error = refusal(tmp_path, "a.txt", raw)
    assert isinstance(error, EncodingUnknown)
    assert error.params["path"] == str(tmp_path / "a.txt")


@pytest.mark.parametrize("raw", [b"", b" \r\n\t", "\ufeff\u00a0\u3000\n".encode()])
def test_a_file_without_words_is_empty(tmp_path: Path, raw: bytes) -> None:
    assert isinstance(refusal(tmp_path, "a.txt", raw), DocumentEmpty)


@pytest.mark.parametrize("name", ["a.txt", "a.md", "noname"])
def test_a_picture_is_binary_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    raw = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256))
    assert isinstance(refusal(tmp_path, name, raw), DocumentBinary)


def test_a_spreadsheet_is_binary_though_it_is_a_package(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")
    with pytest.raises(DocumentBinary):
        read_document(tmp_path / "a.xlsx")


@pytest.mark.parametrize(
    ("name", "raw", "suffix"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".doc"),
        ("a.WPS", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".wps"),
        ("a.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), ".txt"),
        ("a.rtf", rb"{\rtf1\ansi hello}", ".rtf"),
        ("a.doc", "讲话".encode(), ".doc"),
        ("a.doc", b"", ".doc"),
    ],
)
def test_older_word_processor_files_are_told_apart(tmp_path: Path, name: str, raw: bytes, suffix: str) -> None:
    error = refusal(tmp_path, name, raw)
    assert isinstance(error, DocumentOldFormat)
    assert error.params["suffix"] == suffix


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(DocumentMissing):
        read_document(tmp_path / "nothing.txt")
    with pytest.raises(DocumentUnreadable) as caught:
        read_document(tmp_path)
    assert caught.value.params["reason"] == os.strerror(21)


def test_a_file_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(51_000_000)
    with pytest.raises(DocumentTooLarge) as caught:
        read_document(path)
    assert caught.value.params["limit"] == 50


def test_a_docx_is_read_under_any_name(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("一、总结工作")
    for name in ("a.docx", "a.txt"):
        assert "一、总结工作\n" in read_document(written(tmp_path, name, saved(document))).text


@pytest.mark.parametrize("cut", [0.3, 0.9])
def test_a_cut_docx_is_damaged(tmp_path: Path, cut: float) -> None:
    raw = saved(docx.Document())
    error = refusal(tmp_path, "a.docx", raw[: int(cut * len(raw))])
    assert isinstance(error, DocumentDamaged)
    assert error.params["suffix"] == ".docx"


def test_a_docx_of_blank_paragraphs_is_empty(tmp_path: Path) -> None:
    assert isinstance(refusal(tmp_path, "a.docx", saved(docx.Document())), DocumentEmpty)


def test_a_pdf_is_read_under_any_name(tmp_path: Path) -> None:
    raw = pdf([[(90, "一、总结工作")]])
    for name in ("a.pdf", "a.txt"):
        assert read_document(written(tmp_path, name, raw)).text == "一、总结工作\n"


def test_a_pdf_of_pictures_says_how_many_pages_it_has(tmp_path: Path) -> None:
    error = refusal(tmp_path, "a.pdf", pdf([[], []]))
    assert isinstance(error, PdfWithoutText)
    assert error.params["pages"] == 2


def test_a_pdf_with_a_password_is_locked(tmp_path: Path) -> None:
    from io import BytesIO

    import pypdf

    writer = pypdf.PdfWriter(clone_from=BytesIO(pdf([[(90, "一、总结工作")]])))
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = BytesIO()
    writer.write(buffer)
    assert isinstance(refusal(tmp_path, "a.pdf", buffer.getvalue()), PdfLocked)


@pytest.mark.parametrize("raw", [b"%PDF-1.7\nnothing more", b"no pdf at all", b""])
def test_a_broken_pdf_is_damaged_or_empty(tmp_path: Path, raw: bytes) -> None:
    assert isinstance(refusal(tmp_path, "a.pdf", raw), DocumentDamaged | DocumentEmpty)


def test_markdown_loses_its_marks(tmp_path: Path) -> None:
    raw = "# 一、总结\r\n\r\n- **一是**抓项目。\r\n".encode("gb18030")
    assert read_document(written(tmp_path, "a.md", raw)).text == "一、总结\n\n一是抓项目。\n"
