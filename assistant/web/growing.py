"""An answer that is still being written: which step it is at, what is verified of it, what is only a draft."""

import re
from dataclasses import dataclass, replace
from typing import Final

from assistant.answer import Answer, AnswerSentence, Citation, Event, Mode

_MARKS: Final = re.compile(r"(?:\[\d+\])+\s*$")


@dataclass(frozen=True, slots=True)
class Growing:
    """What has come of an answer so far.

    ``stage`` is the step that it is at, "" before the first. ``said`` are the finished
    sentences and ``citations`` what their marks point to; ``draft`` is the sentence that a
    model is still writing, which nothing vouches for.
    """

    stage: str = ""
    said: tuple[AnswerSentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    draft: str = ""
    mode: Mode = "extractive"

    def after(self, event: Event) -> "Growing":
        """What there is after one more event; a finished sentence takes the place of its draft."""
        match event.kind:
            case "stage" if event.data["name"] == "restart":
                return Growing(stage="restart")
            case "stage":
                return replace(self, stage=event.data["name"])
            case "draft":
                return replace(self, draft=self.draft + event.data["text"], mode="model")
            case "citation":
                return replace(self, citations=(*self.citations, event.data["citation"]))
            case "token":
                supported = bool(event.data.get("supported", True))
                return replace(self, said=(*self.said, *_sentence(event.data["text"], supported)), draft="")
            case _:
                return self

    def so_far(self, question: str, note: str) -> Answer | None:
        """The finished sentences as an answer, with the sources that have come; None where there are none."""
        if not self.said:
            return None
        known = {citation.n for citation in self.citations}
        said = tuple(replace(one, citations=tuple(n for n in one.citations if n in known)) for one in self.said)
        used = {n for one in said for n in one.citations}
        citations = tuple(citation for citation in self.citations if citation.n in used)
        return Answer(question, said, citations, mode=self.mode, note=note)


def _sentence(token: str, supported: bool) -> tuple[AnswerSentence, ...]:
    """The sentence in ``token`` with the numbers of its marks; none where there are no words."""
    found = _MARKS.search(token)
    words = (token[: found.start()] if found else token).strip()
    numbers = tuple(int(n) for n in re.findall(r"\d+", found.group())) if found else ()
    return (AnswerSentence(words, numbers, supported=supported),) if words else ()
