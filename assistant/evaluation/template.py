"""An empty spreadsheet of questions to fill in: titles with help, lists to choose from, an explained example."""

from pathlib import Path
from typing import cast

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from assistant.evaluation.questions import FIELDS, TYPE_NAMES, TYPES
from assistant.evaluation.spreadsheet import HEADER, save
from assistant.messages import text

_ROWS = range(2, 502)
_WIDTHS = {"question": 44, "evidence": 60, "facts": 36, "answer": 36, "history": 30, "notes": 24, "type": 12}


def write_template(path: Path) -> None:
    """Writes the spreadsheet to `path`."""
    book = Workbook()
    sheet = cast("Worksheet", book.active)
    sheet.title = text("template.sheet")
    sheet.freeze_panes = "A2"
    for number, field in enumerate(FIELDS, 1):
        _add_column(sheet, number, field)
    _add_help(book)
    save(book, path)


def _add_column(sheet: Worksheet, number: int, field: str) -> None:
    """The column `number` of the sheet: its title, its cells as text, and what pops up beside them."""
    letter = get_column_letter(number)
    sheet.column_dimensions[letter].width = _WIDTHS.get(field, 10)
    title = sheet.cell(1, number, text(f"column.{field}"))
    title.font, title.fill = Font(bold=True, color="FFFFFF"), HEADER
    for row in _ROWS:
        cell = sheet.cell(row, number)
        cell.number_format = "@"  # text: else 5% becomes 0.05
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    hint = DataValidation(allow_blank=True)
    if field in ("type", "answerable"):
        hint = DataValidation("list", formula1=f'"{_choices(field)}"', allow_blank=True, showErrorMessage=True)
    hint.showInputMessage = True
    hint.promptTitle, hint.prompt = text(f"column.{field}"), text(f"template.help.{field}")[:255]
    hint.add(f"{letter}{_ROWS.start}:{letter}{_ROWS.stop - 1}")
    sheet.add_data_validation(hint)


def _choices(field: str) -> str:
    """The values of a drop-down list, in Chinese, separated by commas."""
    if field == "answerable":
        return "是,否"
    chinese = {english: name for name, english in TYPE_NAMES.items() if name != english}
    return ",".join(chinese[name] for name in TYPES)


def _add_help(book: Workbook) -> None:
    """A second sheet that explains each column and shows a filled-in row."""
    sheet = book.create_sheet(text("template.help_sheet"))
    for letter, width in zip("ABC", (14, 72, 60), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append([text("template.column"), text("template.meaning"), text("template.example")])
    for field in FIELDS:
        sheet.append([text(f"column.{field}"), text(f"template.help.{field}"), text(f"template.example.{field}")])
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=cell.row == 1)
