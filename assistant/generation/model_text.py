"""A model's answer taken apart while it streams: plain sentences and the ids that they cite.

Everything is decided character by character, so that it does not matter how the text
was cut into pieces, and the time is linear in its length. What may become a mark, a
link, an image, a tag or a thought is held back until it is known what it is.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from assistant.generation.marks import CLOSING, OPENING, ROUND_CLOSING, ROUND_OPENING, ids_in, may_be_round
from assistant.generation.sentence_ends import ends_in_dot, is_end, is_trailing, nested
from assistant.generation.tags import BREAKS, THOUGHTS, may_be_tag, tag_name

_LONGEST_MARK: Final = 120
_LONGEST_ROUND: Final = 60
_LONGEST_TAG: Final = 300
_LONGEST_ADDRESS: Final = 2_000
_NEAR: Final = 4
"""Characters behind a mark that may stand before the next one of the same words: 。, a blank."""
_CLOSE_UP: Final = ".,;:!?。，；："
"""No space stands before these, also where a mark stood between."""
_NOT_SHOWN: Final = str.maketrans("", "", "*#`~|")


@dataclass(frozen=True, slots=True)
class Draft:
    """A piece of the sentence that is being written."""

    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """A finished sentence as the model wrote it, without its marks, and the ids in them.

    Ids that nothing stands between make a group: they are said of the same words.
    """

    text: str
    groups: tuple[tuple[str, ...], ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """All ids, each once, by first appearance."""
        return tuple(dict.fromkeys(name for group in self.groups for name in group))


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """All before this was a thought, whose beginning was not marked."""


Part = Draft | Written | Withdrawn


class AnswerParser:
    """Takes the pieces of one answer, and gives its parts as they become certain.

    ``thinking`` tells whether the text so far ends within a thought.
    """

    def __init__(self, *, thinking: bool = False) -> None:
        """Begins within a thought where ``thinking``: some models leave its opening tag out."""
        self.thinking = thinking
        self._parts: list[Part] = []
        self._held = ""
        self._text: list[str] = []
        self._shown = 0
        self._ids: list[list[str]] = []
        self._cited_at = -1
        self._ended = self._new_line = False
        self._open: list[str] = []
        self._state: Callable[[str], None] = self._plain

    def feed(self, piece: str) -> Iterator[Part]:
        """The parts that ``piece`` completes."""
        for char in piece:
            self._state(char)
        self._show()
        return self._taken()

    def finish(self) -> Iterator[Part]:
        """The parts that the end completes; a thought that is still open stays hidden."""
        if not self.thinking:
            self._release()
            self._flush()
        return self._taken()

    def _taken(self) -> Iterator[Part]:
        parts, self._parts = self._parts, []
        return iter(parts)

    # What a character means, by where it stands.

    def _plain(self, char: str) -> None:
        if self.thinking and char != "<":
            return
        if char in OPENING:
            self._hold(char, self._mark)
        elif char in ROUND_OPENING:
            self._hold(char, self._round)
        elif char == "<":
            self._hold(char, self._tag)
        elif char == "!":
            self._hold(char, self._bang)
        else:
            self._add(char)

    def _mark(self, char: str) -> None:
        if char in CLOSING:
            self._hold(char, self._behind_mark)
        elif char in OPENING or char in "\n<" or is_end(char) or len(self._held) > _LONGEST_MARK:
            self._release()
            self._plain(char)
        else:
            self._held += char

    def _behind_mark(self, char: str) -> None:
        if char == "(" and self._held.endswith("]"):
            self._hold(char, self._address)
            return
        self._end_mark()
        self._plain(char)

    def _end_mark(self) -> None:
        """What is held is a bracket and its content, and no address follows."""
        held, self._held, self._state = self._held, "", self._plain
        if held.startswith("!"):
            self._add("!")
            held = held[1:]
        ids = ids_in(held[1:-1], round_=held[0] in ROUND_OPENING)
        if ids is None:
            self._add_all(held)
        else:
            self._cite(ids)

    def _address(self, char: str) -> None:
        """The address of a link or an image, which is never shown."""
        if char in ")）":
            held, self._held, self._state = self._held, "", self._plain
            if not held.startswith("!"):
                content = held[1 : held.rindex("](")]
                ids = ids_in(content, round_=False)
                self._add_all(content) if ids is None else self._cite(ids)
        elif char == "\n" or char > "\u2e80" or len(self._held) > _LONGEST_ADDRESS:
            self._release()
            self._plain(char)
        else:
            self._held += char

    def _round(self, char: str) -> None:
        if char in ROUND_CLOSING:
            self._held += char
            self._end_mark()
        elif len(self._held) <= _LONGEST_ROUND and may_be_round(char):
            self._held += char
        else:
            self._release()
            self._plain(char)

    def _bang(self, char: str) -> None:
        if char == "[":
            self._hold(char, self._mark)
        else:
            self._release()
            self._plain(char)

    def _tag(self, char: str) -> None:
        if char == ">" and len(self._held) > 1:
            name, self._held, self._state = tag_name(self._held), "", self._plain
            self._end_tag(name)
        elif char not in OPENING and may_be_tag(self._held, char) and len(self._held) <= _LONGEST_TAG:
            self._held += char
        else:
            self._release()
            self._plain(char)

    def _end_tag(self, name: str) -> None:
        if name.lstrip("/") in THOUGHTS:
            if name.startswith("/") and not self.thinking:
                self._withdraw()
            elif not name.startswith("/"):
                self._flush()
            self.thinking = not name.startswith("/")
        elif not self.thinking and name.lstrip("/") in BREAKS:
            self._add("\n")

    # What becomes of it.

    def _hold(self, char: str, state: Callable[[str], None]) -> None:
        self._held += char
        self._state = state

    def _release(self) -> None:
        """What was held back is nothing but text; or, at the end, a mark that nothing followed."""
        if self._state == self._behind_mark:
            self._end_mark()
            return
        if self._state == self._address:
            # A bracket, and a round one behind it that holds no address.
            self._held, _, rest = self._held.partition("](")
            self._held += "]"
            self._end_mark()
            self._add_all(f"({rest}")
            return
        held, self._held, self._state = self._held, "", self._plain
        if not self.thinking:
            self._add_all(held)

    def _add_all(self, text: str) -> None:
        for char in text:
            self._add(char)

    def _add(self, char: str) -> None:
        if char == "\n":
            self._ended, self._new_line = self._ended or bool(self._text), True
        elif char.isspace():
            self._ended = self._ended or ends_in_dot(self._text)
            if self._text and not self._ended:
                self._text.append(" ")
        else:
            if self._ended and not (is_trailing(char) and not self._new_line):
                self._flush()
            if char in _CLOSE_UP and self._text and self._text[-1] == " ":
                self._text.pop()
                self._shown = min(self._shown, len(self._text))
            self._text.append(char)
            self._new_line = False
            nested(self._open, char, len(self._text))
            self._ended = self._ended or (is_end(char) and not self._open)

    def _cite(self, ids: tuple[str, ...]) -> None:
        """A mark belongs to the sentence before it, unless that has its own on an earlier line."""
        if self._ended and self._new_line and self._ids:
            self._flush()
        self._ended = self._ended or ends_in_dot(self._text)
        between = self._text[self._cited_at :] if self._ids else []
        if self._ids and not any(char.isalnum() for char in between[:_NEAR]):
            self._ids[-1].extend(ids)
        else:
            self._ids.append(list(ids))
        self._cited_at = len(self._text)

    def _show(self) -> None:
        if new := "".join(self._text[self._shown :]).translate(_NOT_SHOWN):
            self._parts.append(Draft(new))
        self._shown = len(self._text)

    def _flush(self) -> None:
        text = "".join(self._text).strip()
        if text:
            self._show()
            self._parts.append(Written(text, tuple(map(tuple, self._ids))))
            self._ids.clear()
            self._cited_at = -1
        self._text.clear()
        self._open.clear()
        self._shown, self._ended, self._new_line = 0, False, False

    def _withdraw(self) -> None:
        self._text.clear()
        self._flush()
        self._ids.clear()
        self._parts.append(Withdrawn())
