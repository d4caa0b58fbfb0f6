"""A question with what is expected of its answer, and the schema that files of questions share."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

TYPES = (
    "figure",
    "deadline",
    "who",
    "list",
    "how_why",
    "paraphrase",
    "multi",
    "followup",
    "english",
    "summary",
    "unanswerable",
)

FIELDS = ("id", "question", "type", "answerable", "evidence", "facts", "answer", "history", "notes")

REQUIRED_COLUMNS = ("id", "question", "type", "evidence", "facts")

# What a spreadsheet may call a column or a type. Keys are compared in lower case and without white space.
COLUMN_NAMES: Mapping[str, str] = {
    **{name: name for name in FIELDS},
    **dict.fromkeys(("编号", "序号"), "id"),
    **dict.fromkeys(("问题", "提问"), "question"),
    **dict.fromkeys(("类型", "题型"), "type"),
    **dict.fromkeys(("可回答", "能否回答", "是否可答"), "answerable"),
    **dict.fromkeys(("依据", "原文依据", "原文"), "evidence"),
    **dict.fromkeys(("要点", "必含要点", "must_include"), "facts"),
    **dict.fromkeys(("参考答案", "答案"), "answer"),
    **dict.fromkeys(("前文", "此前提问", "上文"), "history"),
    **dict.fromkeys(("备注", "说明"), "notes"),
}

TYPE_NAMES: Mapping[str, str] = {
    **{name: name for name in TYPES},
    "数字": "figure",
    "时限": "deadline",
    "责任单位": "who",
    "列举": "list",
    "做法原因": "how_why",
    "换个说法": "paraphrase",
    "多处": "multi",
    "追问": "followup",
    "英文": "english",
    "概括": "summary",
    "无答案": "unanswerable",
}

Kind = Literal["near_miss", "absent", "off_topic", ""]

_KINDS: Mapping[str, Kind] = {
    "near_miss": "near_miss",
    "相近": "near_miss",
    "absent": "absent",
    "未提及": "absent",
    "off_topic": "off_topic",
    "题外": "off_topic",
}


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a set.

    Attributes:
        evidence: exact quotes of the text; together they carry a complete answer.
        facts: what a complete answer holds, each fact with its accepted spellings.
        history: earlier questions, oldest first.
        row: the line or row of the file that it stands in, from 1.
    """

    id: str
    question: str
    type: str
    answerable: bool
    evidence: tuple[str, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    answer: str = ""
    history: tuple[str, ...] = ()
    notes: str = ""
    row: int = 0

    @property
    def kind(self) -> Kind:
        """Why an unanswerable question has no answer, by the first word of its notes; "" where that is not said."""
        first = re.split(r"[:：\s]", self.notes.strip(), maxsplit=1)[0]
        return "" if self.answerable else _KINDS.get(first, "")

    def to_dict(self) -> dict[str, object]:
        """The question as the JSON of a file of questions, without its row."""
        return {name: value for name, value in asdict(self).items() if name != "row"}


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row of a file of questions.

    Attributes:
        code: key of its sentence in the table of messages, `fault.<code>`; `params` are the sentence's values.
        warning: the set can be evaluated all the same.
    """

    row: int
    column: str
    code: str
    params: Mapping[str, object]
    warning: bool = False


def question_from_record(record: Mapping[str, object], row: int) -> tuple[Question | None, list[Fault]]:
    """The question that a record of `FIELDS` holds, and its faults; no question where a fault leaves none.

    Args:
        record: values as a file gives them: text of a cell, or JSON.
        row: the line or row of the file, for the faults.
    """
    text = {name: _text(record.get(name)) for name in ("id", "question", "type", "answer", "notes")}
    faults = [Fault(row, name, "empty", {}) for name in ("id", "question", "type") if not text[name]]
    kind = TYPE_NAMES.get(text["type"].lower().replace(" ", ""), "")
    if text["type"] and not kind:
        faults.append(Fault(row, "type", "unknown_type", {"value": text["type"], "known": "、".join(TYPES)}))
    answerable = _truth(record.get("answerable"), kind != "unanswerable")
    if answerable is None:
        faults.append(Fault(row, "answerable", "bad_truth", {"value": _text(record.get("answerable"))}))
    if faults:
        return None, faults
    question = Question(
        id=text["id"],
        question=text["question"],
        type=kind,
        answerable=bool(answerable),
        evidence=_lines(record.get("evidence"), r"[\n|｜]"),
        facts=_facts(record.get("facts")),
        answer=text["answer"],
        history=_lines(record.get("history"), r"[\n|｜]"),
        notes=text["notes"],
        row=row,
    )
    return question, _contradictions(question)


def _contradictions(question: Question) -> list[Fault]:
    """Faults of a question whose fields do not go together."""
    expected = question.evidence or question.facts
    if question.answerable and not expected:
        return [Fault(question.row, "evidence", "nothing_expected", {})]
    if not question.answerable and expected:
        return [Fault(question.row, "evidence" if question.evidence else "facts", "expected_of_unanswerable", {})]
    if question.answerable == (question.type == "unanswerable"):
        return [Fault(question.row, "answerable", "type_contradicts", {"type": question.type})]
    if question.type == "followup" and not question.history:
        return [Fault(question.row, "history", "no_history", {})]
    return []


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()


def _truth(value: object, default: bool) -> bool | None:
    """What a cell says about yes and no; `default` where it is empty, None where it says neither."""
    if isinstance(value, bool):
        return value
    word = _text(value).lower()
    if not word:
        return default
    known = {"true": True, "yes": True, "1": True, "是": True, "可": True, "能": True}
    known |= {"false": False, "no": False, "0": False, "否": False, "不可": False, "不能": False}
    return known.get(word)


def _lines(value: object, separator: str) -> tuple[str, ...]:
    """The items of a list of JSON or of a cell, whose items `separator` parts; empty ones are left out."""
    items: Sequence[object] = value if isinstance(value, list | tuple) else re.split(separator, _text(value))
    return tuple(text for text in map(_text, items) if text)


def _facts(value: object) -> tuple[tuple[str, ...], ...]:
    """Facts with their spellings: JSON's list of lists (or of single spellings), or a cell's "a|b；c"."""
    if isinstance(value, list | tuple):
        facts = [_lines(fact if isinstance(fact, list | tuple) else [fact], "") for fact in value]
    else:
        facts = [_lines(fact, r"[|｜]") for fact in re.split(r"[；;\n]", _text(value))]
    return tuple(fact for fact in facts if fact)
