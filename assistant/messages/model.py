"""What is said of a language model's part in an answer."""

from typing import Final

_INSTEAD: Final = "，这个回答只取自讲话原文。"
_INSTEAD_EN: Final = ": this answer is taken from the speech alone."


def _note(chinese: str, english: str) -> tuple[str, str]:
    return chinese + _INSTEAD, english + _INSTEAD_EN


MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "model.unreachable": _note("语言模型连接不上", "The language model cannot be reached"),
    "model.timeout": _note("语言模型没有在规定时间内答完", "The language model did not answer in time"),
    "model.key": _note("语言模型拒绝了密钥", "The language model refused the key"),
    "model.no_model": _note("服务器上没有所设的语言模型", "The server has no such language model"),
    "model.context": _note(
        "内容超过了语言模型一次能读的长度", "The material is longer than the language model can read"
    ),
    "model.busy": _note("语言模型正忙", "The language model is busy"),
    "model.server": _note("语言模型的服务器出错", "The language model's server failed"),
    "model.not_streaming": _note("语言模型的服务器不支持流式输出", "The language model's server does not stream"),
    "model.bad_reply": _note("语言模型的服务器答非所需", "The language model's server sent something else"),
    "model.cut": _note("语言模型的回答中途断了", "The language model's answer broke off"),
    "model.too_long": _note("语言模型的回答过长", "The language model's answer was too long"),
    "model.empty": _note("语言模型没有写出回答", "The language model wrote nothing"),
    "model.language": _note("语言模型用错了语言", "The language model answered in another language"),
    "model.repeating": _note("语言模型不断重复", "The language model repeated itself"),
    "model.unverifiable": _note(
        "语言模型的回答没有通过与原文的核对", "The language model's answer did not stand against the text"
    ),
    "model.offered": _note(
        "语言模型认为讲话没有提到，但有相关原句", "The language model found no answer, the speech has one"
    ),
    "model.overruled": (
        "语言模型作了回答，但讲话没有这样说，未予显示。",
        "The language model answered, but the speech does not say so: its answer is not shown.",
    ),
}
