"""Spreadsheets: questions read from them, and exports that run nothing when opened."""

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryFile
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, WriteOnlyCell
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from assistant.evaluation.errors import QuestionFileDamaged, QuestionFileMerged, QuestionFileTooLarge

# A spreadsheet of questions unpacks to ten times its size; far more than that is made to fill the memory.
_MAX_UNPACKED = 200 * 2**20
_MAX_CELL = 32_767
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_TIMES = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_MERGED = re.compile(rb'<mergeCell ref="([A-Z0-9:]+)"')
HEADER = PatternFill("solid", fgColor="1F4E79")
# The epoch of the zip format: files made of the same rows are the same bytes.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def sheet_rows(path: Path) -> Iterator[tuple[int, list[object]]]:
    """Rows of the first sheet with their numbers, values as they are shown.

    Raises:
        QuestionFileDamaged: no .xlsx, in truth. QuestionFileMerged: it has merged cells.
        QuestionFileTooLarge: it unpacks to more than 200 MB.
    """
    try:
        _check_archive(path)
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            for number, cells in enumerate(sheet.iter_rows(), 1):
                yield number, [_shown(cell.value, cell.number_format) for cell in cells]
        finally:
            book.close()
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, ParseError) as error:
        raise QuestionFileDamaged(path=path, reason=str(error)) from error


def _check_archive(path: Path) -> None:
    """Refuses archives that unpack to too much, and sheets with merged cells, which leave rows without values."""
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(item.file_size for item in archive.infolist())
        if unpacked > _MAX_UNPACKED:
            raise QuestionFileTooLarge(path=path, size=unpacked // 2**20, limit=_MAX_UNPACKED // 2**20)
        sheets = sorted(name for name in archive.namelist() if name.startswith("xl/worksheets/sheet"))
        if sheets and (found := _MERGED.findall(archive.read(sheets[0]))):
            cells = "、".join(ref.decode() for ref in found[:5])
            raise QuestionFileMerged(path=path, sheet=1, cells=cells)


def _shown(value: object, number_format: str | None) -> object:
    """A cell's value as the person who typed it sees it: spreadsheets keep 5% as 0.05 and 11月15日 as a date."""
    if isinstance(value, int | float) and not isinstance(value, bool) and "%" in (number_format or ""):
        return f"{round(value * 100, 6):g}%"
    if isinstance(value, datetime | date):
        has_year = "y" in (number_format or "").lower()
        return f"{value.year}年{value.month}月{value.day}日" if has_year else f"{value.month}月{value.day}日"
    return str(value) if isinstance(value, time) else value


def neutral(value: object) -> object:
    """`value` for a cell: text that a spreadsheet would take for a formula gets an apostrophe in front.

    Source: OWASP, CSV Injection. Full-width signs count too: some programs turn them into the others.

    >>> neutral("=1+1"), neutral("-0.5个百分点"), neutral(-0.5)
    ("'=1+1", "'-0.5个百分点", -0.5)
    """
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)[: _MAX_CELL - 1]
    return f"'{text}" if text.lstrip(" \n").startswith(_FORMULA) else text


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Writes a table for spreadsheet programs: UTF-8 with a byte-order mark, cells neutralised."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for row in rows:
            writer.writerow([neutral(cell) for cell in row])


def write_xlsx(path: Path, header: Sequence[str], widths: Sequence[int], rows: Iterable[Sequence[object]]) -> None:
    """Writes a table row by row, cells neutralised, header fixed and filtered; equal rows give equal bytes.

    Args:
        widths: of the columns, in characters.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.freeze_panes = "C2"
    for number, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    titles = [WriteOnlyCell(sheet, title) for title in header]
    for title in titles:
        title.font, title.fill = Font(bold=True, color="FFFFFF"), HEADER
    sheet.append(titles)
    count = 1
    for row in rows:
        sheet.append([neutral(cell) for cell in row])
        count += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{count}"
    save(book, path)


def save(book: Workbook, path: Path) -> None:
    """Writes the book without the time of day, which openpyxl puts into its properties and into the archive."""
    with TemporaryFile() as packed:
        book.save(packed)
        with zipfile.ZipFile(packed) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
            for name in source.namelist():
                item = zipfile.ZipInfo(name, _EPOCH)
                item.compress_type, item.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
                with source.open(name) as old, target.open(item, "w") as new:
                    if name == "docProps/core.xml":
                        new.write(_TIMES.sub(rb"\g<1>1980-01-01T00:00:00Z", old.read()))
                    else:
                        copyfileobj(old, new)
