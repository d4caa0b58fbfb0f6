import json

import pytest

from index.embedding import OWN_MODEL, load_embeddings
from tests.bench.card import CARD, RECORDED, tables, written
from tests.bench.paraphrase import report

FIGURES = json.loads(RECORDED.read_text(encoding="utf-8"))


def test_the_cards_figures_are_those_that_were_recorded() -> None:
    card = CARD.read_text(encoding="utf-8")
    assert written(card, FIGURES) == card


def test_the_recorded_figures_are_the_shipped_models() -> None:
    assert FIGURES["model"] == load_embeddings().fingerprint


def test_measured_again_on_the_tuning_half_the_figures_are_the_same() -> None:
    assert report("dev", load_embeddings()) == FIGURES["paraphrase"][0]


def test_the_model_is_no_larger_than_it_may_be() -> None:
    size = sum(file.stat().st_size for file in OWN_MODEL.glob("*") if file.is_file())
    assert size <= 16_000_000


def test_a_card_without_a_place_for_a_table_is_refused() -> None:
    with pytest.raises(ValueError, match="marks 0 places for paraphrase"):
        written("# A card", FIGURES)
    assert all("\n\n" not in table for table in tables(FIGURES).values())
