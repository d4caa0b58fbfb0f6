"""Faults of the program itself: the traceback goes to a file, the person gets a line."""

import os
import platform
import tempfile
import traceback
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from assistant import __version__
from assistant.settings import load_settings
from index.errors import SpeechError


def record_fault(error: BaseException, arguments: Sequence[str] = ()) -> Path:
    """The log file that ``error`` was written to: in the data folder, or a temporary one where that cannot be."""
    lines = (
        f"{datetime.now().astimezone().isoformat(timespec='seconds')}  version {__version__}",
        f"Python {platform.python_version()}, {platform.platform()}",
        f"arguments: {' '.join(arguments)}",
        "".join(traceback.format_exception(error)),
    )
    entry = "\n".join(lines) + "\n"
    try:
        log = load_settings().data / "errors.log"
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("a", encoding="utf-8") as file:
            file.write(entry)
    except (OSError, SpeechError):
        handle, name = tempfile.mkstemp(prefix="assistant-", suffix=".log")
        with os.fdopen(handle, "w", encoding="utf-8") as spare:
            spare.write(entry)
        return Path(name)
    return log
