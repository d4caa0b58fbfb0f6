"""What the page and the API say."""

from typing import Final

MESSAGES: Final[dict[str, tuple[str, str]]] = {}
