"""The speech as HTML: its outline to jump by, and each sentence with an id to be found by."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from assistant.messages import Lang, text
from assistant.web.render import section_label, sentence_id
from index.outline import Outline, Sentence


def render_panel(outline: Outline, title: str, lang: Lang = "zh") -> str:
    """The outline and the whole text, in document order, nothing left out."""
    contents = _contents(outline, lang)
    kind = "" if contents else " plain"
    return (
        f'<div class="panel{kind}" lang="zh-CN">{_fold(lang)}{contents}<div class="text" tabindex="0" role="region" '
        f'data-label="web.speech" aria-label="{escape(text("web.speech", lang))}">'
        f'<div class="sheet">{_head(outline, title)}{"".join(_blocks(outline))}</div></div></div>'
    )


def _fold(lang: Lang) -> str:
    """What folds the speech away on a phone."""
    words = escape(text("web.speech", lang))
    return f'<button type="button" id="fold" aria-expanded="true" data-text="web.speech">{words}</button>'


def _head(outline: Outline, title: str) -> str:
    """A title line where the text has none of its own."""
    return "" if outline.title or not title else f'<p class="given-title">{escape(title)}</p>'


def _contents(outline: Outline, lang: Lang) -> str:
    if not outline.structured:
        return ""
    items = "".join(
        f'<li class="level-{min(section.level, 4)}"><a href="#at={escape(section.address)}" '
        f'data-goto="{escape(section.address)}">{escape(section_label(section))}</a></li>'
        for section in outline.sections[1:]
    )
    label = escape(text("web.outline", lang))
    return (
        f'<nav class="contents" data-label="web.outline" aria-label="{label}">'
        f'<p class="label" data-text="web.outline">{label}</p><ol>{items}</ol></nav>'
    )


def _blocks(outline: Outline) -> Iterator[str]:
    runs = groupby(outline.sentences, key=lambda one: -one.number - 1 if one.heading else one.paragraph)
    for _, run in runs:
        sentences = list(run)
        yield _heading(outline, sentences[0]) if sentences[0].heading else _paragraph(outline, sentences)


def _heading(outline: Outline, sentence: Sentence) -> str:
    level = outline.sections[sentence.section].level
    tag = f"h{min(level + 2, 6)}"
    words = escape(outline.quote(sentence))
    return (
        f'<{tag} class="heading level-{min(level, 4)}" id="{sentence_id(sentence.number)}" '
        f'data-address="{escape(sentence.address)}">{words}</{tag}>'
    )


def _paragraph(outline: Outline, sentences: list[Sentence]) -> str:
    paragraph = sentences[0].paragraph
    address = outline.paragraphs[paragraph].address if paragraph is not None else ""
    points = "".join(_point(outline, number, list(run)) for number, run in groupby(sentences, key=lambda s: s.point))
    return f'<p data-address="{escape(address)}">{points}</p>'


def _point(outline: Outline, number: int | None, sentences: list[Sentence]) -> str:
    point = outline.points[number] if number is not None else None
    inner = "".join(_sentence(outline, one, point.mark if point else "") for one in sentences)
    return f'<span class="point" data-address="{escape(point.address if point else "")}">{inner}</span>'


def _sentence(outline: Outline, sentence: Sentence, mark: str) -> str:
    words = outline.quote(sentence)
    shown = f"<b>{escape(mark)}</b>{escape(words[len(mark) :])}" if mark and words.startswith(mark) else escape(words)
    return (
        f'<span class="s" id="{sentence_id(sentence.number)}" data-address="{escape(sentence.address)}">{shown}</span>'
        f"{_gap(outline, sentence)}"
    )


def _gap(outline: Outline, sentence: Sentence) -> str:
    """The white space that follows within the paragraph, so that Latin sentences stay apart."""
    after = outline.text[sentence.end : sentence.end + 1]
    return " " if after.isspace() and after not in "\r\n" else ""
