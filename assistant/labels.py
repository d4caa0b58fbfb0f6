"""What stands above a model's words: that a model wrote them."""

from assistant.answer import Answer
from assistant.messages import Lang, text


def label(answer: Answer, lang: Lang = "zh") -> str:
    """The line above an answer that a model wrote; "" above one in the speech's own words."""
    return text("answer.generated", lang) if answer.mode == "model" else ""


def written(answer: Answer, lang: Lang = "zh") -> str:
    """The answer as plain text: its label, then a sentence a line with its marks or its flag."""
    lines = (sentence.marked() + sentence.flag(lang) for sentence in answer.sentences)
    return "\n".join(line for line in (label(answer, lang), *lines) if line)
