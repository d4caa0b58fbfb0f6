"""What the evaluation's reports say."""

from typing import Final

MESSAGES: Final[dict[str, tuple[str, str]]] = {}
