"""What the verbs `index` and `ablation` say."""

from typing import Final

MESSAGES: Final[dict[str, tuple[str, str]]] = {
    "index.embedding": ("正在计算向量：{done}/{total}", "Embedding {done} of {total} texts"),
    "index.built": ("已为《{name}》建立索引，用时 {seconds:.2f} 秒。", "Indexed “{name}” in {seconds:.2f} s."),
    "index.up_to_date": (
        "《{name}》的索引没有变化，无须重建（检查用时 {seconds:.2f} 秒）。",
        "The index of “{name}” is up to date (checked in {seconds:.2f} s).",
    ),
    "index.counts": (
        "{sections} 个部分，{points} 个要点，{sentences} 句，{characters} 字；{passages} 段可检索。",
        "{sections} sections, {points} points, {sentences} sentences, {characters} characters; {passages} passages.",
    ),
    "index.paragraphs_only": (
        "没有找到标题序号和“一是、一要”这样的要点，按自然段划分。",
        "Neither numbered headings nor marked points were found: the passages are paragraphs.",
    ),
    "index.place": ("向量模型：{model}；位置：{folder}", "Embedding model: {model}; place: {folder}"),
    "ablation.counts": (
        "{questions} 个可回答的问题，{evidence} 处依据",
        "{questions} answerable questions, {evidence} pieces of evidence",
    ),
    "ablation.legs": ("检索方式", "legs"),
    "ablation.headings": ("标题", "headings"),
    "ablation.with": ("有", "with"),
    "ablation.without": ("无", "without"),
    "ablation.within": ("600字内", "in 600 chars"),
    "ablation.lexical": ("词汇", "lexical"),
    "ablation.dense": ("向量", "dense"),
    "ablation.soft": ("词向量匹配", "soft"),
    "ablation.hybrid": ("融合", "hybrid"),
}
