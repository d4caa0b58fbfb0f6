"""What the verification makes of the scripted answers of ``tests/answers``.

``python -m tests.bench.verification [--half tuning|figure] [--show] [--json]`` prints, by kind and
half: of bad answers, how many have a wrong piece shown as supported, or an invented id shown at
all; of good ones, how many have a sentence that is dropped or marked. ``--show`` names the answers
that went wrong, of the tuning half alone: the other only reports.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from assistant.answer import Event
from assistant.generation.context import Context, whole_context
from assistant.generation.model_faults import WriterFault
from assistant.generation.model_text import AnswerParser, Written
from assistant.generation.plain import plain
from assistant.generation.telling import Telling
from index.parse import parse_outline
from index.reading import read_document

ROOT: Final = Path(__file__).resolve().parents[2]
FOLDER: Final = ROOT / "tests" / "answers"
HALVES: Final = ("tuning", "figure")
DOCUMENTS: Final = {
    path.stem: path
    for path in (
        ROOT / "index" / "corpus" / "speech.txt",
        *(ROOT / "tests" / "questions").glob("*.txt"),
        *(ROOT / "tests" / "questions" / "tuning").glob("*.txt"),
    )
}
_MARK: Final = re.compile(r"⟦([^⟧]+)⟧")


@dataclass(frozen=True)
class Case:
    """A scripted answer, and what became of it.

    ``supported`` are the sentences shown as carried by their citations; ``lost`` all others that it
    has, each with what became of it; ``invented`` tells that an id of none was shown.
    """

    entry: dict[str, Any]
    supported: tuple[str, ...]
    lost: tuple[str, ...]
    invented: bool

    @property
    def bad(self) -> bool:
        return bool(self.entry["verdict"] == "bad")

    @property
    def failed(self) -> bool:
        """Whether a wrong piece is shown as supported, or a good sentence is not."""
        if not self.bad:
            return bool(self.lost)
        return self.invented or any(shows("\n".join(self.supported), piece) for piece in self.entry["wrong"])


def cases(half: str) -> Iterator[Case]:
    """Every answer of ``half``, played."""
    for line in (FOLDER / f"{half}.jsonl").read_text(encoding="utf-8").splitlines():
        yield played(json.loads(line))


def played(entry: dict[str, Any]) -> Case:
    """``entry`` as a model would have streamed it, checked."""
    context = document(entry["document"])
    names = {sentence.address: name for name, sentence in context.by_id.items()}
    answer = _MARK.sub(lambda match: f"[{_id(match.group(1), names)}]", entry["answer"])
    invented = {_id(address, names) for address in _MARK.findall(entry["answer"]) if address.startswith("?")}
    telling = Telling(context.outline, context, entry["question"])
    parser = AnswerParser()
    parts = [*parser.feed(answer), *parser.finish()]
    events: list[Event] = []
    became = "dropped"
    try:
        events += telling.events(iter(parts), last=True)
    except WriterFault as fault:
        # All of it is taken back.
        became = str(fault)
        telling.told.clear()
    supported = tuple(item.sentence.text for item in telling.told if item.sentence.supported)
    faults = {text: f"{verdict.fault} {verdict.what}" for text, verdict in telling.faults}
    # A list may be told as one sentence of its lines.
    carried = _bare("\n".join(supported))
    written = [plain(part.text, context.outline.text) for part in parts if isinstance(part, Written)]
    shown = "".join(event.data["text"] for event in events if event.kind in ("draft", "token"))
    return Case(
        entry,
        supported,
        tuple(f"{text} ({faults.get(text, became)})" for text in written if _bare(text) not in carried),
        any(name in shown for name in invented),
    )


@cache
def document(name: str) -> Context:
    """A document, all its sentences under ids."""
    return whole_context(parse_outline(read_document(DOCUMENTS[name]).text), "")


def _id(address: str, names: dict[str, str]) -> str:
    """The id of ``address``; of ``?1`` one that looks like any other and is none."""
    if address.startswith("?"):
        return next(name for n in range(2, 10) if (name := f"z{address[1]}z{n}") not in names.values())
    return names[address]


def shows(shown: str, piece: str) -> bool:
    """Whether ``shown`` has ``piece``; marks and Markdown are gone from it, unless ``piece`` is nothing else."""
    bare = _bare(piece)
    return bare in _bare(shown) if bare else piece in shown


def _bare(text: str) -> str:
    return re.sub(r"[\s*`#_]|⟦[^⟧]*⟧|!?\[([^\]]*)\]\([^)]*\)|<[^>]*>", "", text)


def table(played_: Iterable[Case]) -> list[tuple[str, str, int, int]]:
    """Rows of verdict, kind, answers and failures, in the order of the files."""
    counts: Counter[tuple[str, str]] = Counter()
    failures: Counter[tuple[str, str]] = Counter()
    for case in played_:
        key = (case.entry["verdict"], case.entry["kind"])
        counts[key] += 1
        failures[key] += case.failed
    return [(*key, counts[key], failures[key]) for key in counts]


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES, help="one half alone")
    parser.add_argument("--show", action="store_true", help="name what went wrong, of the tuning half")
    parser.add_argument("--json", action="store_true", help="print one JSON object a half")
    options = parser.parse_args()
    for half in [options.half] if options.half else HALVES:
        found = list(cases(half))
        rows = table(found)
        invented = sum(case.invented for case in found)
        if options.json:
            print(json.dumps({"half": half, "rows": rows, "invented_ids_shown": invented}))
            continue
        print(f"{half}: invented ids shown {invented}")
        for verdict in ("bad", "good"):
            own = [row for row in rows if row[0] == verdict]
            total, failed = sum(row[2] for row in own), sum(row[3] for row in own)
            said = "wrong shown as supported" if verdict == "bad" else "wrongly marked"
            print(f"  {verdict}: {total} answers, {failed} {said} ({failed / total:.1%})")
            for _, kind, number, failures in own:
                print(f"    {kind:28}{number:5}{failures:5}")
        if options.show and half == "tuning":
            for case in found:
                if case.failed:
                    print(
                        json.dumps(
                            [case.entry[key] for key in ("id", "kind", "answer", "wrong")] + [case.lost],
                            ensure_ascii=False,
                        )
                    )


if __name__ == "__main__":
    sys.exit(main())
