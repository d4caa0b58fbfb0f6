"""What stands in an answer beside the speech's own words: leads, notes, refusals."""

from typing import Final

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "answer.quote": ("原文（{address}）：“{quote}”", "Source ({address}): “{quote}”"),
    "answer.count": ("共{count}项：", "{count} in all:"),
    "answer.generated": ("AI 生成，请核对原文", "Written by AI: check it against the speech"),
    "answer.unsupported": ("（原文中没有找到依据）", " (nothing in the speech supports this)"),
    "answer.left": (
        "问题的这一部分，没有在讲话中找到答案：{parts}",
        "Nothing in the speech was found to answer this part of the question: {parts}",
    ),
    "suggestion.about": ("“{name}”讲了什么？", "What does “{name}” say?"),
    "refusal.not_mentioned": (
        "讲话没有提到这个问题。",
        "The speech does not mention this.",
    ),
    "refusal.not_given": (
        "讲话提到了相关内容，但没有说明所问的这一点。",
        "The speech touches on this, but does not give what you ask for.",
    ),
    "refusal.off_topic": (
        "这个问题与讲话无关，我只回答讲话里说到的内容。",
        "This is not about the speech; I answer only from what the speech says.",
    ),
    "refusal.nearest": (
        "讲话中最接近的是（{address}）：“{quote}”",
        "The nearest in the speech is ({address}): “{quote}”",
    ),
}
