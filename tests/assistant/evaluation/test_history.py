import re
from pathlib import Path

import pytest

from assistant.evaluation.errors import ReportUnusable
from assistant.evaluation.history import write_history_of
from assistant.evaluation.questions import Question
from assistant.evaluation.runner import run
from index.outline import Outline

from .scripted import Scripted, one_figure_changed


def test_runs_are_drawn_in_the_order_given(
    questions_file: Path, outline: Outline, questions: list[Question], tmp_path: Path
) -> None:
    run(questions_file, Scripted(outline, questions, one_figure_changed(questions)), tmp_path / "first")
    run(questions_file, Scripted(outline, questions), tmp_path / "second")
    write_history_of([tmp_path / "first", tmp_path / "second"], tmp_path / "pages" / "history.html")
    page = (tmp_path / "pages" / "history.html").read_text(encoding="utf-8")
    assert page.index(">first<") < page.index(">second<")
    assert "要点齐全 100%" in page
    heights = re.search(r'<path d="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)"', page)
    assert heights is not None
    # Up is a smaller y.
    assert float(heights[4]) < float(heights[2])
    assert not re.search(r"https?://|<script", page)


def test_a_folder_without_a_report_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReportUnusable, match=r"report\.json"):
        write_history_of([tmp_path], tmp_path / "history.html")
