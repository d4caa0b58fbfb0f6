"""What stands in an answer beside the speech's own words: leads, notes, refusals."""

from typing import Final

MESSAGES: Final[dict[str, tuple[str, str]]] = {}
