"""Whether something is told as done or as wanted.

要, 确保 and a date with 前 tell what is wanted; 已 and 了 what is done. Much of an
official text has neither: then the heading says whether it looks back or ahead.
"""

import re
from enum import Enum
from typing import Final

_WANTED: Final = re.compile(
    r"(?<![重主需首紧必摘概纲简只扼])要(?!求素点闻件害员领塞务么是)|需要|(?<![可])将(?![军领])|拟(?![定合])|力争|争取|力求|确保|务必|必须|应当|须|计划(?!单列|书|外)|预计|"
    r"预期|目标(?!体系|责任)|安排部署|下一步|要求|有望|正在|尚未|有待|即将|打算|准备|还要|届时|筹备|(?<!至)尽[快早]|予以|不得|严禁|禁止|"
    r"(?:\d日|\d月[底初末]?|月|年[底初末]?|季度末|节|期|汛期|通车)前|"
    r"\b(?:will|shall|must|should|aims?|plans?|planned|target|expected|to be|is to|are to|needs? to|has to|have to|strive|by the end)\b",
    re.IGNORECASE,
)
_DONE: Final = re.compile(
    r"已(?!知)|(?<![为除罢到不算])了(?![解不])|均(?=[落完建实开投])|现[已有]|成功(?=[创通入])|业已|截至|"
    r"\b(?:has|have) (?:been |already |all )?(?!to\b)\w+(?:ed|en|ne|lt|de|ld|d)\b|\balready\b|\bwere?\b|\bwas\b",
    re.IGNORECASE,
)
_REPORTED: Final = re.compile(r"^(?:讲话|报告|方案|通知|会议|文件|原文)[^,，:：]{0,8}?(?:了|要求|提出要?)")
"""What the speech does, not what it speaks of."""
_PLAN: Final = re.compile(r"计划总?投资|总?投资计划|年度计划")
"""A kind of figure, planned or not."""
_STATE: Final = re.compile(r"现有|共有|达到|完成|实现|办结|经|建成|搭建|获评|新增|占|有")
_AHEAD: Final = re.compile(
    r"下半年|今年.{0,4}(?:工作|任务|安排|目标)|主要任务|目标|工作安排|打算|部署|措施|步骤|下一步|明年|聚力|加强"
)
_BACK: Final = re.compile(r"上半年|去年|回顾|总结|成绩|情况")


class Modality(Enum):
    """How something is told."""

    DONE = "done"
    WANTED = "wanted"
    OPEN = "open"


def told_as(clause: str) -> Modality:
    """How a model tells it: by the clear signs in the clause alone."""
    clause = _PLAN.sub("", _REPORTED.sub("", clause))
    wanted, done = _WANTED.search(clause), _DONE.search(clause)
    if wanted and not (done and (done.start() < wanted.start() or wanted[0].endswith("前"))):
        return Modality.WANTED
    return Modality.DONE if done else Modality.OPEN


def stands_as(clause: str, before: str, headings: str) -> Modality:
    """How the text tells it: by the clause, what stands before it in its sentence, and the headings."""
    own = told_as(clause)
    if own is not Modality.OPEN:
        return own
    if _WANTED.search(before) and not _DONE.search(before):
        return Modality.WANTED
    looks_back, looks_ahead = _BACK.search(headings), _AHEAD.search(headings)
    if looks_ahead and not looks_back:
        return Modality.WANTED
    if looks_back and not looks_ahead:
        return Modality.DONE
    return Modality.DONE if _STATE.search(before + clause) else Modality.OPEN


def exchanged(said: Modality, stands: Modality) -> bool:
    """Whether what is wanted is told as done, or the other way round."""
    return {said, stands} == {Modality.DONE, Modality.WANTED}


def told_otherwise(said: str, source: str, headings: str) -> bool:
    """Whether ``said``, a whole sentence in English, tells as done what ``source`` wants, or the other way round."""
    told = told_as(said)
    if told is Modality.DONE:
        return not _DONE.search(source) and stands_as(source, "", headings) is Modality.WANTED
    if told is Modality.WANTED:
        return not _WANTED.search(source) and stands_as(source, "", headings) is Modality.DONE
    return False
