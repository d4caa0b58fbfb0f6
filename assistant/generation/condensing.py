"""A follow-up made self-contained by a language model; by rules where that fails."""

import logging
import re
from collections.abc import Sequence
from typing import Final

from assistant.generation.context import tokens
from assistant.generation.model_faults import WriterFault
from assistant.generation.model_text import AnswerParser, Written
from assistant.generation.models import Stop, Writer
from assistant.generation.prompts import load_prompt
from assistant.generation.tags import THOUGHTS
from assistant.understanding.condense import Condensed, condense_question
from assistant.understanding.figures import fold

_LOG: Final = logging.getLogger(__name__)
_LONGEST: Final = 200
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_THOUGHT: Final = re.compile(rf"</\s*(?:{'|'.join(THOUGHTS)})\s*>", re.IGNORECASE)
_GAP: Final = re.compile(r"(?<=[^\x00-\x7f]) ")
_WORD: Final = re.compile(r"[a-z]+|[^\W\da-z_]")
_ASKING: Final = frozenset(
    "那这呢吗吧啊呀的了是有为多少几哪些什么怎样如何谁请问它他她其该个们再还又和与及以也都就呗"
).union(
    "what which who how when where why about and the a an of is are was were did do does it its that this then".split()
)
_EITHER: Final = re.compile(r"(\w)[不没]\1|有无|能否|是否")
_NOT: Final = re.compile(r"(?:没有?|尚?未能?|不|无)(\w)|(?:n['’]t|\b(?:not|never|no|without))\s+(\w+)")
_KEPT: Final = 0.7
"""Share of the words of a condensed question that the questions have, and of the last one's that it keeps."""
_SAFETY: Final = 64
"""Tokens that a server's chat template may take."""
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
    prompt, settings = load_prompt("condense"), writer.settings
    room = settings.model_context - settings.model_max_tokens - tokens(prompt.system) - tokens(question) - _SAFETY
    earlier = _bounded(history, min(settings.model_history, room))
    by_rules = condense_question(question, history)
    if not earlier:
        return by_rules
    messages = prompt.messages(history="\n".join(earlier), question=question)
    try:
        written = "".join(piece.text for piece in writer.stream(messages, until=until, stop=stop))
    except WriterFault as fault:
        _LOG.warning("%s condensed nothing: %s", writer.name, fault)
        return by_rules
    line = _line(written)
    if not _faithful(line, question, earlier):
        _LOG.info("%s: condensed question not taken: %r", writer.name, line[:_LONGEST])
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
    for line in _THOUGHT.split(written)[-1].splitlines():
        parser = AnswerParser()
        parts = [*parser.feed(line), *parser.finish()]
        said = " ".join(part.text for part in parts if isinstance(part, Written))
        if said := _LABEL.sub("", _GAP.sub("", said).strip("“”\"'「」* ")).strip("“”\"'「」* "):
            return said
        if parser.thinking:
            break
    return ""


def _faithful(line: str, question: str, earlier: Sequence[str]) -> bool:
    """Whether ``line`` asks with the words and figures of the questions, at a question's length, and all of ``question``."""
    known = fold("\n".join((*earlier, question))).lower()
    line, question = fold(line).lower(), fold(question).lower()
    if not line or len(line) > _LONGEST or len(line) > 2 * len(known):
        return False
    if not _figures(question) <= _figures(line) <= _figures(known):
        return False
    if not _negated(question) <= _negated(line) <= _negated(known) or _lost_negation(line, known):
        return False
    words, own = _content(line), _content(question)
    told = [char for char in line if char.isalnum()]
    return (
        bool(words)
        and sum(word in words for word in own) >= _KEPT * len(own)
        and sum(char in known for char in told) >= _KEPT * len(told)
    )


def _figures(text: str) -> set[str]:
    return set(_NUMBER.findall(text))


def _content(text: str) -> list[str]:
    """The Chinese characters and the other words in ``text`` that say what is asked about."""
    return [word for word in _WORD.findall(text) if word not in _ASKING]


def _negated(text: str) -> set[str]:
    """What is said not to be, as far as its next character tells, or its next word."""
    return {found[1] or found[2] for found in _NOT.finditer(_EITHER.sub("", text))}


def _lost_negation(line: str, known: str) -> bool:
    """Whether ``line`` says of something that it is, where it is only ever said not to be."""
    plainly, stated = (_NOT.sub("|", _EITHER.sub("", text)) for text in (line, known))
    return any(word in plainly and word not in stated for word in _negated(known))
