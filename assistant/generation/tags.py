"""Tags in a model's answer: those around its thoughts, and those of HTML, which are not shown."""

import re
from typing import Final

THOUGHTS: Final = frozenset(("think", "thinking", "thought", "reasoning"))
BREAKS: Final = frozenset(("br", "p", "div", "li", "ul", "ol", "tr", "h1", "h2", "h3", "h4", "hr"))
_NAME = re.compile(r"<\s*(/?)\s*([a-z][a-z0-9]*)", re.IGNORECASE)


def may_be_tag(held: str, char: str) -> bool:
    """Whether ``held``, which begins with ``<``, may go on with ``char`` as a tag."""
    if len(held) == 1:
        return char in "/!" or (char.isascii() and char.isalpha())
    return char != "<"


def tag_name(held: str) -> str:
    """The name of the tag that ``held`` begins, in small letters, with its slash if it closes."""
    match = _NAME.match(held)
    return (match.group(1) + match.group(2)).lower() if match else ""
