"""What the command line says: progress, reports, refusals of wrong input."""

from typing import Final

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "error.corpus_unreadable": (
        "无法读取 {path}（{reason}）。请检查路径和读取权限。",
        "{path} cannot be read ({reason}): check the path and its permissions.",
    ),
    "error.corpus_empty": (
        '文件 {path} 没有内容。每行写一个 JSON 对象，如 {{"id": "1", "text": "…"}}。',
        'The file {path} is empty: write one JSON object a line, such as {{"id": "1", "text": "…"}}.',
    ),
    "error.line_not_json": (
        "{path} 第 {line} 行不是 UTF-8 编码的 JSON 对象，请改正这一行。",
        "Line {line} of {path} is no JSON object in UTF-8: correct this line.",
    ),
    "error.line_without_field": (
        "{path} 第 {line} 行缺少“{field}”，或它不是有内容的字符串，请补上。",
        "Line {line} of {path} has no “{field}” that is a string with content: add it.",
    ),
    "error.line_id_unusable": (
        "{path} 第 {line} 行的 id {id!r} 不能用：id 不能为空，不能有空格。",
        "The id {id!r} in line {line} of {path} cannot be used: give it one without white space, not an empty one.",
    ),
    "error.line_id_repeated": (
        "{path} 第 {line} 行的 id {id} 与第 {first} 行重复，请改成不同的 id。",
        "The id {id} in line {line} of {path} stands in line {first} already: give each line its own.",
    ),
    "error.run_unwritable": (
        "结果无法写到 {path}（{reason}）。请检查文件夹是否存在、有没有写入权限。",
        "The results cannot be written to {path} ({reason}): check that the folder exists and may be written.",
    ),
    "retrieve.lexical": ("建立词汇索引", "Indexing terms"),
    "retrieve.dense": ("计算段落向量", "Embedding passages"),
    "retrieve.soft": ("准备词向量匹配", "Preparing soft matching"),
    "retrieve.search": ("检索问题", "Searching"),
    "retrieve.written": (
        "已检索 {questions} 个问题、{passages} 段文字，用时 {seconds:.1f} 秒，结果写到 {path}",
        "{questions} questions over {passages} passages in {seconds:.1f} s, written to {path}",
    ),
}
