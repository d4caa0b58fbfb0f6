"""A conversation as HTML. The page shows it unsanitised: every word is escaped here, none is Markdown."""

from collections.abc import Sequence
from html import escape

from assistant.answer import Answer, AnswerSentence, Citation, Nearest
from assistant.labels import label
from assistant.messages import MESSAGES, Lang, text
from assistant.web.conversation import Turn
from assistant.web.export import copy_html, copy_plain
from assistant.web.growing import Growing
from index.outline import Outline, Section

MAX_SECTIONS = 3
MANY_SOURCES = 6
"""More citations than this are listed only when asked for."""


def sentence_id(number: int) -> str:
    """The id that sentence ``number`` has in the page."""
    return f"s{number}"


class Renderer:
    """Writes conversations about one speech; ``examples`` are offered while there is none."""

    def __init__(self, outline: Outline, title: str, examples: Sequence[str]) -> None:
        self.outline = outline
        self.title = title
        self.examples = tuple(examples)

    def log(self, turns: Sequence[Turn], lang: Lang, *, busy: bool = False) -> str:
        """The whole conversation, oldest first; a welcome with examples where it is empty."""
        if not turns:
            return self.frame(self._welcome(lang), lang)
        earlier = "".join(self.turn(turn, lang) for turn in turns[:-1])
        return self.frame(earlier + self.latest(turns[-1], lang), lang, busy=busy)

    def frame(self, inner: str, lang: Lang, *, busy: bool = False) -> str:
        """The log around the turns in ``inner``; while it is ``busy``, a screen reader waits."""
        return (
            f'<div class="log" role="log" aria-live="polite" aria-busy="{str(busy).lower()}" '
            f'aria-label="{_attribute(text("web.log", lang))}" lang="zh-CN">{inner}</div>'
        )

    def latest(self, turn: Turn, lang: Lang, *, live: str = "") -> str:
        """The last turn of a log, with what could be asked next."""
        offered = turn.answer.suggestions if turn.answer else ()
        chips = "".join(f'<li><button type="button" class="suggestion">{escape(one)}</button></li>' for one in offered)
        caption = text("web.suggestions", lang)
        suggestions = (
            f'<section class="next"><p class="label">{escape(caption)}</p>'
            f'<ul class="suggestions" aria-label="{_attribute(caption)}">{chips}</ul></section>'
        )
        return self.turn(turn, lang, live=live) + (suggestions if chips else "")

    def turn(self, turn: Turn, lang: Lang, *, live: str = "") -> str:
        """One question and what came of it; ``live`` names the one that is being answered, for the page to follow."""
        asked = (
            f'<h3 class="asked"><span class="visually-hidden">{escape(text("web.asked", lang))}</span>'
            f"{escape(turn.question)}</h3>"
        )
        mark = f' data-live="{_attribute(live)}"' if live else ""
        return f'<article class="turn"{mark}>{asked}{self._outcome(turn, lang)}</article>'

    def _outcome(self, turn: Turn, lang: Lang) -> str:
        if turn.error:
            return _failure(turn, lang)
        if turn.answer is None:
            return self._pending(turn.growing, lang)
        return self._answer(turn, turn.answer, lang)

    def _answer(self, turn: Turn, answer: Answer, lang: Lang) -> str:
        kind = f" refused {answer.reason or ''}".rstrip() if answer.refused else " stopped" * turn.stopped
        parts = [
            _badge(answer, lang),
            _understood(answer, lang),
            _line("generated", label(answer, lang)),
            *(self._said(item, answer.citations, lang) for item in answer.sentences if not _listed_below(item, answer)),
            self._nearest(answer.nearest, lang) if answer.refused else "",
            self._sections(answer.nearest, lang) if answer.refused else "",
            _line("note", answer.note),
            self._tools(turn, answer, lang),
        ]
        return f'<div class="answer done{kind}">{"".join(parts)}</div>'

    def _pending(self, growing: Growing, lang: Lang) -> str:
        """What is verified of an answer, then the draft behind it, and the step that it is at."""
        head = _line("generated", text("answer.generated", lang)) if growing.mode == "model" else ""
        said = "".join(self._said(item, growing.citations, lang) for item in growing.said)
        # A screen reader gets the sentence when it is verified.
        draft = f'<p class="said draft" aria-hidden="true">{escape(growing.draft)}</p>' if growing.draft.strip() else ""
        return f'<div class="answer pending">{head}{said}{draft}{_stage(growing.stage, lang)}</div>'

    def _said(self, item: AnswerSentence, citations: Sequence[Citation], lang: Lang) -> str:
        cited = [one for one in citations if one.n in item.citations]
        marks = "".join(self._mark(one) for one in cited)
        kind = "said quoted" if item.quoted else "said" if item.supported else "said unsupported"
        doubt = f'<strong class="flag">{escape(words)}</strong>' if (words := item.flag(lang)) else ""
        return f'<p class="{kind}">{_words(item, cited)}{marks}{doubt}</p>'

    def _mark(self, citation: Citation) -> str:
        return self._link(citation, f"[{citation.n}]", "cite")

    def _link(self, place: Citation | Nearest, words: str, kind: str) -> str:
        found = self.outline.sentence_at(place.start)
        target = sentence_id(found.number) if found else ""
        return (
            f'<a class="{kind}" href="#{target}" data-address="{_attribute(place.address)}" '
            f'aria-label="{_attribute(f"{words} {place.address}")}">{escape(words)}</a>'
        )

    def _nearest(self, nearest: Sequence[Nearest], lang: Lang) -> str:
        if not nearest:
            return ""
        items = "".join(
            f'<li><span class="where">{escape(one.address)}</span>{self._link(one, one.quote, "cite near")}</li>'
            for one in nearest
        )
        return f'<p class="label">{escape(text("web.nearest", lang))}</p><ul class="nearest">{items}</ul>'

    def _sections(self, nearest: Sequence[Nearest], lang: Lang) -> str:
        found: dict[int, Section] = {}
        for place in nearest:
            sentence = self.outline.sentence_at(place.start)
            if sentence and sentence.section:
                found[sentence.section] = self.outline.sections[sentence.section]
        links = "".join(
            f'<a class="goto" href="#at={_attribute(item.address)}" data-goto="{_attribute(item.address)}">'
            f"{escape(section_label(item))}</a>"
            for item in list(found.values())[:MAX_SECTIONS]
        )
        if not links:
            return ""
        return f'<nav class="sections"><span class="label">{escape(text("web.sections", lang))}</span>{links}</nav>'

    def _tools(self, turn: Turn, answer: Answer, lang: Lang) -> str:
        sources = "".join(
            f"<li>{self._link(one, f'[{one.n}]', 'source')}<span>{escape(one.address)}</span></li>"
            for one in answer.citations
        )
        caption = text("web.sources", lang)
        listed = f'<ol class="sources" aria-label="{_attribute(caption)}">{sources}</ol>' if sources else ""
        if len(answer.citations) > MANY_SOURCES:
            listed = (
                f'<details class="more"><summary>{escape(caption)} {len(answer.citations)}</summary>{listed}</details>'
            )
        copy = (
            f'<button type="button" class="copy" data-html="{_attribute(copy_html(turn, self.title, lang))}" '
            f'data-plain="{_attribute(copy_plain(turn, self.title, lang))}" '
            f'data-copied="{_attribute(text("web.copied", lang))}">{escape(text("web.copy", lang))}</button>'
        )
        return f'<footer class="tools">{listed}<span class="acts">{copy}{_thumbs(lang)}</span></footer>'

    def _welcome(self, lang: Lang) -> str:
        chips = "".join(
            f'<li><button type="button" class="example">{escape(one)}</button></li>' for one in self.examples
        )
        return (
            f'<section class="welcome"><h2>{escape(text("web.welcome", lang))}</h2>'
            f"<p>{escape(text('web.welcome_how', lang))}</p>"
            f'<p class="label">{escape(text("web.examples", lang))}</p><ul class="examples">{chips}</ul></section>'
        )


