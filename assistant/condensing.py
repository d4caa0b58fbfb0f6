"""A follow-up made self-contained by a language model; by rules where that fails."""

import logging
import re
from collections.abc import Sequence
from typing import Final

from assistant.condense import Condensed, condense_question
from assistant.context import tokens
from assistant.figures import fold
from assistant.model_faults import WriterFault
from assistant.model_text import AnswerParser, Written
from assistant.models import Stop, Writer
from assistant.prompts import load_prompt

_LOG: Final = logging.getLogger(__name__)
_LONGEST: Final = 200
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_LABEL: Final = re.compile(r"^(?:改写(?:后的?)?(?:问题)?|完整(?:的)?问题|追问|问题|答案?|回答)[:：]\s*")


def condense_by_model(
    question: str, history: Sequence[str], writer: Writer, *, until: float, stop: Stop | None = None
) -> Condensed:
    """``question`` with what it leaves unsaid taken from ``history``, by ``writer``, or else by rules.

    What the model writes is taken only if it is one line that adds no figure and keeps to
    the words of the questions; anything else would answer another question than was asked.

    Raises:
        Stopped: ``stop`` was set meanwhile.
    """
    earlier = _bounded(history, writer.settings.model_history)
    by_rules = condense_question(question, history)
    if not earlier:
        return by_rules
    messages = load_prompt("condense").messages(history="\n".join(earlier), question=question)
    try:
        written = "".join(piece.text for piece in writer.stream(messages, until=until, stop=stop))
    except WriterFault as fault:
        _LOG.warning("%s condensed nothing: %s", writer.name, fault)
        return by_rules
    line = _line(written)
    if not _faithful(line, [*earlier, question]):
        _LOG.info("%s: condensed question not taken", writer.name)
        return by_rules
    return Condensed(line, line)


def _bounded(history: Sequence[str], room: int) -> list[str]:
    """The latest questions that fit into ``room`` tokens together, oldest first."""
    kept: list[str] = []
    for item in reversed([item.strip() for item in history if item.strip()]):
        room -= tokens(item)
        if room < 0:
            break
        kept.insert(0, item)
    return kept


def _line(written: str) -> str:
    """The first line that the model wrote, without its thoughts and what it put around it."""
    parser = AnswerParser()
    parts = [*parser.feed(written), *parser.finish()]
    sentences = [part.text for part in parts if isinstance(part, Written)]
    line = _LABEL.sub("", sentences[0].strip()) if sentences else ""
    return line.strip("“”\"'「」* ")


def _faithful(line: str, questions: Sequence[str]) -> bool:
    """Whether ``line`` asks with the words and figures of ``questions``, and at a question's length."""
    known = fold("\n".join(questions))
    if not line or len(line) > _LONGEST or len(line) > 2 * sum(map(len, questions)):
        return False
    if not set(_NUMBER.findall(fold(line))) <= set(_NUMBER.findall(known)):
        return False
    words = [char.lower() for char in line if char.isalnum()]
    return bool(words) and sum(char in known.lower() for char in words) >= _KEPT * len(words)


_KEPT: Final = 0.7
"""Share of the characters of a condensed question that the questions before it have."""
