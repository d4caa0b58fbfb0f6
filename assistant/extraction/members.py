"""Whether a text that only counts a group is asked who or what belongs to it: 授权企业17家 does not say which."""

import re

from assistant.understanding.figures import read_figures
from assistant.understanding.question import Ask, Question

_ASKS_WHO_THEY_ARE = re.compile(
    r"[两三四五六七八九十\d][^，。？?由]{1,20}(?:是(?:谁家?|哪[一几两]?[家个位])|叫(?:什么|啥)(?:名[字称]?)?|名[字称])[？?]?$"
)
_AMONG = re.compile(r"[^，。；]{0,8}(?:里头?|里面|当中|之中|中)[，,]?[^，。；]{1,12}哪")
"""A counted group of which only some are asked for: 20件实事里进度滞后的是哪几件."""
_ENUMERATED = re.compile(r"[、和及与]|”“")
_OF_BODIES = frozenset("家所名位户")
_WHICH_OF = re.compile(
    r"哪(?:些|几|[两二三四五六七八九十\d]+)(?P<unit>[家所名位户]|[个件项座条处])?(?P<kind>(?:[^\W\d_]{2,6}?)?)(?=[？?，]|$|[是被来在得])"
)
_OF_TIME = frozenset("年 月 天 日 周 小时 个月".split())
_LIST_ITEM = re.compile(r"、|和|及|与|(?<=”)(?=“)")


def only_counts_them(question: Question, text: str) -> bool:
    """Whether ``question`` wants the members of a group, and ``text`` has but their number."""
    asked = question.text
    if Ask.LIST in question.asks and _members_are_missing(asked, text):
        return True
    return bool(Ask.LIST in question.asks or _ASKS_WHO_THEY_ARE.search(asked)) and _list_is_missing(asked, text)


def _items_around(text: str, place: int) -> int:
    """How many items are listed in the clause of ``place`` or one beside it, at the most."""
    spans = [match.span() for match in re.finditer(r"[^，。；：]+", text)]
    home = next((n for n, (start, end) in enumerate(spans) if start <= place < end), 0)
    # What a colon opens may go on over several parts.
    beside = spans[max(0, home - 1) : None if "：" in text[place:] else home + 2]
    parts = text[place:].count("；") + 1 if "：" in text[place:] else 1
    return max(parts, *(len(_LIST_ITEM.split(re.sub(r"（[^）]*）", "", text[start:end]))) for start, end in beside))


def _members_are_missing(asked: str, text: str) -> bool:
    """Whether the question wants to know which (哪几家企业), and ``text`` only counts them (授权企业17家)."""
    wanted = _WHICH_OF.search(asked)
    if wanted is None or "：" in text or not (wanted["kind"] or wanted["unit"] in _OF_BODIES):
        return False
    kind = wanted["kind"][-2:] or wanted["unit"]
    counted = re.compile(
        rf"(?:\d+|[两三四五六七八九十])[个家所名位户件项座条处]?(?:[^，。；、\d]{{0,6}}){kind}|{kind}[^，。；、\d]{{0,4}}(?:\d+|[两三四五六七八九十])[个家所名位户件项座条处]"
    )
    clauses_with = [clause for clause in re.split(r"[，。；]", text) if kind in clause]
    return bool(clauses_with) and all(
        counted.search(clause) and not _ENUMERATED.search(clause) for clause in clauses_with
    )


def _list_is_missing(asked: str, text: str) -> bool:
    """Whether the question wants the members of a counted group, and the text has but its count."""
    for figure in read_figures(asked):
        if figure.kind != "count" or not figure.unit or figure.unit in _OF_TIME or not 1 < figure.value < 100:
            continue
        if _AMONG.search(asked, figure.end):
            continue
        restated = [other for other in read_figures(text) if figure.equals(other)]
        longest = max((_items_around(text, other.start) for other in restated), default=0)
        # 三个一律：超员的一律停航，瞒报的一律处罚 lists them by their common word.
        repeated = max((text.count(text[other.end]) - 1 for other in restated if other.end < len(text)), default=0)
        if restated and max(longest, repeated) < min(int(figure.value), 6):
            return True
    return False
