"""A second opinion by a language model: is each claim carried by what it cites, is each expectation met.

Faithfulness and completeness per claim as in Es et al., RAGAS: Automated Evaluation of Retrieval Augmented Generation
(EACL 2024 demonstrations). Kept apart from the other figures: a model's judgement varies and may be wrong.
"""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage

from assistant.evaluation.questions import Question

_PROMPTS = Path(__file__).resolve().parents[2] / "prompts"
_OBJECT = re.compile(r"\{.*\}", re.DOTALL)
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)
_MAX_REMARK = 200


class ModelJudge:
    """Asks a chat model about each answer."""

    def __init__(self, model: BaseChatModel, name: str) -> None:
        """Takes the model as it is configured; `name` is for the report."""
        self.name = name
        self._model = model
        self._system = (_PROMPTS / "judge.system.md").read_text(encoding="utf-8")
        self._user = Template((_PROMPTS / "judge.user.md").read_text(encoding="utf-8"))

    def judge(self, question: Question, answer: Mapping[str, Any]) -> dict[str, Any]:
        """What the model says of the answer.

        Returns:
            `faithfulness`: claims that the citations carry, of all claims; `completeness`: expectations that are
            met, of all; each as [part, whole], [0, 0] for a refusal, where nothing is expected, and where the model
            did not answer in the form asked for; `remarks`: its words.
        """
        nothing = {"faithfulness": [0, 0], "completeness": [0, 0], "remarks": []}
        if answer["refused"]:
            return nothing
        reply = self._model.invoke([SystemMessage(self._system), HumanMessage(self._filled(question, answer))])
        found = _OBJECT.search(_THOUGHT.sub("", str(reply.text)))
        try:
            verdict = json.loads(found.group()) if found else {}
            claims, expected = _flags(verdict["claims"], "supported"), _flags(verdict["expected"], "met")
        except (ValueError, KeyError, TypeError):
            return {**nothing, "remarks": [f"? {str(reply.text)[:_MAX_REMARK]}"]}
        return {
            "faithfulness": [sum(claims), len(claims)],
            "completeness": [sum(expected), len(expected)],
            "remarks": [*_remarks(verdict["claims"], "supported"), *_remarks(verdict["expected"], "met")],
        }

    def _filled(self, question: Question, answer: Mapping[str, Any]) -> str:
        sources = "\n".join(f"[{item['n']}] {item['quote']}" for item in answer["citations"])
        expected = [fact[0] for fact in question.facts] or ([question.answer] if question.answer else [])
        return self._user.substitute(
            question=question.question,
            answer=answer["answer"],
            sources=sources,
            expected="\n".join(f"- {item}" for item in expected),
        )


def _flags(items: Sequence[Mapping[str, Any]], key: str) -> list[bool]:
    """What each item says under `key`; anything but true and false is a TypeError."""
    flags = [item[key] for item in items]
    if not all(isinstance(flag, bool) for flag in flags):
        raise TypeError(key)
    return flags


def _remarks(items: Sequence[Mapping[str, Any]], key: str) -> list[str]:
    """The texts and reasons of the items that were found wanting."""
    wanting = [item for item in items if not item[key]]
    return [f"✗ {item.get('text', '')}：{item.get('reason', '')}"[:_MAX_REMARK] for item in wanting]
