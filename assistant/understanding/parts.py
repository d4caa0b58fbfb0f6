"""A question that asks several things, divided into questions that each stand by themselves.

冷水鱼去年产了多少吨，今年的目标又是多少？ asks two things of one subject, which the second
leaves out. It is looked for, and answered, with the subject put back.
"""

import re
from typing import Final, NamedTuple

from assistant.understanding.abbreviations import mainly_chinese
from assistant.understanding.figures import DateMention, fold, read_dates
from assistant.understanding.topic import ASKING, LINK

_BETWEEN: Final = re.compile(r"[，,；;。？?！!]|(?<=[^前以之])(?:以及|并且|还有|另外)")
_ASKS: Final = re.compile(
    r"什么|啥|多少|几|哪|谁|怎|咋|何|多久|吗|(.)不\1|(.)没\2|是否|"
    r"\b(?:what|which|who|when|where|why|how)\b",
    re.IGNORECASE,
)
_WORD: Final = re.compile(rf"{ASKING.pattern}|什么|啥|咋|哪|何|几")
_NOW: Final = re.compile(r"目前|现在|眼下|当前|现阶段|至今")
_PREDICATE: Final = re.compile(
    r"要求?|已|将|计划|目标|任务|总|一共|共|每|平均|人均|最|达到|完成|建成|交给?|由|归|在|从|到|花|用|占|比|增长|同比|较|下降|提高|主要|"
    r"具体|能|可以?|会|应|该|需|有|是|为|还|再|叫|属于?|来自|多|第"
)
"""What a part may begin with that leaves its subject to the part before."""
_CONNECTIVE: Final = re.compile(
    rf"^(?:(?:另外|还有|以及|并且|而且|同时|其中|那么|它们?的?)|[那又也且并而其](?={_PREDICATE.pattern}|{_WORD.pattern}|[今去明上下年\d]|$))+"
)
"""What joins a part to the one before; a single character may as well begin a name (那坡县, 并购)."""
_OTHER_SCRIPT: Final = re.compile(r"[A-Za-z]{2}")
_REASON: Final = re.compile(r"原因|缘故|缘由|根源|根子|依据|为什么|为何|为啥|凭什么")
_MERE_REASON: Final = re.compile(
    r"(?:这|那)?(?:主要|到底|究竟)?(?:是|因为|出于)?(?:什么|啥|何种?|哪些)?(?:主要)?(?:的)?(?:原因|缘故|缘由)(?:何在|(?:到底|究竟|主要)?(?:是|在于?|出在)?(?:什么|啥|哪里?儿?|何处)?)"
    r"(?:拖着?|造成|导致|引起)?的?呢?"
)
"""A part that asks for nothing but the reason of what was said before it."""
_MANNER: Final = re.compile(r"怎|咋|如何|为|何(?!时)")
_MEASURE: Final = re.compile(
    r"的?(?:总|累计|计划)?(?:投资|数量|总数|个数|金额|面积|规模|产量|产值|总量|里程|资金|经费|造价|长度|比例|占比|增速|余额)额?$"
)
_COUNTED: Final = re.compile(r"^[^\W\d_]{2,12}$")
_BARE = 6
"""Characters besides its time and what asks, up to which a part names no subject of its own."""


class Part(NamedTuple):
    """A question that is part of another one; ``about`` is the whole that it needs to be understood, or ""."""

    text: str
    about: str = ""


def divide(text: str) -> tuple[Part, ...]:
    """The questions that ``text`` is made of, each with its subject; ``text`` alone where it asks one thing.

    >>> [part.text for part in divide("老旧住宅电梯去年更新了多少台，今年还要更新多少台？")]
    ['老旧住宅电梯去年更新了多少台', '老旧住宅电梯今年还要更新多少台']
    """
    parts: list[list[str]] = [[]]
    for clause in (piece.strip() for piece in _BETWEEN.split(text)):
        if clause:
            parts[-1].append(clause)
        if clause and _ASKS.search(fold(clause)):
            parts.append([])
    rest = parts.pop()
    for place in range(len(parts) - 1, 0, -1):
        if _MANNER.search(parts[place - 1][-1]) and _MERE_REASON.fullmatch("".join(parts[place])):
            parts[place - 1] += parts.pop(place)
    if len(parts) < 2:
        return (Part(text),)
    parts[-1] += rest
    first, *others = ("，".join(part) for part in parts)
    if not mainly_chinese(text):
        return tuple(Part(part, text) for part in (first, *others))
    return (Part(first), *(_whole(part, first, parts[0][:-1]) for part in others))


def _whole(part: str, first: str, opening: list[str]) -> Part:
    """``part`` with what it leaves to the ``first`` one, whose clauses before the asking one are its ``opening``."""
    own = _CONNECTIVE.sub("", part) or part
    time, earlier = _time(own), _time(first)
    if not _leaves_its_subject(own, time):
        lacks_time = earlier and earlier.start == 0 and not time and re.search("多少|几", own)
        return Part(f"{earlier.text}{own}" if earlier and lacks_time else own)
    if opening:
        return Part("，".join((*opening, own)))
    # 怎么少了，是啥缘故？ asks for the reason of all that the first part says.
    subject = "" if _REASON.search(own) else _subject(first, earlier, timed=bool(time))
    return Part(f"{subject}{own}") if subject else Part(own, f"{first}，{own}")


def _leaves_its_subject(part: str, time: DateMention | None) -> bool:
    if _OTHER_SCRIPT.search(part):
        return False  # GDP is a subject, however short
    bare = part.replace(time.text, "", 1) if time else part
    bare = _WORD.sub("", _NOW.sub("", bare))
    starts = time is not None and time.start == 0
    return bool(starts or len(bare) <= _BARE or any(p.match(part) for p in (_NOW, _ASKS, _PREDICATE)))


def _subject(first: str, time: DateMention | None, *, timed: bool) -> str:
    """What ``first`` asks about, "" where that is all of it: its words before a time within it, or before the one that asks, and what it counts.

    The time goes along unless the other part is ``timed`` by one of its own.
    """
    asking = _WORD.search(first)
    if asking is None or asking.start() == 0 or _MANNER.match(asking.group()):
        return ""
    before, behind = first[: asking.start()], first[asking.end() :]
    now = _NOW.search(before)
    said = time.text if time and time.end <= len(before) else now.group() if now else ""
    head, _, tail = before.partition(said) if said else (before, "", "")
    measured = LINK.sub("", tail)
    if head:
        # What follows the time is what happened then, unless it is what is measured.
        tail = measured if measured.endswith(("率", "额", "量")) else ""
    subject = _CONNECTIVE.sub("", LINK.sub("", head + ("" if timed else said) + tail))
    if not timed:
        subject = _MEASURE.sub("", subject) or subject
    counted = asking.group().startswith(("多少", "几")) and _COUNTED.match(behind)
    return subject + (behind if counted else "")


def _time(text: str) -> DateMention | None:
    return next(iter(read_dates(text)), None)
