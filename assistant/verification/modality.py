"""Whether something is told as done or as wanted.

要, 确保 and a date with 前 tell what is wanted; 已 and 了 what is done. Much of an
official text has neither: then the heading says whether it looks back or ahead, or how
the rest of its section is told.
"""

import re
from enum import Enum
from functools import lru_cache
from typing import Final

from assistant.understanding.clauses import clauses
from assistant.verification.normal import normal

_WANTED: Final = re.compile(
    r"(?<![重主需首紧必摘概纲简只扼])要(?!求|素|点|闻|件|害|员|领|塞|务|么|是)|需要|(?<![可])将(?![军领])|拟(?![定合])|力争|争取|力求|确保|务必|必须|应当|须|"
    r"计划(?!单列|书|外)|预计|预期|目标(?!体系|责任)|安排部署|下一步|要求|有望|正在|尚[未待]|有待|即将|打算|准备|还要|届时|筹备|(?<!至)尽[快早]|予以|"
    r"不得|严禁|禁止|年内|今后|(?:\d日|\d月[底初末]?|月|年[底初末]?|季度末|节|期|汛期|通车)前|"
    r"\b(?:will|shall|must|should|aims?|plans?|planned|target|expected|to be|is to|are to|needs? to|has to|have to|strive|by the end)\b",
    re.IGNORECASE,
)
_DONE: Final = re.compile(
    r"已(?:经(?![济营过]))?(?!知)|(?<![为除罢不算])(?<![^达]到)了(?![解不])|均(?=[落完建实开投])|(?<![发出体])现[已有]|此前|曾经?(?=[^祖孙])|成功(?=[创通入])|业已|截至|"
    r"经(?=[^,;]{0,8}(?:同意|批准|审议|研究|批复|授权|认定|核准))|"
    r"\b(?<!must )(?<!shall )(?<!will )(?<!should )(?<!to )(?:has|have|had) (?:been |already |all )?(?!to\b)\w+(?:ed|en|ne|lt|de|ld|d)\b|\balready\b|\bwere?\b|\bwas\b",
    re.IGNORECASE,
)
_NO_SIGN: Final = re.compile(
    r"已经?(?:研究)?决定|^(?:讲话|报告|方案|通知|会议|文件|原文)[^,，:：]{0,8}?(?:了|要求|提出要?)|计划总?投资|总?投资计划|年度计划|(?:按照?|根据|依照|遵照|对照)[^,;]{0,40}要求|"
    r"完成[^,;]{0,8}(?:目标|计划)[^,;]{0,10}的\d|"
    r"比[^,;]{1,25}?要(?=[多高少低大小快慢好强长短早晚])|要(?=比|[多高少低大小快慢好强长短早晚](?:于|过|出|$|[,;。]))"
)
"""What the speech does, not what it speaks of; a kind of figure, planned or not; what is gone by; how much of an aim is
reached; 比…要多, a comparison."""
_UNDER_WAY: Final = re.compile(r"正在|尚[未待]|有待|即将")
"""How something stands: it says nothing of what comes after it."""
_BY_NOW: Final = "截至"
"""What follows in the sentence is told as it stands by then."""
_CONDITION: Final = re.compile(r"的$|^(?:如果?|若|凡|一旦|只要)")
"""A case that is provided for: 见习期未满就签了合同的."""
_BEFORE_NOW: Final = re.compile(r"此前|曾经?")
_STATE: Final = re.compile(r"现有|共有|达到|完成|实现|办结|经|建成|搭建|获评|新增|占|有")
_STANDING: Final = re.compile(r"在册|现[有存]|存在|(?<![抢])占(?!比|用|地|道)|位居|属于")
"""What there is, which is neither done nor wanted."""
_PROVIDED: Final = re.compile(r"安排|拨付|下达")
"""What a plan itself does: told either way."""
_AHEAD: Final = re.compile(
    r"下半年|今年.{0,4}(?:工作|任务|安排|目标)|主要任务|目标|工作安排|打算|部署|措施|步骤|下一步|明年"
)
_BACK: Final = re.compile(r"上半年|去年|过去|回顾|总结|成绩|情况")
_SHORT: Final = 3
_NEAR: Final = 20
_MORE: Final = 2
"""Times that a section has more signs of one kind until it leans to that."""


