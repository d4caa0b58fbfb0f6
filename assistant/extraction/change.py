"""Whether a figure says how much something has changed, or how much of it there is.

Of 存款余额862亿元，增长6.3% only the second says by how much deposits grew; and of 就业率93%，提高2个百分点
only the first is a rate.
"""

import re
from typing import Final

from assistant.understanding.answer_type import Given
from assistant.understanding.figures import read_figures
from assistant.understanding.question import Measure, Question

_RISEN: Final = (
    r"(?:增长|增加|提高|上升|上涨|提升|回升|增|涨|升|翻|扩大|加快|上调|下降|降低|减少|回落|下滑|下跌|降|减|跌|落|缩小|收窄|压减|压缩|下调|便宜|"
    r"(?<!不)[高低]于|高出|(?<![不最顶至])[多少高低快慢](?!达))"
)
_SPEED: Final = re.compile(r"增速|增幅|降幅|涨幅|增长率")
_BY: Final = re.compile(rf"{_RISEN}[^，。；：\d到至为]{{0,10}}$")
_NEXT: Final = re.compile(r"(?:、|和|及)$")
"""Behind another one of a row: 分别增长6.2%、5.7%和5.1%."""
_WANTED: Final = re.compile(
    r"增速|增幅|降幅|涨幅|增长率|"
    r"(?:增长|增加|提高|上升|上涨|提升|(?<![新净])增|涨|升|下降|降低|减少|回落|下滑|降|减|跌|(?<![最顶至])[多少高低快慢])了?(?:大概|差不多)?"
    r"(?:多少|几|百分之|百分比|的百分|幅度)|变化(?:了)?(?:多少|几|幅度)|(?:增长|下降|上升|提高)的(?:百分|幅度|比例)"
)
_LEVEL_WANTED: Final = re.compile(
    r"(?:降|升|提|增|减|涨|压|控制|缩短?)[低高升加少缩]?(?:到|至|在)了?(?:多少|几|什么|百分)"
)
_SHARE: Final = re.compile(
    r"(?:(?<![增长功])率|占比|比例|比重)(?:目前|现在|今年|一共)?(?:是|为|有|达到?|到)?了?(?:多少|百分之几|几|[？?\s]|$)|占到?了?(?:多少|几|百分)"
)
_CHANGING: Final = re.compile(r"[增降升涨跌减提]|同比|环比|变化|[多少高低快慢]了|回落|下滑|压缩")


def is_change(text: str, thing: Given) -> bool:
    """Whether the figure ``thing`` in ``text`` is how much something has changed.

    >>> line = "存款余额862亿元，增长6.3%"
    >>> [is_change(line, Given(4, 9)), is_change(line, Given(12, 16))]
    [False, True]
    """
    figure = next((one for one in read_figures(text[thing.start : thing.end])), None)
    if figure is not None and figure.kind == "point":
        return True
    so_far = re.split(r"[。；]", text[: thing.start])[-1]
    before = re.split(r"[，：]", so_far)[-1]
    if _SPEED.search(so_far) or _BY.search(before):
        return True
    return bool(_NEXT.search(before) and re.search(_RISEN + r"[^，。；]*[\d%]", before))


def is_of_the_other(question: Question, text: str, thing: Given) -> bool:
    """Whether the question wants a change and ``thing`` is none, or a share and it is how much that has changed."""
    asked = question.text
    if question.measure in (Measure.RANK, Measure.DURATION):
        return False
    if _LEVEL_WANTED.search(asked):
        return is_change(text, thing)
    if _WANTED.search(asked):
        return not is_change(text, thing)
    return bool(_SHARE.search(asked)) and not _CHANGING.search(asked) and is_change(text, thing)
