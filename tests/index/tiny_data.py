"""Data for the recipe: a few dozen made-up records of each kind."""

import json
import lzma
import random
from pathlib import Path

TOPICS = {
    "就业": ["新增就业岗位", "帮扶失业人员找到工作", "开展职业技能培训", "发放稳岗补贴"],
    "电力": ["平均电价下降", "电费支出减少", "建设变电站", "保障居民用电"],
    "贷款": ["不良贷款率下降", "坏账得到处置", "银行增加信贷投放", "防范金融风险"],
}


def write_data(folder: Path) -> Path:
    """``folder`` with news, work reports and questions on paragraphs."""
    chance = random.Random(1)
    news = []
    for number in range(60):
        topic = list(TOPICS)[number % 3]
        body = [f"{chance.choice(TOPICS[topic])}，今年{topic}工作完成投资{number}亿元。" for _ in range(4)]
        news.append({"q": f"{topic}工作取得进展", "title": f"{topic}工作取得进展", "p": "\n".join(body)})
    reports = [{"year": "2020", "zh": "增加就业岗位。", "en": "We will create more jobs."}] * 3
    paragraph = "水库始建于1958年。水库总库容3.2亿立方米。大坝高62米。"
    questions = [
        {"q": "水库库容多少？", "p": paragraph, "a": "3.2亿立方米"},
        {"q": "大坝多高？", "p": paragraph, "a": "62米"},
        {"q": "貸款是什麼？", "p": "銀行 的 貸款。", "a": "貸款"},
    ]
    folder.mkdir()
    _write(folder / "news_broadcast_title_body.jsonl.xz", news)
    _write(folder / "work_reports_zh_en.jsonl.xz", reports)
    _write(folder / "drcd_dev_traditional.jsonl.xz", questions)
    return folder


def write_everyday(folder: Path) -> Path:
    """``folder`` with 20 official sentences and everyday questions."""
    return _lines(
        folder,
        [
            {
                "text": f"不良贷款率为{number}.5%。",
                "questions": ["坏账占几成？", f"第{number}家的坏账多吗？"],
                "near": "放贷多少？",
                "other": f"新增贷款{number}亿元。",
            }
            for number in range(20)
        ],
    )


def write_lookalikes(folder: Path) -> Path:
    """``folder`` with a pair of sentences."""
    pair = {
        "a": "电价下降2%。",
        "b": "电价每度5角。",
        "qa": ["降了多少？", "降了几成？"],
        "qb": ["一度几角？", "电价？"],
    }
    return _lines(folder, [pair])


def write_glossary(folder: Path) -> Path:
    """``folder`` with two expressions, one of which the data uses."""
    return _lines(
        folder,
        [
            {"official": "电费支出", "plain": ["用电花的钱", "交给电力公司的钱"]},
            {"official": "应保尽保", "plain": ["该管的都管上", "一个也不落下"]},
        ],
    )


def write_documents(folder: Path) -> Path:
    """``folder`` with a document and two questions, one of which it answers."""
    asked = [
        {"question": "水库总投资多少？", "answerable": True, "evidence": ["总投资9.8亿元"], "history": []},
        {"question": "水库什么时候蓄水？", "answerable": False, "evidence": [], "history": []},
        {"question": "那大坝呢？", "answerable": False, "evidence": [], "history": ["水库总投资多少？"]},
    ]
    text = "汇报\n一、水利\n水库总投资9.8亿元。水库投资完成四成。大坝高62米。\n二、就业\n新增就业3260人。"
    _lines(folder, asked)
    (folder / "some.txt").write_text(text, encoding="utf-8")
    return folder


def _lines(folder: Path, records: list[dict[str, object]]) -> Path:
    folder.mkdir()
    text = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    (folder / "some.jsonl").write_text(text, encoding="utf-8")
    return folder


def _write(file: Path, records: list[dict[str, str]]) -> None:
    with lzma.open(file, "wt", encoding="utf-8") as lines:
        lines.writelines(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