def section_label(section: Section) -> str:
    """The section's mark and title as they stand: 一、关于上半年经济工作, （一）攻坚战成效明显."""
    joint = "、" if section.mark and section.mark[-1] not in "、，.．)）章节条篇" else ""
    return f"{section.mark}{joint}{section.title}" if section.title else section.address


def _thumbs(lang: Lang) -> str:
    """Two buttons that tell whether the answer was of use."""
    buttons = "".join(
        # In words: not every machine of an office has a font with the signs.
        f'<button type="button" class="rate" data-rating="{rating}" aria-pressed="false">'
        f"{escape(text(f'feedback.{rating}', lang))}</button>"
        for rating in ("up", "down")
    )
    return f'<span class="rating">{buttons}</span>'


def _badge(answer: Answer, lang: Lang) -> str:
    if not answer.refused:
        return ""
    return _line("badge", text(f"web.reason.{answer.reason or 'not_mentioned'}", lang))


def _words(item: AnswerSentence, cited: Sequence[Citation]) -> str:
    """The sentence; what introduces a quote stands back behind it."""
    if item.quoted and len(cited) == 1:
        before, quote, after = item.text.partition(cited[0].quote)
        if quote and before:
            return f'<span class="intro">{escape(before)}</span>{escape(quote + after)}'
    return escape(item.text)


def _listed_below(item: AnswerSentence, answer: Answer) -> bool:
    """Whether a refusal's sentence only repeats what its list of nearest sentences shows, with links."""
    return answer.refused and any(one.quote in item.text for one in answer.nearest)


def _understood(answer: Answer, lang: Lang) -> str:
    if not answer.understood or answer.understood == answer.question:
        return ""
    words, how = text("web.understood", lang, question=answer.understood), text("web.correct_how", lang)
    return (
        f'<p class="understood">{escape(words)}<button type="button" class="correct" '
        f'data-question="{_attribute(answer.understood)}" title="{_attribute(how)}" aria-label="{_attribute(how)}">'
        f"{escape(text('web.correct', lang))}</button></p>"
    )


def _stage(name: str, lang: Lang) -> str:
    key = f"web.stage.{name}"
    return f'<p class="waiting" role="status">{escape(text(key if key in MESSAGES else "web.waiting", lang))}</p>'


def _failure(turn: Turn, lang: Lang) -> str:
    return (
        f'<div class="answer failed" role="alert"><p class="said">{escape(turn.error)}</p>'
        f'<footer class="tools"><button type="button" class="again" data-question="{_attribute(turn.question)}">'
        f"{escape(text('web.again', lang))}</button></footer></div>"
    )


def _line(kind: str, words: str) -> str:
    return f'<p class="{kind}">{escape(words)}</p>' if words else ""


def _attribute(words: str) -> str:
    # Line breaks as references: the page's differ normalises none of them, an HTML parser might.
    return escape(words, quote=True).replace("\n", "&#10;")
