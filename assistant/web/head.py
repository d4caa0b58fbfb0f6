"""What stands in the page's head: our style and script, and the words that the script puts in."""

import json
from typing import Final

import gradio as gr

from assistant.messages import MESSAGES

_WORDS: Final = (
    "name question placeholder send stop new export theme outline speech copied copy_failed "
    "docx_name docx_empty lost busy too_large no_place characters thanks"
).split()

SANS: Final = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "sans-serif")


def page_head(title: str) -> str:
    """Relative links only: the page may stand below any path."""
    words = {f"web.{key}": MESSAGES[f"web.{key}"] for key in _WORDS}
    # "</" would end the script element wherever it stands.
    table = json.dumps({"title": title, "words": words}, ensure_ascii=False).replace("<", "\\u003c")
    return (
        '<link rel="stylesheet" href="web/page.css"><link rel="stylesheet" href="web/speech.css">'
        f'<script type="application/json" id="page-words">{table}</script>'
        '<script type="module" src="web/page.js"></script>'
    )


def theme() -> gr.themes.Base:
    """Gradio's plainest theme in the system's fonts: nothing is fetched for it."""
    return gr.themes.Base(font=list(SANS), font_mono=["monospace"])
