"""What went wrong outside the document, and what to do next."""

from typing import Final

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "error.unknown": (
        "出现未预料的问题，请重试；如再次出现，请把日志交给维护人员。",
        "Something unexpected happened; try again, and hand the log to whoever maintains this if it does so again.",
    ),
    "error.unexpected": (
        "程序内部出错（{name}）。详细情况已写入 {log}，请连同所做的操作一起交给维护人员。",
        "Internal error ({name}). The details are in {log}: hand it to whoever maintains this, with what you did.",
    ),
    "error.question_empty": (
        "问题是空的，请输入要问的内容。",
        "The question is empty: type what you want to know.",
    ),
    "error.answer_unfaithful": (
        "这个回答没有通过与原文的核对（{reason}），没有显示。请换一种问法，或直接查看原文。",
        "The answer did not stand against the text ({reason}) and is not shown. Ask in other words, or read the text itself.",
    ),
    "error.question_too_long": (
        "问题有 {length} 个字，超过 {limit} 个字的上限，请缩短后再问。",
        "The question has {length} characters, more than the limit of {limit}: shorten it and ask again.",
    ),
    "error.port_in_use": (
        "{host}:{port} 已被其他程序占用。请换一个端口：--port {next}，或设置 ASSISTANT_PORT={next}。",
        "{host}:{port} is taken by another program. Use another port: --port {next}, or ASSISTANT_PORT={next}.",
    ),
    "error.host_unavailable": (
        "无法在地址 {host} 上提供服务（{reason}）。请把 --host 或 ASSISTANT_HOST 设为本机的地址，例如 127.0.0.1。",
        "Cannot serve at {host} ({reason}). Set --host or ASSISTANT_HOST to an address of this machine, "
        "such as 127.0.0.1.",
    ),
    "error.port_forbidden": (
        "没有权限使用端口 {port}。请用 1024 以上的端口，例如 --port 7860。",
        "Port {port} may not be used by this account. Use one above 1023, such as --port 7860.",
    ),
    "error.folder_not_writable": (
        "文件夹 {path} 无法写入（{reason}）。请修改其权限，或另选一个可写的文件夹。",
        "The folder {path} cannot be written ({reason}). Change its permissions, or choose one that can be written.",
    ),
    "error.file_missing": (
        "找不到文件 {path}，请检查路径。",
        "There is no file {path}: check the path.",
    ),
    "error.file_unreadable": (
        "无法读取文件 {path}（{reason}）。",
        "The file {path} cannot be read ({reason}): check its permissions, and that it is a file.",
    ),
    "error.setting_unknown": (
        "不认识的设置 {name}。{hint}可用的设置：{known}。",
        "Unknown setting {name}. {hint}Known settings: {known}.",
    ),
    "error.setting_invalid": (
        "设置 {name} 的值“{value}”不能用：{reason}。请改正，或去掉这个变量。",
        "The value “{value}” of the setting {name} cannot be used: {reason}. Correct it or remove the variable.",
    ),
    "error.writer_unusable": (
        "语言模型 {model} 无法使用（{reason}）。请检查 ASSISTANT_MODEL 和服务商自己的变量（如 OPENAI_BASE_URL、OPENAI_API_KEY）。",
        "The language model {model} cannot be used ({reason}). Check ASSISTANT_MODEL and the provider's own variables, "
        "such as OPENAI_BASE_URL and OPENAI_API_KEY.",
    ),
    "setting.suggestion": ("是不是 {name}？", "Did you mean {name}? "),
    "setting.int_parsing": ("应为整数", "it should be a whole number"),
    "setting.float_parsing": ("应为数字", "it should be a number"),
    "setting.greater_than_equal": ("不能小于 {ge}", "it should be at least {ge}"),
    "setting.less_than_equal": ("不能大于 {le}", "it should be at most {le}"),
    "setting.literal_error": ("应为 {expected}", "it should be {expected}"),
    "setting.string_pattern_mismatch": (
        "应为 /portal/qa 这样以 / 开头、不以 / 结尾的路径",
        "it should be a path like /portal/qa, with a / in front and none at the end",
    ),
    "setting.too_short": (
        "至少要有 {min_length} 个字符",
        "it should have at least {min_length} characters",
    ),
    "setting.greater_than": ("应大于 {gt}", "it should be greater than {gt}"),
    "setting.model_total": (
        "不能超过 {limit:g} 秒：一个问题总共只有 ASSISTANT_ANSWER_SECONDS 那么多秒；请调小它，或调大 ASSISTANT_ANSWER_SECONDS",
        "it should be at most {limit:g}: a question has no more seconds than ASSISTANT_ANSWER_SECONDS; "
        "set this lower, or that higher",
    ),
    "setting.model_room": (
        "不能超过 {limit}：ASSISTANT_MODEL_CONTEXT 里还要放下规则、问题和讲话的句子；请调小它，或调大 ASSISTANT_MODEL_CONTEXT",
        "it should be at most {limit}: the rules, the question and the speech's sentences must fit into "
        "ASSISTANT_MODEL_CONTEXT, too; set this lower, or that higher",
    ),
    "setting.bool_parsing": ("应为 true 或 false", "it should be true or false"),
    "setting.model_name": (
        "应为“服务商:模型名”，例如 openai:qwen3-32b（Ollama、vLLM 等兼容服务也写 openai:）",
        "it should be PROVIDER:MODEL, such as openai:qwen3-32b (openai: for Ollama, vLLM and the like, too)",
    ),
    "setting.rate": ("应为 30/minute、500/day 这样的频率", "it should be a rate like 30/minute or 500/day"),
    "setting.networks": (
        "应为 10.0.0.5,10.0.1.0/24 这样的地址或网段，以逗号分隔",
        "it should be addresses or networks like 10.0.0.5,10.0.1.0/24",
    ),
    "setting.web_address": (
        "应为 http://10.0.0.5:8000 这样的地址",
        "it should be an address like http://10.0.0.5:8000",
    ),
    "setting.origin": (
        "“{origin}”不是网站的来源，应为 http://portal.example.com 或 https://portal.example.com:8443 这样的地址，"
        "不带路径，多个用空格隔开",
        "“{origin}” is no origin: it should be an address like http://portal.example.com or "
        "https://portal.example.com:8443, without a path, several of them apart by spaces",
    ),
    "setting.host": (
        "“{host}”不是主机名，应为 qa.example.com 这样的名称，不带 http:// 和端口",
        "“{host}” is no host name: it should be a name like qa.example.com, without http:// and port",
    ),
    "setting.any_origin": (
        "不接受通配符 *：那样任何网站都能把问答嵌入自己的页面，并以用户的浏览器调用接口；请逐个写出网站的来源",
        "the wildcard * is not accepted: any site could embed the assistant and call its API from a user's browser; "
        "name each origin",
    ),
}
