"""What a claim puts in the place of something in the text: a foreign word, another item of a list, another subject."""

import re
from collections.abc import Iterable
from typing import Final

from assistant.understanding.abbreviations import LONG_FORMS

HAN: Final = "[\u4e00-\u9fff]"
FUNCTION: Final = (
    "的地得了着过和与及或并而且但由在于从自往向朝到至对把被给让使令请按照据依比随沿靠以将要会应须已曾还也都就才又再更最很均早皆各每某本此这那我"
    "你他她它其之等们是有为不没未尽一二三四五六七八九十百千万亿零几第个项条件家户名位批次类种年月日"
)
"""Characters of particles, prepositions, auxiliaries, pronouns, numerals and classifiers: in no name that is read here."""
_AUXILIARY: Final = "要|将|须|应"
_TELLS: Final = "(?:讲话|报告|方案|通知|会议|文件|要求|提出|强调|指出|明确)"
_OPENING: Final = re.compile(rf"(?:^|[;。,])(?:{_TELLS}{{1,2}},?)?({HAN}{{2,3}}?)(?:{_AUXILIARY})?(?=({HAN}{{4}}))")
_FOREIGN_WORD: Final = re.compile(r"[A-Za-zÀ-ÿ\u0400-\u04ff][A-Za-z0-9À-ÿ\u0400-\u04ff.@-]*")
_NO_CONTENT: Final = re.compile("[一二三四五六七八九十百千万亿两几第个项条件家户名位批次尽早地予以]")
_ITEM: Final = re.compile(r"、|以及")
_ITEM_EDGE: Final = re.compile(r"(?:等|这|及其|[都要应须将均会可被得]|产业|工作|方面|项目|企业|地区).*$")
_ITEM_LENGTH: Final = 3
_SHORT: Final = 2
_ITEM_SHARE: Final = 0.4


def foreign_word(text: str, scope: str) -> str:
    folded = scope.lower()
    for match in _FOREIGN_WORD.finditer(text):
        word = match[0].lower()
        known = word in folded or any(form in folded for form in LONG_FORMS.get(word, ()))
        if len(word) > 1 and not known:
            return match[0]
    return ""


def foreign_item(text: str, scope: str) -> str:
    """The first item of an enumeration that is not in ``scope``: what a model adds to a list from elsewhere."""
    listed = re.sub(r"[和与及]|以及", "、", scope)
    for clause in re.split(r"[,;:。!?()]", text):
        items = _ITEM.split(clause)
        if len(items) < 2:
            continue
        for place, item in enumerate(items):
            name = item[-_ITEM_LENGTH:] if place == 0 else _ITEM_EDGE.sub("", re.split(r"[和与及]", item)[0])
            if not re.fullmatch(f"{HAN}*", name):
                continue
            pairs = [name[n : n + 2] for n in range(len(name) - 1)]
            pairs = [pair for pair in pairs if not _NO_CONTENT.search(pair)]
            if 0 < place < len(items) - 1 and name not in scope:
                # One item is another where those on both sides are the text's.
                before, behind = re.escape(items[place - 1][-_SHORT:]), re.escape(items[place + 1][:_SHORT])
                if re.search(f"{before}、{HAN}{{{len(name)}}}、{behind}", listed):
                    return name
            if place == 0 and f"{item[-1:]}、{items[1][:1]}" in listed:
                # What stands before the first item is no part of it: 健全市、县、乡的….
                continue
            if len(name) >= _ITEM_LENGTH and sum(pair in scope for pair in pairs) < _ITEM_SHARE * len(pairs):
                return name
    return ""


def other_opening(text: str, scope: str, others: Iterable[str]) -> str:
    """The one that ``text`` begins with where a clause of ``scope`` says the same of another (古丈 for 保靖).

    Only one that ``others``, the sentences that are not cited, want something of.
    """
    for match in _OPENING.finditer(text):
        if match[1] in scope or re.search(f"[{FUNCTION}全]", match[1]):
            continue
        same = re.search(rf"(?:^|[;。,\n])\**{HAN}{{2,3}}(?:{_AUXILIARY})?{match[2]}", scope)
        if same and any(re.search(rf"(?:^|[;。,])\**{match[1]}(?:{_AUXILIARY})", other) for other in others):
            return match[1]
    return ""
