"""From settings to an assistant that answers."""

from pathlib import Path

import pytest

from assistant.open import open_assistant, open_embeddings, open_reranker
from assistant.settings import Settings
from index.embedding import load_embeddings
from index.errors import DocumentMissing, RerankerMissing
from tests.small_models import write_cross_encoder


@pytest.fixture
def places(tmp_path: Path, speech_file: Path) -> Settings:
    return Settings(speech=speech_file, data=tmp_path / "data")


def test_the_first_opening_builds_the_index_and_the_second_finds_it(places: Settings) -> None:
    told: list[object] = []
    first = open_assistant(places, progress=lambda *step: told.append(step))
    answer = first.ask("石门水库什么时候建成？")
    first.close()
    assert told
    again: list[object] = []
    second = open_assistant(places, progress=lambda *step: again.append(step))
    assert second.ask("石门水库什么时候建成？").text == answer.text
    second.close()
    assert again == []


@pytest.mark.parametrize(
    ("first_line", "title"), [("在水利工作会议上的讲话\n", "在水利工作会议上的讲话"), ("", "speech")]
)
def test_an_assistant_is_called_by_its_title_line_or_else_by_its_file(
    places: Settings, speech_text: str, first_line: str, title: str
) -> None:
    places.speech.write_bytes((first_line + speech_text).encode())
    assistant = open_assistant(places)
    assert assistant.title == title
    assert assistant.source == places.speech
    assistant.close()


def test_a_document_that_is_not_there_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(DocumentMissing) as caught:
        open_assistant(Settings(speech=tmp_path / "none.txt", data=tmp_path / "data"))
    assert "none.txt" in str(caught.value)


def test_the_model_that_is_set_is_the_one_that_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[str | None] = []
    monkeypatch.setattr("assistant.open.load_embeddings", loaded.append)
    open_embeddings(Settings(data=tmp_path, embedding_model="models/other"))
    assert loaded == ["models/other"]


def test_without_a_setting_the_shipped_model_is_taken(tmp_path: Path) -> None:
    assert open_embeddings(Settings(data=tmp_path)).name == load_embeddings(None).name


def test_without_a_setting_nothing_is_reranked(tmp_path: Path) -> None:
    assert open_reranker(Settings(data=tmp_path)) is None


def test_a_reranker_that_is_not_there_is_an_error_before_anything_is_built(places: Settings) -> None:
    with pytest.raises(RerankerMissing):
        open_assistant(places.model_copy(update={"reranker": "no-such/reranker"}))
    assert not places.data.exists()


def test_the_reranker_that_is_set_orders_what_was_retrieved(places: Settings, tmp_path: Path) -> None:
    question = "新建公路多少公里？"
    plain = open_assistant(places)
    reranked = open_assistant(places.model_copy(update={"reranker": str(write_cross_encoder(tmp_path / "model"))}))
    _, (before,) = plain.retrieve(question)
    _, (after,) = reranked.retrieve(question)
    assert sorted(item.address for item in before.passages) == sorted(item.address for item in after.passages)
    assert [item.address for item in before.passages] != [item.address for item in after.passages]
    answer = reranked.ask(question)
    assert answer.refused or all(citation.quote in places.speech.read_text() for citation in answer.citations)
    for assistant in (plain, reranked):
        assistant.close()
