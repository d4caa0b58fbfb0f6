"""The whole recipe, on a few dozen made-up records."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from index.crossencoder import FILE, StaticCrossEncoder
from index.model.training.__main__ import Recipe, make_model
from index.model.training.contrastive import Schedule
from index.model.training.crosstraining import CrossSchedule
from index.model.training.interaction import InteractionSchedule
from index.static import TokenVectors

# Of jieba's own source, when it is imported for the first time and compiled.
pytestmark = pytest.mark.filterwarnings("ignore:.*invalid escape sequence")


def test_the_recipe_makes_a_model_and_goes_on_where_it_stopped(
    training_data: Path, everyday: Path, lookalikes: Path, glossary: Path, documents: Path, tmp_path: Path
) -> None:
    schedule, late = Schedule(steps=30, batch=16), InteractionSchedule(steps=10, batch=8)
    small = Recipe(size=300, dimension=16, contexts=200, rare=1, least_word=1, everyday=everyday)
    cross = CrossSchedule(width=8, rounds=1, last_rounds=1)
    recipe = replace(
        small,
        schedule=schedule,
        interaction=late,
        cross=cross,
        lookalikes=lookalikes,
        glossary=glossary,
        documents=documents,
    )
    out = tmp_path / "out"
    make_model(training_data, out, recipe)
    first = TokenVectors.from_folder(out)
    for stage in ("contrastive", "interaction", "crossencoder"):
        (kept,) = (out / "stages").glob(f"{stage}-*")
        kept.unlink()
    make_model(training_data, out, recipe)
    assert np.array_equal(first.table, TokenVectors.from_folder(out).table)
    assert StaticCrossEncoder.from_folder(out, first).scores("电价", ["电价下降2%。"]).shape == (1,)
    job, work, power = first.encode(["jobs", "就业", "电价"])
    assert job @ work > job @ power


def test_another_process_makes_the_same_bytes(
    training_data: Path, everyday: Path, lookalikes: Path, glossary: Path, documents: Path, tmp_path: Path
) -> None:
    script = (
        "import sys; from pathlib import Path; from index.model.training.__main__ import CrossSchedule, InteractionSchedule, Recipe, Schedule, make_model; "
        "make_model(Path(sys.argv[1]), Path(sys.argv[2]), Recipe(size=300, dimension=16, contexts=200, rare=1, "
        "least_word=1, schedule=Schedule(steps=5, batch=16), interaction=InteractionSchedule(steps=5, batch=8), "
        "cross=CrossSchedule(width=8, rounds=1, last_rounds=1), everyday=Path(sys.argv[3]), lookalikes=Path(sys.argv[4]), "
        "glossary=Path(sys.argv[5]), documents=Path(sys.argv[6])))"
    )
    made = []
    for seed in ("1", "2"):
        out = tmp_path / seed
        environment = os.environ | {"PYTHONHASHSEED": seed, "OPENBLAS_NUM_THREADS": seed}
        subprocess.run(
            [sys.executable, "-c", script, training_data, out, everyday, lookalikes, glossary, documents],
            check=True,
            env=environment,
            capture_output=True,
        )
        made.append([(out / name).read_bytes() for name in ("model.safetensors", "tokenizer.json", FILE)])
    assert made[0] == made[1]
