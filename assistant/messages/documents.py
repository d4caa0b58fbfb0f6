"""What went wrong while a document was read, indexed or searched, and what to do next."""

from typing import Final

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "error.address_not_found": (
        "文中没有“{address}”这个位置。python -m assistant outline 或 GET /api/speech 可查看全部位置。",
        "The document has no place “{address}”. `python -m assistant outline`, or GET /api/speech, tells them all.",
    ),
    "error.document_missing": (
        "找不到讲话文件 {path}，请检查 --speech 或 ASSISTANT_SPEECH 的路径。",
        "There is no document at {path}: check the path given to --speech or ASSISTANT_SPEECH.",
    ),
    "error.document_unreadable": (
        "无法读取 {path}（{reason}）。请检查它是不是文件、当前用户有没有读取权限。",
        "{path} cannot be read ({reason}): check that it is a file and that you may read it.",
    ),
    "error.document_empty": (
        "文件 {path} 里没有文字，请换一个有正文的文件。",
        "The file {path} holds no text: choose one that does.",
    ),
    "error.document_too_large": (
        "文件 {path} 有 {size} MB，超过 {limit} MB 的上限。请拆分，或另存为纯文本。",
        "The file {path} has {size} MB, more than the limit of {limit} MB: split it, or save it as plain text.",
    ),
    "error.document_binary": (
        "{path} 不是文本、.md、.docx 或 .pdf 文件。请另存为其中一种再试。",
        "{path} is no text, .md, .docx or .pdf file: save it as one of these and try again.",
    ),
    "error.document_old_format": (
        "{path} 是旧格式（{suffix}）。请用 Word 或 WPS 打开，另存为 .docx 后再试。",
        "{path} is in an older format ({suffix}): open it in Word or WPS and save it as .docx.",
    ),
    "error.document_damaged": (
        "{path} 不能按 {suffix} 文件打开（{reason}），可能已损坏。请重新导出，或另存为 .docx。",
        "{path} cannot be opened as a {suffix} file ({reason}); it may be damaged. Export it again, or save it as .docx.",
    ),
    "error.encoding_unknown": (
        "{path} 的文字编码无法识别。请另存为 UTF-8 编码后再试。",
        "The encoding of {path} is not known: save it as UTF-8 and try again.",
    ),
    "error.pdf_without_text": (
        "{path} 的 {pages} 页都是图片，没有文字层。请先做文字识别（OCR），或使用 .docx 原件。",
        "The {pages} pages of {path} are pictures without a text layer: run OCR on it first, or use the .docx original.",
    ),
    "error.pdf_locked": (
        "{path} 有密码保护。请解除密码后再试。",
        "{path} needs a password: remove it and try again.",
    ),
    "error.data_folder_unwritable": (
        "索引文件夹 {path} 无法写入（{reason}）。请修改权限，或用 ASSISTANT_DATA 指定一个可写的文件夹。",
        "The index folder {path} cannot be written ({reason}): change its permissions, "
        "or name a writable one with ASSISTANT_DATA.",
    ),
    "error.index_busy": (
        "另一个程序正在 {path} 中建立索引，已等待 {seconds} 秒。请稍后再试。",
        "Another process has been building in {path} for {seconds} seconds: try again in a while.",
    ),
    "error.index_out_of_date": (
        "{path} 中的索引是按 {built} 建立的，而现在的设置是 {wanted}。请运行 make index 重建。",
        "The index in {path} was built for {built}, the settings name {wanted}: run `make index` to rebuild it.",
    ),
    "error.index_damaged": (
        "{path} 中的索引没有通过检查（{reason}）。请检查磁盘空间后运行 make index 重建。",
        "The index in {path} fails its check ({reason}): check the disk and run `make index`.",
    ),
    "error.server_unreachable": (
        "连不上向量数据库 {server}（{reason}）。请确认它已启动，或去掉 ASSISTANT_CHROMA_URL 使用内置的。",
        "No vector server answers at {server} ({reason}): start it, or remove ASSISTANT_CHROMA_URL to use the embedded one.",
    ),
    "error.model_missing": (
        "找不到嵌入模型 {model}（已查找：{tried}）。请检查 ASSISTANT_EMBEDDING_MODEL，或去掉它使用自带的模型。",
        "There is no embedding model {model} (looked in: {tried}): check ASSISTANT_EMBEDDING_MODEL, "
        "or remove it to use the one that is shipped.",
    ),
    "error.model_unusable": (
        "嵌入模型 {model} 给不出可用的向量（{reason}）。请换一个，或去掉 ASSISTANT_EMBEDDING_MODEL 使用自带的模型。",
        "The embedding model {model} gives no usable vectors ({reason}): choose another, "
        "or remove ASSISTANT_EMBEDDING_MODEL to use the one that is shipped.",
    ),
    "error.reranker_missing": (
        "找不到重排模型 {model}（已查找：{tried}）。请检查 ASSISTANT_RERANKER，或去掉它，不作重排。",
        "There is no reranker {model} (looked in: {tried}): check ASSISTANT_RERANKER, or remove it to do without.",
    ),
    "error.reranker_unusable": (
        "重排模型 {model} 给不出可用的分数（{reason}）。请换一个，或去掉 ASSISTANT_RERANKER，不作重排。",
        "The reranker {model} gives no usable scores ({reason}): choose another, "
        "or remove ASSISTANT_RERANKER to do without.",
    ),
}
