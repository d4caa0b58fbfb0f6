"""What can go wrong while answers are evaluated.

Exit codes: 1 a figure is too low, 3 a file of questions or an earlier report cannot be used as it is.
"""

from index.errors import DOCUMENT, SpeechError


class QuestionFileError(SpeechError):
    """A file of questions that cannot be read as it is; `path` names it."""

    exit_code = DOCUMENT


class QuestionFileMissing(QuestionFileError):
    """There is no file at `path`, or it may not be read: `reason`."""

    code = "questions_missing"


class QuestionFileTooLarge(QuestionFileError):
    """The file at `path` has `size` MB, more than the `limit` MB that are read."""

    code = "questions_too_large"


class QuestionFileUnknown(QuestionFileError):
    """The file at `path` has the suffix `suffix`, none of those that are read."""

    code = "questions_unknown_format"


class QuestionFileEncoding(QuestionFileError):
    """The text at `path` is neither UTF-8 nor GB18030; line `row` is the first that is not."""

    code = "questions_encoding"


class QuestionFileDamaged(QuestionFileError):
    """The file at `path` cannot be read as what its suffix says; `reason` is the reader's word."""

    code = "questions_damaged"


class QuestionFileEmpty(QuestionFileError):
    """The file at `path` holds no question."""

    code = "questions_empty"


class QuestionFileHeader(QuestionFileError):
    """The first row at `path` names no column: `found` is what stands there, `wanted` the columns needed."""

    code = "questions_no_header"


class QuestionFileColumns(QuestionFileError):
    """The columns `missing` are not in the first row at `path`."""

    code = "questions_missing_columns"


class QuestionFileMerged(QuestionFileError):
    """Cells are merged at `cells` in the sheet `sheet` at `path`."""

    code = "questions_merged_cells"


class QuestionsFaulty(QuestionFileError):
    """The file at `path` has `count` faults; `first` is the first one's sentence."""

    code = "questions_faulty"


class ReportUnusable(SpeechError):
    """The report or baseline at `path` cannot be compared with: `reason`."""

    code = "report_unusable"
    exit_code = DOCUMENT


class BaselineOutdated(ReportUnusable):
    """The baseline at `path` was recorded over another file of questions or text: `what` differs."""

    code = "baseline_outdated"


class UnknownMetric(SpeechError):
    """`value` in an option is no `metric=number` with one of the metrics `known`."""

    code = "unknown_metric"
    exit_code = 2
