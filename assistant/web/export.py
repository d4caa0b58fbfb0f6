"""A conversation to take along: a .docx, or an answer with its sources for the clipboard."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING

from assistant.answer import Answer, Citation, Nearest
from assistant.labels import label, written
from assistant.messages import Lang, text
from assistant.web.conversation import Turn

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.run import Run

_FONT = "仿宋"
"""What official documents are set in (GB/T 9704); Word and WPS bring it."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def copy_html(turn: Turn, title: str, lang: Lang = "zh") -> str:
    """The answer and its sources as plain paragraphs, which Word and WPS paste as they are."""
    answer = _answered(turn)
    head = f"<p>{escape(words)}</p>" if (words := label(answer, lang)) else ""
    said = (
        f"<p>{escape(item.text)}{''.join(f'<sup>[{n}]</sup>' for n in item.citations)}{escape(item.flag(lang))}</p>"
        for item in answer.sentences
    )
    sources = (f"<p>{escape(line)}</p>" for line in source_lines(answer, title, lang))
    return "".join((head, *said, *sources))


def copy_plain(turn: Turn, title: str, lang: Lang = "zh") -> str:
    """The same as text, a paragraph a line."""
    answer = _answered(turn)
    return "\n".join((written(answer, lang), *source_lines(answer, title, lang)))


def source_lines(answer: Answer, title: str, lang: Lang = "zh") -> Iterator[str]:
    """What the answer rests on, or comes nearest: a caption, then address and quote of each."""
    places: Sequence[Citation | Nearest] = answer.citations or answer.nearest
    if not places:
        return
    named = text("web.copy_title", lang, title=title.strip("《》")) if title else text("web.copy_untitled", lang)
    yield text("web.copy_nearest" if answer.refused else "web.copy_sources", lang, title=named)
    for place in places:
        number = f"[{place.n}] " if isinstance(place, Citation) else ""
        yield number + text("web.copy_source", lang, address=place.address, quote=place.quote)


def conversation_docx(turns: Sequence[Turn], title: str, lang: Lang = "zh") -> bytes:
    """The conversation as a .docx file: each question, its answer, and the sources quoted in full."""
    # Only the few who export pay for loading the library.
    import docx

    document = docx.Document()
    _set_fonts(document)
    document.add_heading(text("web.docx_title", lang), level=0)
    if title:
        document.add_paragraph(_clean(text("web.docx_about", lang, title=title.strip("《》"))))
    for turn in turns:
        if turn.answer:
            _add_turn(document, turn, turn.answer, title, lang)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _add_turn(document: "Document", turn: Turn, answer: Answer, title: str, lang: Lang) -> None:
    document.add_heading(_clean(turn.question), level=2)
    if answer.understood and answer.understood != turn.question:
        document.add_paragraph(_clean(text("web.understood", lang, question=answer.understood)))
    if words := label(answer, lang):
        document.add_paragraph().add_run(words).bold = True
    for item in answer.sentences:
        paragraph = document.add_paragraph(_clean(item.text))
        for n in item.citations:
            paragraph.add_run(f"[{n}]").font.superscript = True
        if words := item.flag(lang):
            paragraph.add_run(words).bold = True
    if answer.note:
        document.add_paragraph().add_run(_clean(answer.note)).italic = True
    for line in source_lines(answer, title, lang):
        _small(document.add_paragraph().add_run(_clean(line)))


def _set_fonts(document: "Document") -> None:
    from docx.oxml.ns import qn

    for name in ("Normal", "Title", "Heading 2"):
        fonts = document.styles[name].element.get_or_add_rPr().get_or_add_rFonts()
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            # A theme's font outranks the one named beside it.
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        for script in ("ascii", "hAnsi", "eastAsia"):
            fonts.set(qn(f"w:{script}"), _FONT)


def _small(run: "Run") -> None:
    from docx.shared import Pt

    run.font.size = Pt(9)


def _clean(words: str) -> str:
    """``words`` without the characters that XML cannot hold."""
    return _NOT_XML.sub("", words)


def _answered(turn: Turn) -> Answer:
    if turn.answer is None:
        raise ValueError("the turn has no answer yet")
    return turn.answer
