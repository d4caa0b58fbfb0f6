"""What can go wrong around the speech: a question, a setting, a file to write, a port.

Exit codes go on from :mod:`index.errors`: 6 the question, 7 the server's address, 8 a
setting, 9 the language model. (2 is the command line's own, for wrong options; 1 anything else.)
"""

from index.errors import DOCUMENT, STORAGE, SpeechError, StorageError

QUESTION, ADDRESS, SETTING, MODEL = 6, 7, 8, 9


class QuestionError(SpeechError):
    """A question that cannot be asked as it is."""

    exit_code = QUESTION


class QuestionEmpty(QuestionError):
    """There is nothing in the question but white space."""

    code = "question_empty"


class QuestionTooLong(QuestionError):
    """The question has ``length`` characters, more than ``limit``."""

    code = "question_too_long"


class ServerAddressError(SpeechError):
    """The server cannot listen where it was told to."""

    exit_code = ADDRESS


class PortInUse(ServerAddressError):
    """Another program listens on ``host``:``port``; ``next`` is the port to propose."""

    code = "port_in_use"


class PortForbidden(ServerAddressError):
    """This account may not listen on ``port``."""

    code = "port_forbidden"


class HostUnavailable(ServerAddressError):
    """``host`` is no address of this machine; ``reason`` is the system's word for it."""

    code = "host_unavailable"


class SettingError(SpeechError):
    """A variable of the environment that cannot be used."""

    exit_code = SETTING


class SettingUnknown(SettingError):
    """There is no setting ``name``; ``hint`` proposes the nearest of the ``known`` ones."""

    code = "setting_unknown"


class SettingInvalid(SettingError):
    """The setting ``name`` cannot take ``value``: ``reason``."""

    code = "setting_invalid"


class WriterUnusable(SpeechError):
    """The language model ``model`` cannot be set up; ``reason`` is its client's word for it."""

    exit_code = MODEL
    code = "writer_unusable"


class FolderNotWritable(SpeechError):
    """Nothing can be written in the folder ``path``; ``reason`` is the system's word for it."""

    code = "folder_not_writable"
    exit_code = STORAGE


class FileMissing(SpeechError):
    """There is no file ``path`` to read questions or answers from."""

    code = "file_missing"
    exit_code = DOCUMENT


class FileUnreadable(SpeechError):
    """The file ``path`` cannot be read; ``reason`` is the system's word for it."""

    code = "file_unreadable"
    exit_code = DOCUMENT


class AnswerUnfaithful(SpeechError):
    """An answer was held back because the text does not carry it; ``reason`` names the fault."""

    code = "answer_unfaithful"


class FeedbackFull(StorageError):
    """``limit`` entries of feedback are kept in ``path``, and no more."""

    code = "feedback_full"


class FeedbackUnusable(StorageError):
    """The store of feedback at ``path`` can't be read or written; ``reason`` is the database's word for it."""

    code = "feedback_unusable"
