"""What can go wrong while a document is read, indexed and searched.

Every leaf carries the values that caused it in ``params``. The sentence that a person reads, with the remedy, is
``error.<code>`` in the table of messages, which formats it with those values.

Exit codes, by what has to be mended: 3 the document, 4 the folder or the server that holds the index, 5 the
embedding model, 1 anything else. (2 is the command line's own, for wrong options.)
"""

from typing import ClassVar

DOCUMENT, STORAGE, MODEL = 3, 4, 5


class SpeechError(Exception):
    """The root. A leaf sets ``code``, the key of its message, and ``exit_code``, what a command ends with."""

    code: ClassVar[str] = "unknown"
    exit_code: ClassVar[int] = 1

    def __init__(self, **params: object) -> None:
        """Keeps ``params``, the values that the message is formatted with."""
        self.params = params
        super().__init__(f"{self.code}: {params}")


class AddressNotFound(SpeechError):
    """No section, point or sentence has this ``address``."""

    code = "address_not_found"


class DocumentError(SpeechError):
    """A document that cannot be read as it is; ``path`` names it."""

    exit_code = DOCUMENT


class DocumentMissing(DocumentError):
    """There is no file at ``path``."""

    code = "document_missing"


class DocumentUnreadable(DocumentError):
    """The file at ``path`` may not be read, or is a folder; ``reason`` is the system's word for it."""

    code = "document_unreadable"


class DocumentEmpty(DocumentError):
    """The file at ``path`` holds no text."""

    code = "document_empty"


class DocumentTooLarge(DocumentError):
    """The file at ``path`` has ``size`` MB, more than the ``limit`` MB that are read."""

    code = "document_too_large"


class DocumentBinary(DocumentError):
    """The file at ``path`` is no text, .md, .docx or .pdf: a picture, a table, an archive."""

    code = "document_binary"


class DocumentOldFormat(DocumentError):
    """The file at ``path`` is of an older word processor's ``suffix`` (.doc, .wps, .rtf): save it as .docx."""

    code = "document_old_format"


class DocumentDamaged(DocumentError):
    """The file at ``path`` begins as a ``suffix`` file and cannot be read as one; ``reason`` is the reader's word."""

    code = "document_damaged"


class EncodingUnknown(DocumentError):
    """The text at ``path`` is neither UTF-8, UTF-16 nor GB18030: save it as UTF-8."""

    code = "encoding_unknown"


class PdfWithoutText(DocumentError):
    """The ``pages`` pages of the PDF at ``path`` are pictures, without a text layer."""

    code = "pdf_without_text"


class PdfLocked(DocumentError):
    """The PDF at ``path`` needs a password."""

    code = "pdf_locked"


class StorageError(SpeechError):
    """The place that holds the index cannot be used as it is."""

    exit_code = STORAGE


class DataFolderUnwritable(StorageError):
    """Nothing can be written in the folder ``path``; ``reason`` is the system's word for it."""

    code = "data_folder_unwritable"


class IndexBusy(StorageError):
    """Another process has been building in the folder ``path`` for longer than ``seconds``."""

    code = "index_busy"


class IndexOutOfDate(StorageError):
    """The index in the read-only folder ``path`` was built for ``built``, and ``wanted`` is what the settings name."""

    code = "index_out_of_date"


class IndexDamaged(StorageError):
    """The index in ``path`` does not pass its check: ``reason``.

    It is rebuilt from the text; a person sees this only where that is not possible.
    """

    code = "index_damaged"


class ServerUnreachable(StorageError):
    """No vector server answers at ``server``; ``reason`` is what the client said."""

    code = "server_unreachable"


class ModelError(SpeechError):
    """A model for retrieval cannot be used as it is."""

    exit_code = MODEL


class ModelMissing(ModelError):
    """There is no embedding model ``model``: ``tried`` lists the places looked in."""

    code = "model_missing"


class ModelUnusable(ModelError):
    """The embedding model ``model`` gives no usable vectors: ``reason``."""

    code = "model_unusable"


class RerankerMissing(ModelError):
    """There is no reranker ``model``: ``tried`` lists the places looked in."""

    code = "reranker_missing"


class RerankerUnusable(ModelError):
    """The reranker ``model`` gives no usable scores: ``reason``."""

    code = "reranker_unusable"


class CorpusError(SpeechError):
    """A file of passages or questions, or the file of results, that cannot be used as it is; ``path`` names it."""

    exit_code = DOCUMENT


class CorpusUnreadable(CorpusError):
    """The file at ``path`` is not there, or may not be read; ``reason`` is the system's word for it."""

    code = "corpus_unreadable"


class CorpusEmpty(CorpusError):
    """The file at ``path`` has no line."""

    code = "corpus_empty"


class LineNotJson(CorpusError):
    """Line ``line`` of ``path`` is no JSON object in UTF-8."""

    code = "line_not_json"


class LineWithoutField(CorpusError):
    """Line ``line`` of ``path`` has no ``field`` that is a string, or an empty question."""

    code = "line_without_field"


class LineIdUnusable(CorpusError):
    """The ``id`` in line ``line`` of ``path`` is empty or holds white space, which divides the fields of a run."""

    code = "line_id_unusable"


class LineIdRepeated(CorpusError):
    """The ``id`` in line ``line`` of ``path`` stands in line ``first`` already."""

    code = "line_id_repeated"


class RunUnwritable(CorpusError):
    """The results cannot be written to ``path``; ``reason`` is the system's word for it."""

    code = "run_unwritable"
