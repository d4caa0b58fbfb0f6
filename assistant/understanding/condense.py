"""From a follow-up and what was asked before to one self-contained question."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.understanding.figures import read_dates
from assistant.understanding.question import Ask, Question, read_question

_OPENS = re.compile(
    r"^(?:那么?|那个|这|其|它|他|她|上述|该|还有|另外|再|然后|其中|以及|同样|and\b|what about|how about|then\b)",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"呢[？?。！!]?$")
_FILLER = re.compile(
    r"^(?:那么?|还有|另外|然后|再问|and |what about |how about )+|(?:的?呢)?[？?。！!]*$", re.IGNORECASE
)
_POINTS_BACK = re.compile(r"它们?|他们?|她们?|(?:这|那)(?:个|些|项|件|笔|家|类|几|里|边|样|一)|其中|上述|前者|后者")
_PLACE = re.compile(r"^[^\W\d_]{1,5}[县市区镇乡州省村]$")
_QUANTITY = re.compile(r"(?P<name>[^\W\d_]{2,})(?P<asks>[是为有]多少[^，。]{0,3}[？?]?)$")
_SHORT = 10


@dataclass(frozen=True, slots=True)
class Condensed:
    """A question made self-contained.

    Attributes:
        text: What the question was taken to mean, as it is searched for: the words of both questions.
        asking: The words that say what is asked for.
        background: The earlier question that it follows, or "".
        sentence: The same as one question, where one can be made; else "".
    """

    text: str
    asking: str
    background: str = ""
    sentence: str = ""

    @property
    def shown(self) -> str:
        """What it was taken to mean, as it is shown."""
        return self.sentence or self.text


def condense_question(question: str, history: Sequence[str]) -> Condensed:
    """``question`` with what it leaves unsaid taken from ``history`` (oldest first).

    A question that stands by itself comes back as it is. Of a follow-up that only
    names another subject (那泸溪呢？), the earlier question says what is asked; one
    that asks something of its own (那总投资是多少？) takes only the subject.

    >>> condense_question("那泸溪呢？", ["吉首要重点发展哪些产业？"]).text
    '泸溪：吉首要重点发展哪些产业？'
    >>> condense_question("那新增贷款呢？", ["上半年不良贷款率是多少？"]).shown
    '上半年新增贷款是多少？'
    """
    question = question.strip()
    earlier = [item.strip() for item in history if item.strip()]
    if not earlier or not _follows(question):
        return Condensed(question, question)
    background = next((item for item in reversed(earlier) if not _follows(item)), earlier[0])
    subject = _FILLER.sub("", question) or question
    if read_question(subject).asks == {Ask.OPEN}:
        asking = _in_its_place(subject, background)
        text = f"{subject}：{background}"
        return Condensed(text, asking, background, "" if asking == text else _with_its_time(asking, background))
    return Condensed(f"{subject}（{background}）", subject, background)


def read_condensed(understood: str, asking: str) -> Question:
    """What is asked, by the ``text`` and the ``asking`` of a :class:`Condensed`.

    A follow-up that asks something of its own is about the earlier question's subject too.

    >>> read_condensed("那去年呢是多少（不良贷款率是多少？）", "那去年呢是多少").about
    '那去年呢是多少（不良贷款率是多少？）'
    """
    return read_question(asking, understood if understood.startswith(f"{asking}（") else "")


def _in_its_place(subject: str, background: str) -> str:
    """``background`` asked of ``subject``: put in place of what it replaces, where that can be told, or else before it.

    A town replaces a town, and a quantity (新增贷款) the one of a like name whose figure was asked for (不良贷款率).
    """
    if _PLACE.search(subject):
        other = re.search(rf"[^\W\d_]{{{len(subject) - 1}}}{subject[-1]}", background)
        return background.replace(other.group(), subject) if other else f"{subject}：{background}"
    quantity = _QUANTITY.search(background)
    if quantity and any(subject[n : n + 2] in quantity["name"] for n in range(len(subject) - 1)):
        return subject + quantity["asks"]
    return f"{subject}：{background}"


def _with_its_time(asking: str, background: str) -> str:
    """``asking`` with the time that ``background`` begins with, unless it names one."""
    time = next((date for date in read_dates(background) if date.start == 0), None)
    return f"{time.text}{asking}" if time and not read_dates(asking) else asking


def _follows(question: str) -> bool:
    """Whether ``question`` leans on what came before it."""
    return bool(
        _OPENS.search(question) or _CLOSES.search(question) or _POINTS_BACK.search(question) or len(question) <= _SHORT
    )
