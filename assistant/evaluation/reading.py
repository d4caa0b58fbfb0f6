"""Records of a file of questions, one at a time: .jsonl, .csv, .xlsx, .yaml.

A file larger than `MAX_MEGABYTES` is refused before it is opened; within that, all but .yaml are read row by row.
"""

import codecs
import csv
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from assistant.evaluation.errors import (
    QuestionFileColumns,
    QuestionFileDamaged,
    QuestionFileEmpty,
    QuestionFileEncoding,
    QuestionFileHeader,
    QuestionFileMissing,
    QuestionFileTooLarge,
    QuestionFileUnknown,
)
from assistant.evaluation.questions import COLUMN_NAMES, REQUIRED_COLUMNS

MAX_MEGABYTES = 20
SUFFIXES = (".xlsx", ".csv", ".jsonl", ".yaml", ".yml")

Record = Mapping[str, Any]


def read_records(path: Path) -> Iterator[tuple[int, Record]]:
    """The records of the file with the line or row that each begins in, keys named as the schema names them.

    Raises:
        QuestionFileError: a leaf of it, when the file as a whole cannot be read; raised while it is read.
    """
    _check_size(path)
    suffix = path.suffix.lower()
    if suffix == ".jsonl":
        return _read_jsonl(path)
    if suffix in (".yaml", ".yml"):
        return _read_yaml(path)
    if suffix == ".csv":
        return _read_table(path, _csv_rows(path))
    if suffix == ".xlsx":
        from assistant.evaluation.spreadsheet import sheet_rows  # openpyxl takes 0.2 s to import

        return _read_table(path, sheet_rows(path))
    raise QuestionFileUnknown(path=path, suffix=path.suffix or path.name, known=" ".join(SUFFIXES))


def column_name(title: object) -> str | None:
    """The field that a column's title stands for, in Chinese or English; None for any other column.

    >>> column_name("原文依据"), column_name(" Evidence "), column_name("部门")
    ('evidence', 'evidence', None)
    """
    return COLUMN_NAMES.get("".join(str(title or "").split()).lower())


def _check_size(path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise QuestionFileMissing(path=path, reason=error.strerror) from error
    if path.is_dir():
        raise QuestionFileMissing(path=path, reason="Is a directory")
    if size > MAX_MEGABYTES * 2**20:
        raise QuestionFileTooLarge(path=path, size=size // 2**20, limit=MAX_MEGABYTES)
    if not size:
        raise QuestionFileEmpty(path=path)


def _encoding(path: Path) -> str:
    """`utf-8-sig` or `gb18030`, whichever decodes the whole file."""
    row = 1
    for encoding in ("utf-8-sig", "gb18030"):
        row = 1
        decoder = codecs.getincrementaldecoder(encoding)()
        with path.open("rb") as file:
            try:
                for line in file:
                    if b"\0" in line:
                        raise QuestionFileEncoding(path=path, row=row)
                    decoder.decode(line)
                    row += 1
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                continue
        return encoding
    raise QuestionFileEncoding(path=path, row=row)


def _read_jsonl(path: Path) -> Iterator[tuple[int, Record]]:
    """One JSON object a line; empty lines are passed over."""
    with path.open(encoding=_encoding(path)) as file:
        for row, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                value = json.loads(line)
            except json.JSONDecodeError as error:
                raise QuestionFileDamaged(path=path, reason=f"{row}: {error.msg}") from error
            if not isinstance(value, dict):
                raise QuestionFileDamaged(path=path, reason=f"{row}: {line.strip()[:40]}")
            yield row, _named(value)


def _read_yaml(path: Path) -> Iterator[tuple[int, Record]]:
    """A list of mappings, each with the line it begins in."""
    loader = yaml.CSafeLoader(path.read_text(encoding=_encoding(path)))
    try:
        node = loader.get_single_node()
        if not isinstance(node, yaml.SequenceNode):
            raise QuestionFileDamaged(path=path, reason="1: -")
        for item in node.value:
            row = item.start_mark.line + 1
            value = loader.construct_document(item)
            if not isinstance(value, dict):
                raise QuestionFileDamaged(path=path, reason=f"{row}: {str(value)[:40]}")
            yield row, _named(value)
    except yaml.YAMLError as error:
        raise QuestionFileDamaged(path=path, reason=" ".join(str(error).split())) from error
    finally:
        loader.dispose()


def _named(value: Mapping[Any, Any]) -> Record:
    """The object with its keys as the schema names them; the schema's own key wins over another name for it."""
    named = {name: item for key, item in value.items() if (name := column_name(key))}
    return named | {key: item for key, item in value.items() if key in named}


def _csv_rows(path: Path) -> Iterator[tuple[int, list[object]]]:
    """Rows with the line each begins in; the separator is the most frequent of comma, semicolon and tab."""
    with path.open(encoding=_encoding(path), newline="") as file:
        first = file.readline()
        file.seek(0)
        reader = csv.reader(file, delimiter=max(",;\t", key=first.count))
        line = 1
        try:
            for row in reader:
                yield line, list(row)
                line = reader.line_num + 1
        except csv.Error as error:
            raise QuestionFileDamaged(path=path, reason=f"{line}: {error}") from error


def _read_table(path: Path, rows: Iterator[tuple[int, list[object]]]) -> Iterator[tuple[int, Record]]:
    """Records of a table whose first row that is not empty names the columns."""
    filled = ((number, cells) for number, cells in rows if any(str(cell or "").strip() for cell in cells))
    header = next(filled, None)
    if header is None:
        raise QuestionFileEmpty(path=path)
    names = [column_name(title) for title in header[1]]
    if not any(names):
        found = "、".join(str(cell) for cell in header[1] if cell)[:80]
        raise QuestionFileHeader(path=path, found=found, wanted=" ".join(REQUIRED_COLUMNS))
    missing = [name for name in REQUIRED_COLUMNS if name not in names]
    if missing:
        raise QuestionFileColumns(path=path, missing="、".join(missing))
    for number, cells in filled:
        yield number, {name: cell for name, cell in zip(names, cells, strict=False) if name}
