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
    "retrieve.search": ("检索问题", "Searching"),
    "retrieve.written": (
        "已检索 {questions} 个问题、{passages} 段文字，用时 {seconds:.1f} 秒，结果写到 {path}",
        "{questions} questions over {passages} passages in {seconds:.1f} s, written to {path}",
    ),
    "ask.understood": ("理解为：{question}", "Understood as: {question}"),
    "ask.sources": ("依据：", "Sources:"),
    "ask.nearest": ("可参看：", "See also:"),
    "ask.batch_done": ("已回答 {asked} 个问题，结果写到 {path}", "{asked} questions answered, written to {path}"),
    "ask.batch_faulty": (
        "共 {asked} 行，其中 {faulty} 行无法回答，原因写在该行的 error 里；结果写到 {path}",
        "{asked} lines, {faulty} of which could not be answered: their error says why; written to {path}",
    ),
    "batch.not_json": (
        '这一行不是 UTF-8 编码的 JSON。请写成 {{"id": "1", "question": "…"}}。',
        'This line is no JSON in UTF-8: write {{"id": "1", "question": "…"}}.',
    ),
    "batch.not_object": (
        '这一行不是 JSON 对象。请写成 {{"id": "1", "question": "…"}}。',
        'This line is no JSON object: write {{"id": "1", "question": "…"}}.',
    ),
    "batch.no_question": (
        "这一行没有 question，或它不是字符串，请补上。",
        "This line has no question that is a string: add it.",
    ),
    "batch.bad_history": (
        'history 应是字符串的列表，如 ["上一个问题"]，请改正。',
        'The history should be a list of strings, such as ["an earlier question"]: correct it.',
    ),
    "outline.untitled": ("（无标题）", "(no title)"),
    "outline.no_headings": (
        "没有找到标题序号，按自然段划分。",
        "No numbered headings were found: the parts are paragraphs.",
    ),
    "outline.sentences": ("{count} 句", "{count} sentences"),
    "outline.summary": (
        "共 {sections} 个部分、{paragraphs} 段、{points} 个要点、{sentences} 句、{characters} 字。",
        "{sections} sections, {paragraphs} paragraphs, {points} points, {sentences} sentences, "
        "{characters} characters.",
    ),
    "serve.opening": ("正在打开 {speech} …", "Opening {speech} …"),
    "serve.ready": (
        "请在浏览器中打开 {address} （按 Ctrl+C 停止）",
        "Open {address} in a browser (Ctrl+C stops the server)",
    ),
    "serve.stopped": ("已停止。", "Stopped."),
    "calibrate.written": (
        "已按 {count} 个调试问题重新拟合，写入 {path}。",
        "Fitted on {count} development questions, written to {path}.",
    ),
    "calibrate.unseen": (
        "每份文件只用其余文件拟合的数来判：首句正确 {right}，AUROC {auroc}；拒答了有答案的 {refused}，放过了没答案的 {accepted}（其中答出数字的 {asserted}）。",
        "Each document judged by the others: best sentence right {right}, AUROC {auroc}; refused of the answerable {refused}, "
        "accepted of the others {accepted} (with a number {asserted}).",
    ),
}