class Modality(Enum):
    """How something is told."""

    DONE = "done"
    WANTED = "wanted"
    OPEN = "open"


def told_as(clause: str) -> Modality:
    """How a model tells it: by the clear signs in the clause alone."""
    if _CONDITION.search(clause) and not _BEFORE_NOW.search(clause):
        return Modality.OPEN
    clause = _NO_SIGN.sub("", clause)
    wanted, done = _WANTED.search(clause), _DONE.search(clause)
    if wanted and not (done and (done.start() < wanted.start() or wanted[0].lower().endswith(("前", "by the end")))):
        return Modality.WANTED
    return Modality.DONE if done else Modality.OPEN


def under_way(clause: str) -> bool:
    """Whether ``clause`` tells of what goes on: no aim, and not done unless the text says so itself."""
    return "正在" in clause and not _WANTED.search(clause.replace("正在", ""))


def predicate(clause: str) -> str:
    """What stands behind the sign by which ``clause`` is told; all of it where there is none, or nothing behind."""
    sign = _first_sign(clause)
    behind = clause[sign.end() :] if sign else ""
    return behind if len(behind) > _SHORT else clause


def act(clause: str) -> str:
    """The first two characters of what ``clause`` tells, behind its sign or before its 了; all of it where it has no sign."""
    sign = _first_sign(clause)
    if sign is None:
        return clause
    return clause[max(0, sign.start() - 2) : sign.start()] if sign[0] == "了" else clause[sign.end() : sign.end() + 2]


def _first_sign(clause: str) -> "re.Match[str] | None":
    signs = (match for match in (_WANTED.search(clause), _DONE.search(clause)) if match)
    return min(signs, key=lambda match: match.start(), default=None)


@lru_cache(maxsize=256)
def leaning(section: str) -> Modality:
    """How most of ``section``, as it stands in the text, is told."""
    text = normal(section)
    told = [told_as(text[start:end]) for start, end in clauses(text)]
    wanted, done = told.count(Modality.WANTED), told.count(Modality.DONE)
    if wanted > _MORE * done:
        return Modality.WANTED
    return Modality.DONE if done > _MORE * wanted else Modality.OPEN


def stands_as(clause: str, before: str, headings: str, lean: Modality = Modality.OPEN) -> Modality:
    """How the text tells it: by the clause, what stands before it in its sentence, the headings, and its section."""
    own = told_as(clause)
    if own is not Modality.OPEN:
        return own
    by_now, before = _BY_NOW in before, before.rpartition(";")[2]
    if _WANTED.search(_UNDER_WAY.sub("", _NO_SIGN.sub("", before))) and not _DONE.search(before):
        return Modality.WANTED
    if by_now or _STANDING.search(clause):
        return Modality.DONE
    looks_back, looks_ahead = _BACK.search(headings), _AHEAD.search(headings)
    if bool(looks_back) != bool(looks_ahead):
        found = Modality.WANTED if looks_ahead else Modality.DONE
    elif lean is not Modality.OPEN:
        found = lean
    else:
        found = Modality.DONE if _STATE.search(before + clause) else Modality.OPEN
    return Modality.OPEN if found is Modality.WANTED and _PROVIDED.search(before[-_NEAR:] + clause) else found


def exchanged(said: Modality, stands: Modality) -> bool:
    """Whether what is wanted is told as done, or the other way round."""
    return {said, stands} == {Modality.DONE, Modality.WANTED}


def told_otherwise(said: str, source: str, headings: str, lean: Modality = Modality.OPEN) -> bool:
    """Whether ``said``, a whole sentence in English, tells as done what ``source`` wants, or the other way round."""
    told = told_as(said)
    if told is Modality.DONE:
        return not _DONE.search(source) and stands_as(source, "", headings, lean) is Modality.WANTED
    if told is Modality.WANTED:
        return not _WANTED.search(source) and stands_as(source, "", headings, lean) is Modality.DONE
    return False
