"""What a language model is told: files in ``prompts/``, one task each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from typing import Final

from langchain_core.messages import BaseMessage, HumanMessage, SystemMessage

FOLDER: Final = Path(__file__).resolve().parents[2] / "prompts"
VARIABLES: Final[Mapping[str, frozenset[str]]] = {
    "answer": frozenset(("sentences", "question", "language")),
    "condense": frozenset(("history", "question")),
}
"""The places in the user's part of each prompt, which has exactly these."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """The rules, and the form that the material is put into."""

    system: str
    user: Template

    def messages(self, **values: str) -> list[BaseMessage]:
        """What is sent: the rules, then the material; ``$`` in a value stays as it is.

        Raises:
            KeyError: a place is without its value.
        """
        return [SystemMessage(self.system), HumanMessage(self.user.substitute(values))]


@cache
def load_prompt(task: str) -> Prompt:
    """The prompt of ``task``.

    Raises:
        ValueError: the places in its file are not those that :data:`VARIABLES` names.
    """
    user = Template((FOLDER / f"{task}.user.md").read_text(encoding="utf-8").strip())
    if set(user.get_identifiers()) != VARIABLES[task]:
        raise ValueError(f"prompts/{task}.user.md: expected {sorted(VARIABLES[task])}, found {user.get_identifiers()}")
    return Prompt((FOLDER / f"{task}.system.md").read_text(encoding="utf-8").strip(), user)
