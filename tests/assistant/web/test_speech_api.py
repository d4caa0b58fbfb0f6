from collections.abc import Iterator
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from pydantic import TypeAdapter

from assistant.feedback import Feedback
from assistant.web.documents import AnswerDocument, OutlineDocument, PartDocument, ProblemDocument
from index.outline import Outline
from tests.assistant.web.scripted import GDP, LONG, RESERVOIRS, ScriptedAssistant, written
from tests.assistant.web.web_serving import application


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Feedback:
    return Feedback(tmp_path_factory.mktemp("feedback") / "feedback.sqlite")


@pytest.fixture(scope="module")
def served(speech_text: str, store: Feedback) -> Iterator[tuple[TestClient, ScriptedAssistant]]:
    assistant = written(speech_text)
    app = application(assistant, feedback=store)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client, assistant


@pytest.fixture
def outline(served: tuple[TestClient, ScriptedAssistant]) -> Outline:
    return served[1].outline


def test_the_speech_comes_whole_with_offsets_that_hold(client: TestClient, outline: Outline) -> None:
    speech = client.get("/api/speech").json()
    OutlineDocument.model_validate(speech)
    assert speech["text"] == outline.text
    assert [one["address"] for one in speech["sentences"]] == [one.address for one in outline.sentences]
    assert all(speech["text"][one["start"] : one["end"]] == one["text"] for one in speech["sentences"])
    assert len(speech["sections"]) == len(outline.sections)


def test_every_address_leads_to_its_part(client: TestClient, outline: Outline) -> None:
    parts = [*outline.sections[1:], *outline.paragraphs, *outline.points, *outline.sentences]
    for address in {part.address for part in parts if part.address}:
        part = client.get(f"/api/speech/{quote(address, safe='')}").json()
        PartDocument.model_validate(part)
        section = next((one for one in outline.sections[1:] if one.address == address), None)
        found = section or outline.find(address)
        assert (part["address"], part["text"]) == (address, outline.quote(found))
        assert [one["address"] for one in part["sentences"]] == [one.address for one in outline.sentences_within(found)]


def test_a_part_tells_its_neighbours_and_what_it_stands_in(client: TestClient) -> None:
    part = client.get("/api/speech/一（一）二是·第1句").json()
    assert part["kind"] == "sentence"
    assert part["within"] == ["一", "一（一）"]
    assert part["previous"] == "一（一）一是·第2句"
    assert part["next"] == "一（一）二是·第2句"
    first = client.get("/api/speech/一").json()
    assert (first["kind"], first["within"], first["previous"], first["next"]) == ("section", [], None, "一（一）")
    assert first["text"].endswith("二是人才不足。\n") or first["text"].endswith("二是人才不足。")


@pytest.mark.parametrize("address", ["九（九）", "nothing/at all", "%00", "一%2F二", ""])
def test_no_place_is_a_problem(client: TestClient, address: str) -> None:
    response = client.get(f"/api/speech/{address}" if address else "/api/speech/%20")
    assert response.status_code == 404
    ProblemDocument.model_validate(response.json())
    assert response.json()["code"] == "address_not_found"


def test_feedback_is_kept_when_it_is_acknowledged(client: TestClient, store: Feedback) -> None:
    given = {"rating": "down", "question": "水库几座？", "answer": "3座。[1]", "comment": "<b>太长</b>"}
    response = client.post("/api/feedback", json=given)
    assert response.status_code == 201
    entry = next(entry for entry in store.entries() if entry.id == response.json()["id"])
    assert (entry.rating, entry.question, entry.answer, entry.comment) == tuple(given.values())


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"rating": "maybe"}, "rating"),
        ({"question": ""}, "question"),
        ({"question": "长" * 501}, "question"),
        ({"comment": "长" * 2001}, "comment"),
        ({"answer": "长" * 20_001}, "answer"),
        ({"user": "x"}, "user"),
    ],
)
def test_feedback_that_cannot_be_kept_says_why(client: TestClient, change: dict[str, str], field: str) -> None:
    response = client.post("/api/feedback", json={"rating": "up", "question": "水库几座？"} | change)
    assert response.status_code in (413, 422)
    if response.status_code == 422:
        assert field in response.json()["detail"]


def test_answers_are_as_they_are_described(client: TestClient) -> None:
    for question in (RESERVOIRS, LONG, GDP):
        TypeAdapter(AnswerDocument).validate_python(client.post("/api/ask", json={"question": question}).json())


def test_the_description_tells_every_route_with_its_problems(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    assert sorted(paths) == [
        "/api/ask",
        "/api/feedback",
        "/api/speech",
        "/api/speech/{address}",
        "/healthz",
        "/readyz",
        "/v1/chat/completions",
        "/v1/models",
        "/v1/models/{model}",
    ]
    assert set(paths["/api/ask"]["post"]["responses"]) == {"200", "413", "422", "429", "503"}


def test_not_ready_is_a_problem(speech_text: str) -> None:
    assistant = written(speech_text)
    with TestClient(application(assistant)) as client:
        assistant.closed = True
        response = client.get("/readyz")
        assert response.status_code == 503
        assert response.headers["retry-after"]
        assert response.json()["code"] == "not_ready"
        assert client.get("/healthz").status_code == 200
