"""Words in a model's sentence that nothing in what it cites stands behind."""

import re
from typing import Final

from assistant.clauses import clauses
from assistant.contrast import MILESTONES
from assistant.quantities import dates, quantities
from assistant.surroundings import tokens
from index.numerals import ordinal

_EVERYDAY: Final = re.compile(
    r"具体(?:来说|而言|来看)|总的来[说看]|总体(?:来看|上|而言)|综上(?:所述)?|(?:另)?一方面|也就是说|换句话说|据此|可见|由此|例如|比如|相关|有关|"
    r"讲话|报告|方案|原文|提出|指出|强调|要求|今年|去年|目前|上半年|下半年|计划|预期|目标|其中|分别|包括|主要|以下|方面|"
    r"已经?|将|要|再|也|都|并|还|就|是|为|有|共|的|了|在|从|到|和|与|及|把|被|对|以|因此|所以|原因|同时|此外|确保|必须|\d+(?:\.\d+)?"
)
_OWN_REMARK: Final = re.compile(
    r"比|更|最|次之|不多|不少|同样|相当|多于|少于|高于|低于|用来|为此|其次|一致|略|同步|两者|二者|前者|后者|之间|差距|相比|依次"
)
"""What a comparison adds of its own to figures that are checked."""
_STEPS: Final = tuple(pattern for pattern in MILESTONES if not pattern.search("结束"))
"""The end of a period is no step of its own: it stands in the date."""
_SEASON: Final = re.compile(r"春节|国庆|元旦|中秋|端午|五一|汛期|雨季|寒假|暑假|开学")
_EVERY: Final = re.compile(r"每(?:个)?(天|日|周|月|季|年|半年|人|户|辆|亩)")
_RANK: Final = re.compile(
    r"(全国|全省|全市|全州|全县|全区)[^,;。、\d]{0,4}?(?:第|排名?第?|居)([一二三四五六七八九十\d]{1,3}|首)(?!季|期|批|产|个)"
)
_COVERED: Final = 0.3
_FEWEST: Final = 4
_LONGEST_REMARK: Final = 4


def unfounded_word(text: str, cited: str) -> str:
    """A step of a project, or how often something is done, that is not in ``cited``; "" if there is none."""
    for pattern in _STEPS:
        if (match := pattern.search(text)) and not pattern.search(cited) and match.group()[-2:] not in cited:
            return match.group()
    for match in _SEASON.finditer(text):
        if match.group()[:2] not in cited:
            return match.group()
    stated = {_often(match) for match in _EVERY.finditer(cited)}
    for match in _EVERY.finditer(text):
        if _often(match) not in stated:
            return match.group()
    return ""


def unfounded_rank(text: str, scope: str) -> str:
    """A rank (全省第二, 全省排二) in ``text`` that ``scope`` does not give; "" if there is none."""
    stated = {(match[1], _place(match[2])) for match in _RANK.finditer(scope)}
    for match in _RANK.finditer(text):
        if stated and (match[1], _place(match[2])) not in stated:
            return match.group()
    return ""


def _place(written: str) -> int:
    return 1 if written == "首" else ordinal(written)


def uncovered(text: str, scope: str) -> str:
    """The part of ``text`` whose words ``scope`` does not have; "" where there is none.

    A paraphrase shares words with what it says again: a clause that shares none, or a
    sentence that shares few, says something else.
    """
    known = tokens(scope)
    words = _content(text)
    if len(words) >= _FEWEST and len(words & known) < _COVERED * len(words):
        return text
    for start, end in clauses(text):
        clause = text[start:end]
        own = _content(clause)
        checked = quantities(clause) or dates(clause)
        if len(own) >= _LONGEST_REMARK - 1 and not checked and not own & known and not _OWN_REMARK.search(clause):
            return clause
    return ""


def _content(text: str) -> frozenset[str]:
    return tokens(_EVERYDAY.sub("|", text))


def _often(match: "re.Match[str]") -> str:
    return match[1].replace("天", "日")
