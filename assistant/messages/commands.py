"""What the command line says: progress, reports, refusals of wrong input."""

from typing import Final

MESSAGES: Final[dict[str, tuple[str, str]]] = {}
