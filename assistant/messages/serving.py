"""What the server says of requests that it does not answer now."""

from typing import Final

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "serving.void": ("（以上作废，以下面的回答为准。）", "(Void; what follows stands.)"),
    "error.busy": (
        "现在提问的人较多，请过 {seconds} 秒再问一次。",
        "Many are asking at the moment: ask again in {seconds} seconds.",
    ),
    "error.rate_exceeded": (
        "提问太频繁，请过 {seconds} 秒再试。",
        "Too many requests from you: try again in {seconds} seconds.",
    ),
    "error.answer_timeout": (
        "{limit:g} 秒内没有答完，请过一会儿再问，或把问题分成几个来问。",
        "There was no answer within {limit:g} seconds: ask again later, or ask in smaller parts.",
    ),
    "error.server_stopping": (
        "服务正在重新启动，这个问题没有答完，请过一会儿再问一次。",
        "The server is being restarted and this question was not answered: ask again in a moment.",
    ),
    "error.not_ready": (
        "暂时不能回答（{reason}）。维护人员请查看日志，并重新启动服务：索引如有损坏会自动重建。",
        "No answers at the moment ({reason}). Whoever maintains this: see the log and restart, "
        "which rebuilds a damaged index.",
    ),
    "error.origin_forbidden": (
        "不接受来自 {origin} 的请求。如需允许，请把它加入 ASSISTANT_EMBED_ORIGINS。",
        "Requests from {origin} are not accepted; to allow them, add it to ASSISTANT_EMBED_ORIGINS.",
    ),
    "error.host_unknown": (
        "这里不是 {host}。如需用这个名称访问，请把它加入 ASSISTANT_HOSTS。",
        "This is not {host}; to be reached by that name, add it to ASSISTANT_HOSTS.",
    ),
    "error.question_missing": (
        '没有用户的问题：messages 中应有一条 {{"role": "user", "content": "…"}}。',
        'There is no question: one of the messages should be {{"role": "user", "content": "…"}}.',
    ),
    "error.model_not_found": (
        "没有名为 {name} 的模型，可用的是 {known}。",
        "There is no model {name}; the one there is: {known}.",
    ),
    "error.history_too_long": (
        "前面的问题中有一个超过 {limit} 个字，请缩短或去掉它。",
        "One of the earlier questions has more than {limit} characters: shorten it or leave it out.",
    ),
    "error.feedback_full": (
        "反馈已存满 {limit} 条，没有保存。请维护人员用 python -m assistant feedback 导出后移走 {path}。",
        "There are {limit} entries of feedback, the most that are kept; this one is not. Whoever maintains this: "
        "export them with `python -m assistant feedback` and move {path} away.",
    ),
    "error.feedback_unusable": (
        "反馈存储 {path} 不能使用（{reason}），请检查磁盘空间和权限；如已损坏，请移走该文件。",
        "The store of feedback {path} cannot be used ({reason}): check disk space and permissions; "
        "move the file away if it is damaged.",
    ),
    "mcp.about": (
        "就《{title}》一文提问，或按位置阅读原文。回答只取自原文，每句注明出处；原文没有说到的会如实告知。",
        "Ask about “{title}”, or read it by address. Answers come from the text alone, each sentence cited.",
    ),
    "mcp.about_untitled": (
        "就这篇讲话提问，或按位置阅读原文。回答只取自原文，每句注明出处；原文没有说到的会如实告知。",
        "Ask about the speech, or read it by address. Answers come from the text alone, each sentence cited.",
    ),
    "mcp.ask_title": ("就讲话提问", "Ask about the speech"),
    "mcp.ask": (
        "根据讲话原文回答一个问题。answer 中的 [n] 对应 citations 里的原句及其位置；refused 为真表示讲话没有说到，"
        "nearest 是最接近的句子。",
        "Answers a question from the speech. [n] in `answer` is a citation: the very sentence and its address. "
        "`refused` tells that the speech does not say; `nearest` are the sentences that come nearest.",
    ),
    "mcp.read_title": ("阅读原文", "Read the speech"),
    "mcp.read": (
        "按位置读讲话原文的一部分：章节、段落、要点或句子，连同前后相邻部分的位置。",
        "Reads the part of the speech at an address: a section, paragraph, point or sentence, and its neighbours.",
    ),
    "mcp.question": ("要问的问题，最多 500 个字", "The question, up to 500 characters"),
    "mcp.history": ("之前问过的问题，最早的在前", "The questions before it, oldest first"),
    "mcp.address": ("位置，如 一（一）二是·第3句 或 二（五）", "An address, such as 一（一）二是·第3句 or 二（五）"),
    "feedback.up": ("有用", "helpful"),
    "feedback.down": ("没用", "not helpful"),
    "feedback.none": ("还没有收到反馈。", "There is no feedback yet."),
}
