"""The verb `calibrate`: fit the numbers that rank and accept sentences, on development questions."""

from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from assistant.extraction.calibration import FILE
from assistant.messages import text
from assistant.open import open_assistant
from assistant.settings import ROOT, language, load_settings

_QUESTIONS = ROOT / "tests" / "questions"
_SPEECH = ROOT / "index" / "corpus" / "speech.txt"
_TUNING = _QUESTIONS / "tuning"
SETS = (
    (_SPEECH, _QUESTIONS / "speech.dev.jsonl"),
    *((_SPEECH, _TUNING / f"speech_{name}.jsonl") for name in ("everyday", "extra")),
    *((text, text.with_suffix(".jsonl")) for text in sorted(_TUNING.glob("*.txt"))),
)
"""Documents and their questions; none of them reports a result."""


def calibrate(
    out: Annotated[Path, typer.Option(help="The file to write", show_default="the shipped one")] = FILE,
    false_refusals: Annotated[
        float, typer.Option(min=0.0, max=0.5, help="The share of answerable questions that may be refused")
    ] = 0.045,
) -> None:
    """Fit ranking and refusal anew on the development questions and the tuning texts."""
    # scikit-learn takes a second to import, and nobody else needs it.
    from assistant.evaluation.checking import read_questions
    from assistant.evaluation.fitting import Example, examples, fit, write_calibration

    documents: dict[str, list[Example]] = {}
    for speech, questions in SETS:
        with closing(open_assistant(load_settings(speech=speech))) as assistant:
            documents.setdefault(speech.stem, []).extend(examples(assistant, read_questions(questions)))
    fitted = fit(documents, false_refusals)
    write_calibration(fitted.text, out)
    count = sum(map(len, documents.values()))
    typer.echo(text("calibrate.written", language(), path=out, count=count))
    unseen = {name: f"{share:.1%}" for name, share in asdict(fitted.unseen).items() if name != "auroc"}
    typer.echo(text("calibrate.unseen", language(), auroc=f"{fitted.unseen.auroc:.3f}", **unseen))
