"""The record of a run as it goes: a line a question, so that a killed run goes on where it stopped."""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from assistant.errors import FolderNotWritable
from assistant.evaluation.metrics.ratio import Ratio
from assistant.evaluation.questions import Question, question_from_record
from assistant.evaluation.scoring import Score

NAME = "answers.partial.jsonl"


@dataclass(frozen=True, slots=True)
class Row:
    """A question of a run, the form of its answer (or `{"error": message}`), its score, what a judge said of it."""

    question: Question
    answer: Mapping[str, Any]
    score: Score
    judgement: Mapping[str, Any] | None = None


class Journal:
    """The lines of a run in a folder. The first names what is run; another run's lines are thrown away.

    A last line that was cut off when the run was killed is dropped: its question is asked again.
    """

    def __init__(self, folder: Path, identity: Mapping[str, Any]) -> None:
        """Opens the journal in `folder`, which is made if need be.

        Raises:
            FolderNotWritable: the folder cannot be made or written.
        """
        self.path = folder / NAME
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self.done = self._take_up(json.dumps(identity, ensure_ascii=False, sort_keys=True))
        except OSError as error:
            raise FolderNotWritable(path=folder, reason=error.strerror) from error

    def _take_up(self, identity: str) -> int:
        """How many questions are done already; 0 with a new journal where there was none of this run."""
        header = (identity + "\n").encode()
        if self.path.exists():
            with self.path.open("r+b") as file:
                if file.readline() == header:
                    whole, done = file.tell(), 0
                    for line in file:
                        if not line.endswith(b"\n"):
                            break
                        whole, done = whole + len(line), done + 1
                    file.truncate(whole)
                    return done
        self.path.write_bytes(header)
        return 0

    @contextmanager
    def writing(self) -> Iterator[IO[str]]:
        """The open file to `append` to; on disk when the block ends."""
        with self.path.open("a", encoding="utf-8", newline="\n") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())

    def append(self, file: IO[str], row: Row) -> None:
        """Adds a line and hands it to the system, where it survives the end of this process."""
        # The passages have been scored; they are most of an answer's size.
        answer = {key: value for key, value in row.answer.items() if key != "passages"}
        line = {"row": row.question.row, "question": row.question.to_dict(), "answer": answer}
        line["score"] = _score_to_dict(row.score)
        if row.judgement is not None:
            line["judgement"] = row.judgement
        file.write(json.dumps(line, ensure_ascii=False) + "\n")
        file.flush()

    def rows(self) -> Iterator[Row]:
        """The rows so far, read one at a time."""
        with self.path.open(encoding="utf-8", newline="\n") as file:
            file.readline()
            for line in file:
                record = json.loads(line)
                question, _ = question_from_record(record["question"], record["row"])
                assert question is not None
                yield Row(question, record["answer"], _score_from_dict(record["score"]), record.get("judgement"))

    def remove(self) -> None:
        """Deletes the file: the reports hold what is wanted of it."""
        self.path.unlink(missing_ok=True)


def _score_to_dict(score: Score) -> dict[str, Any]:
    return {
        "outcome": score.outcome,
        "ratios": score.ratios,
        "length": score.length,
        "latency_ms": score.latency_ms,
        "missing": score.missing,
    }


def _score_from_dict(record: Mapping[str, Any]) -> Score:
    ratios = {key: Ratio(*pair) for key, pair in record["ratios"].items()}
    return Score(record["outcome"], ratios, record["length"], record["latency_ms"], tuple(record["missing"]))
