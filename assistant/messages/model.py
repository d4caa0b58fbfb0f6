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
    "model.rejected": _note("语言模型的服务器不接受这个请求", "The language model's server refused the request"),
    "model.bad_reply": _note("语言模型的服务器答非所需", "The language model's server sent something else"),
    "model.cut": _note("语言模型的回答中途断了", "The language model's answer broke off"),
    "model.too_long": _note("语言模型的回答过长", "The language model's answer was too long"),
    "model.length": _note("语言模型的回答到了长度上限", "The language model's answer reached its longest"),
    "model.shortened": (
        "语言模型的回答到了长度上限，没有写完：这里只有已经写完、核对过的句子。",
        "The language model's answer reached its longest: these are the sentences that were finished and checked.",
    ),
    "model.empty": _note("语言模型没有写出回答", "The language model wrote nothing"),
    "model.language": _note("语言模型用错了语言", "The language model answered in another language"),
    "model.repeating": _note("语言模型不断重复", "The language model repeated itself"),
    "model.unchecked": _note("语言模型的回答无法核对", "The language model's answer could not be checked"),
    "model.unverifiable": _note(
        "语言模型的回答没有通过与原文的核对", "The language model's answer did not stand against the text"
    ),
    "model.offered": _note(
        "语言模型认为讲话没有提到，但有相关原句", "The language model found no answer, the speech has one"
    ),
    "model.overruled": (
        "语言模型写的内容没有依据讲话回答这个问题，未予显示。",
        "What the language model wrote does not answer this question from the speech: it is not shown.",
    ),
    "check.no_model_set": (
        "没有设置语言模型：回答用讲话的原句。要用语言模型，请设置 ASSISTANT_MODEL。",
        "No language model is set: answers are the speech's own sentences. Set ASSISTANT_MODEL to use one.",
    ),
    "check.well": (
        "{model} 可以使用：{seconds:.2f} 秒后开始回答，读得下 {context} 个 token 的内容。",
        "{model} works: it begins to answer after {seconds:.2f} s, and takes the {context} tokens that are set.",
    ),
    "check.detail": ("（{reason}）", " ({reason})"),
    "check.unreachable": (
        "连接不上 {model} 的服务器：请检查 OPENAI_BASE_URL 的地址和端口，以及服务是否已启动。",
        "The server of {model} cannot be reached: check the address in OPENAI_BASE_URL, and that it is running.",
    ),
    "check.timeout": (
        "{model} 没有在期限内开始回答：请等服务器加载好模型后再试，或调大 ASSISTANT_MODEL_FIRST。",
        "{model} did not begin to answer in time: try again once the server has loaded it, "
        "or set ASSISTANT_MODEL_FIRST higher.",
    ),
    "check.key": (
        "{model} 的服务器拒绝了密钥：请检查 OPENAI_API_KEY。",
        "The server of {model} refused the key: check OPENAI_API_KEY.",
    ),
    "check.no_model": (
        "服务器上没有 {model}：请检查 ASSISTANT_MODEL 里的名称，以及 OPENAI_BASE_URL 末尾是否有 /v1。",
        "The server has no {model}: check the name in ASSISTANT_MODEL, and that OPENAI_BASE_URL ends in /v1.",
    ),
    "check.context": (
        "{model} 读不下 {context} 个 token：请把 ASSISTANT_MODEL_CONTEXT 调小，或在服务器上调大上下文长度。",
        "{model} cannot read {context} tokens: set ASSISTANT_MODEL_CONTEXT lower, or the context of the server higher.",
    ),
    "check.busy": (
        "{model} 的服务器正忙，或已超出限额：请稍后再试。",
        "The server of {model} is busy, or its quota is used up: try again later.",
    ),
    "check.server": (
        "{model} 的服务器出错：请查看服务器的日志。",
        "The server of {model} failed: look into its log.",
    ),
    "check.not_streaming": (
        "{model} 的服务器没有流式输出：请换用支持流式输出（stream）的服务。",
        "The server of {model} does not stream: use one that supports streaming.",
    ),
    "check.rejected": (
        "{model} 的服务器不接受这个请求：请按下面它自己的说明，检查模型名称和各项 ASSISTANT_MODEL_ 设置。",
        "The server of {model} refuses the request: by its own words below, check the model's name and the "
        "ASSISTANT_MODEL_ settings.",
    ),
    "check.bad_reply": (
        "{model} 的服务器答的不是 OpenAI 格式：请检查 OPENAI_BASE_URL 是否指向模型服务，末尾是否有 /v1。",
        "The server of {model} does not answer as OpenAI does: check that OPENAI_BASE_URL is a model server's "
        "and ends in /v1.",
    ),
    "check.cut": (
        "{model} 的回答中途断了：请查看服务器的日志，以及中间的代理。",
        "The answer of {model} broke off: look into the log of the server, and at proxies in between.",
    ),
    "check.too_long": (
        "{model} 的服务器发来的数据过多，其中没有回答：请检查 OPENAI_BASE_URL 是否指向模型服务，末尾是否有 /v1。",
        "The server of {model} sent too much, and no answer in it: check that OPENAI_BASE_URL is a model server's "
        "and ends in /v1.",
    ),
    "check.length": (
        "{model} 没有写出一个字就到了长度上限：请调大 ASSISTANT_MODEL_MAX_TOKENS。",
        "{model} reached its longest answer without a word: set ASSISTANT_MODEL_MAX_TOKENS higher.",
    ),
    "check.empty": (
        "{model} 什么也没有回答：请检查服务器的对话模板（chat template）。",
        "{model} answered nothing: check the chat template of the server.",
    ),
}
