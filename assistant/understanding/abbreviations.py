"""Abbreviations of official statistics and what official text writes for them.

These are the terms' own long and short forms, as the National Bureau of Statistics
uses them; everyday words for things are the embedding model's business, not a list's.
"""

import re
from typing import Final

LONG_FORMS: Final[dict[str, tuple[str, ...]]] = {
    "gdp": ("地区生产总值", "国内生产总值", "生产总值"),
    "cpi": ("居民消费价格", "消费价格指数"),
    "ppi": ("工业生产者出厂价格",),
    "r&d": ("研发",),
    "ai": ("人工智能",),
    "ppp": ("政府和社会资本合作",),
}
_HAN = re.compile(r"[\u4e00-\u9fff]")
_WORD = re.compile(r"(?<![A-Za-z0-9&])[A-Za-z0-9&]*[A-Za-z][A-Za-z0-9&]*")


def written_out(question: str, text: str) -> str:
    """``question`` with the long forms, behind it, of its abbreviations that ``text`` does not use.

    >>> written_out("今年GDP目标", "地区生产总值增长6%")
    '今年GDP目标 地区生产总值'
    """
    words = [word for word in map(str.lower, _WORD.findall(question)) if word in LONG_FORMS]
    if not words:
        return question
    folded = text.lower()
    return " ".join([question, *(LONG_FORMS[word][0] for word in words if word not in folded)])


def mainly_chinese(question: str) -> bool:
    """Whether ``question`` has at least as many Chinese characters as words in letters.

    >>> mainly_chinese("上半年GDP增长多少？"), mainly_chinese("How long is the 石门 canal?")
    (True, False)
    """
    return len(_HAN.findall(question)) >= len(_WORD.findall(question))


def lacks_a_term(question: str, text: str) -> bool:
    """Whether a Chinese ``question`` names something by letters (GDP, 5G) that ``text`` does not name.

    Such a name has no paraphrase: a text without it, short or long, is about something else.
    """
    words = [word.lower() for word in _WORD.findall(question) if len(word) > 1]
    if not words or not mainly_chinese(question):
        return False
    folded = text.lower()
    return any(word not in folded and not any(form in folded for form in LONG_FORMS.get(word, ())) for word in words)
