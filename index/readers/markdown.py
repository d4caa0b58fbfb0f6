"""Markdown → the text a reader sees: marks of layout go, every word stays.

Official documents blank out names with ** and ***, which Markdown would take for bold type. So a pair
of asterisks only goes where it plainly encloses a phrase; otherwise the asterisks stand.
"""

import re

_FRONT_MATTER = re.compile(r"\A\ufeff?---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_FENCE = re.compile(r"^ {0,3}(?:```|~~~).*\n?", re.MULTILINE)
_RULE = re.compile(r"^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]+){2,}\*[ \t]*|(?:_[ \t]*){3,}|=+[ \t]*)$", re.MULTILINE)
_TABLE_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?[ \t]*)?$\n?", re.MULTILINE)
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$", re.MULTILINE)
_LEAD = re.compile(r"^[ \t]*(?:>[ \t]?|[-+*][ \t]+(?:\[[ xX]\][ \t]+)?)+", re.MULTILINE)
_ROW = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.MULTILINE)
_IMAGE = re.compile(r"!\[([^\]\n]*)\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]+)\]\([^)\n]*\)")
_TAG = re.compile(r"</?(?:b|i|u|em|strong|p|div|span|font|center|br|sup|sub|a|img)\b[^>\n]*>", re.IGNORECASE)
_CODE = re.compile(r"`([^`\n]+)`")
_BOLD = re.compile(r"(?<![*\\])(\*{1,3})(?=[^\s*])([^*\n]{1,60}?)(?<=[^\s\\])\1(?!\*)")
_UNDERLINED = re.compile(r"(?<![A-Za-z0-9_\\])(_{1,3})(?=[^\s_])([^_\n]+?)(?<=[^\s\\])\1(?![A-Za-z0-9_])")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_PLACES = "省市县区州盟旗镇乡村局厅委办部路桥厂"
"""What a blanked name is followed by: **县 is not the beginning of bold type."""
_PAIRS = (("《", "》"), ("（", "）"), ("“", "”"), ("(", ")"), ("〈", "〉"), ("【", "】"), ("「", "」"))


def plain_text(source: str) -> str:
    r"""The words of the Markdown ``source``, with its line ends as newlines.

    >>> print(plain_text("# 一、关于上半年\n- **一是**看[数据](a.html)。《**日报》与《**晚报》"))
    一、关于上半年
    一是看数据。《**日报》与《**晚报》
    """
    text = source.replace("\r\n", "\n").replace("\r", "\n")
    for pattern in (_FRONT_MATTER, _COMMENT, _FENCE, _TABLE_RULE, _RULE):
        text = pattern.sub("", text)
    text = _HEADING.sub(r"\1", text)
    text = _LEAD.sub("", text)
    text = _ROW.sub(lambda row: "　".join(cell.strip() for cell in row[1].split("|")), text)
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    text = _CODE.sub(r"\1", _TAG.sub("", text))
    text = _BOLD.sub(_phrase, text)
    text = _UNDERLINED.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", text)


def _phrase(match: re.Match[str]) -> str:
    """The enclosed words, or all of the match where the asterisks stand for names."""
    words, before, after = match[2], match.string[: match.start()][-1:], match.string[match.end() :][:1]
    enclosed = not (before.isalnum() and after.isalnum()) and words[0] not in _PLACES
    whole = not re.search(r"[。！？；]", words[:-1]) and words[-1] not in "，、：（《"
    return words if enclosed and whole and _balanced(words) else match[0]


def _balanced(words: str) -> bool:
    """Whether each bracket that closes in ``words`` was opened there, and the other way round."""
    for opening, closing in _PAIRS:
        depth = 0
        for char in words:
            depth += (char == opening) - (char == closing)
            if depth < 0:
                return False
        if depth:
            return False
    return True
