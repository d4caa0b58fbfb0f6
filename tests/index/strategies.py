"""Official documents as they might be written, and texts that only look like them."""

from dataclasses import dataclass

from hypothesis import settings
from hypothesis import strategies as st

fast = settings(max_examples=60, deadline=None, derandomize=True)
"""The same examples in every run, few enough for a slow machine."""

_NUMERALS = "一二三四五六七八九十"
_TOPICS = ("水利建设", "公路养护", "防汛抗旱", "项目建设", "民生实事", "营商环境", "安全生产", "乡村振兴")
_VERBS = ("加快推进", "持续抓好", "统筹谋划", "不断加强", "切实落实")
_REMARKS = (
    "新建水库3座，完成投资2.4亿元",
    "1-6月，不良贷款率为1.78%",
    "坚持发展第一要务，落实“一带一部”要求",
    "由县交通局（牵头单位）负责，9月底前完成",
    "他说“快。要快。”大家都同意",
    "《办法》印发以来，**机场完成土石方的93%",
)
_GRAMMAR = (
    *("一、", "二、", "（一）", "（二）", "(三)", "（", "）", "1.", "2．", "1.5亿元", "（1）", "（2）", "12、"),
    *("一是", "二是", "三是", "一要", "二要", "第一，", "第二，", "第一要务", "一带一部", "是", "要", "第"),
    *("。", "，", "；", "：", "！", "？", "“", "”", "《", "》", "同志们，", "各位代表：", "某市报告", "甲", "乙丙"),
    *("\n", "\r\n", "\r", "\u2028", " ", "\u3000", "\u00a0", "\ufeff", "\u200b", "\x85", "〔2〕", "·第1句", "**"),
)


@dataclass(frozen=True)
class Written:
    """A well-formed document, and what an outline of it has to hold."""

    text: str
    sections: tuple[tuple[str, str], ...]
    """Address and title of each section, in document order."""
    points: tuple[str, ...]
    """Address of each marked point, in document order."""


_SENTENCES = st.sampled_from(
    [f"{remark}。" for remark in _REMARKS] + [f"{verb}{topic}。" for verb in _VERBS for topic in _TOPICS]
)
_LISTS = st.sampled_from(((), (), ("一是", "二是"), ("一要", "二要", "三要")))
_TOPIC = st.sampled_from(_TOPICS)


@st.composite
def _body(draw: st.DrawFn) -> tuple[str, tuple[str, ...]]:
    """A paragraph of a sentence and perhaps a list, with the marks of its points."""
    marks = draw(_LISTS)
    return draw(_SENTENCES) + "".join(mark + draw(_SENTENCES) + "已见成效。" for mark in marks), marks


_BODY = _body()


@st.composite
def written(draw: st.DrawFn) -> Written:
    """A document of parts, sections in each, and points in those, whose outline is known."""
    lines, sections, points = ["某县半年工作报告"], [], []
    if draw(st.booleans()):
        lines.append("同志们：")
    for part in range(draw(st.integers(1, 3))):
        address, title = _NUMERALS[part], f"关于{draw(_TOPIC)}"
        sections.append((address, title))
        lines.append(f"{address}、{title}")
        run_in = draw(st.booleans())
        text, marks = draw(_BODY)
        lines.append(text)
        points += [f"{address}{mark}" for mark in marks]
        for place in range(draw(st.sampled_from((0, 2, 4)))):
            mark, heading = f"（{_NUMERALS[place]}）", draw(_TOPIC)
            text, marks = draw(_BODY)
            sections.append((address + mark, heading))
            lines += [f"{mark}{heading}。{text}"] if run_in else [f"{mark}{heading}", text]
            points += [f"{address}{mark}{own}" for own in marks]
    if draw(st.booleans()):
        lines.append("同志们，让我们共同努力！")
    newline = draw(st.sampled_from(("\n", "\r\n", "\n\n", "\n\u3000\u3000", "\u00a0\n")))
    return Written(draw(st.sampled_from(("", "\ufeff", "\n"))) + newline.join(lines), tuple(sections), tuple(points))


def texts() -> st.SearchStrategy[str]:
    """Documents, heaps of what the grammar is made of, and any Unicode at all."""
    heaps = st.lists(st.sampled_from(_GRAMMAR), max_size=60).map("".join)
    return st.one_of(written().map(lambda document: document.text), heaps, st.text(max_size=200))
