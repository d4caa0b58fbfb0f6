import json

import pytest
from fastapi.testclient import TestClient

from tests.assistant.web.scripted import GDP, RESERVOIRS, ROADS, ScriptedAssistant, written
from tests.assistant.web.web_serving import application


@pytest.fixture
def assistant(served: tuple[TestClient, ScriptedAssistant]) -> ScriptedAssistant:
    """The one behind the client."""
    return served[1]


def events(body: str) -> list[tuple[str, dict[str, object]]]:
    """The events of a stream: kind and data."""
    found = []
    for block in body.strip().split("\n\n"):
        kind, data = block.split("\n")
        found.append((kind.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def test_an_answer_comes_in_the_documented_form(client: TestClient, assistant: ScriptedAssistant) -> None:
    answer = client.post("/api/ask", json={"question": RESERVOIRS}).json()
    assert answer == json.loads(json.dumps(assistant.ask(RESERVOIRS).to_dict()))
    citation = answer["citations"][0]
    assert assistant.outline.text[citation["start"] : citation["end"]] == citation["quote"]


def test_a_refusal_is_an_answer(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": GDP})
    assert response.status_code == 200
    assert response.json()["refused"] is True
    assert response.json()["reason"] == "not_given"


def test_earlier_questions_reach_the_assistant_the_latest_twenty(
    client: TestClient, assistant: ScriptedAssistant
) -> None:
    client.post("/api/ask", json={"question": ROADS, "history": [str(n) for n in range(25)]})
    assert assistant.asked[-1][1] == tuple(str(n) for n in range(5, 25))


def test_the_stream_tells_stages_sentences_and_the_answer(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": RESERVOIRS}, headers={"accept": "text/event-stream"})
    assert response.headers["content-type"].startswith("text/event-stream")
    found = events(response.text)
    assert [kind for kind, _ in found] == ["stage", "token", "token", "answer"]
    assert found[1][1] == {"text": "新建水库3座。[1]\n"}
    assert found[-1][1] == client.post("/api/ask", json={"question": RESERVOIRS}).json()


@pytest.mark.parametrize(("question", "code"), [("  ", "question_empty"), ("长" * 501, "question_too_long")])
def test_a_question_that_cannot_be_asked_is_a_problem_with_a_sentence(
    client: TestClient, question: str, code: str
) -> None:
    response = client.post("/api/ask", json={"question": question})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["code"] == code
    assert response.json()["detail"].endswith("。")


def test_the_same_problem_ends_a_stream_as_its_error(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": ""}, headers={"accept": "text/event-stream"})
    assert [kind for kind, _ in events(response.text)] == ["error"]
    assert events(response.text)[0][1]["code"] == "question_empty"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe{",
        b"[]",
        b'{"question": 3}',
        b'{"question": "q", "more": 1}',
        b'{"question": "q", "history": "q"}',
    ],
)
def test_a_malformed_request_says_what_is_wanted(client: TestClient, body: bytes) -> None:
    response = client.post("/api/ask", content=body, headers={"content-type": "application/json"})
    assert response.status_code == 422
    assert response.json()["code"] == "body_invalid"
    assert '"question"' in response.json()["detail"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_what_a_form_of_another_site_could_send_is_no_question(client: TestClient, kind: str) -> None:
    body = json.dumps({"question": RESERVOIRS})
    response = client.post("/api/ask", content=body, headers={"content-type": kind})
    assert (response.status_code, response.json()["code"]) == (422, "body_invalid")


@pytest.mark.parametrize("kind", ["application/json; charset=utf-8", "application/vnd.api+json", "APPLICATION/JSON"])
def test_json_by_any_of_its_names_is_read_with_a_mark_before_it_or_without(client: TestClient, kind: str) -> None:
    body = json.dumps({"question": RESERVOIRS}).encode()
    for content in (body, b"\xef\xbb\xbf" + body):
        response = client.post("/api/ask", content=content, headers={"content-type": kind})
        assert (response.status_code, response.json()["question"]) == (200, RESERVOIRS)


def test_an_earlier_question_that_is_too_long_is_refused(client: TestClient) -> None:
    response = client.post("/api/ask", json={"question": RESERVOIRS, "history": ["长" * 501]})
    assert (response.status_code, response.json()["code"]) == (422, "history_too_long")


def test_a_file_that_is_not_there_is_a_problem(client: TestClient) -> None:
    response = client.get("/web/nothing.js")
    assert (response.status_code, response.json()["code"]) == (404, "route_unknown")


def test_problems_speak_the_callers_language(client: TestClient, assistant: ScriptedAssistant) -> None:
    english = client.post("/api/ask", json={"question": ""}, headers={"accept-language": "en-GB,en"}).json()
    assert english["detail"].startswith("The question is empty")
    client.post("/api/ask", json={"question": "q"}, headers={"accept-language": "en"})
    assert assistant.asked[-1][2] == "en"


def test_a_failure_within_shows_no_traceback(client: TestClient, assistant: ScriptedAssistant) -> None:
    assistant.script["坏"] = RuntimeError("secret")
    stream = client.post("/api/ask", json={"question": "坏"}, headers={"accept": "text/event-stream"})
    assert events(stream.text)[-1][1]["code"] == "unknown"
    plain = client.post("/api/ask", json={"question": "坏"})
    assert plain.status_code == 500
    assert plain.json()["code"] == "unknown"
    assert "secret" not in stream.text + plain.text


def test_health_is_told(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}


def test_the_assistant_is_closed_with_the_server(speech_text: str) -> None:
    assistant = written(speech_text)
    with TestClient(application(assistant)):
        assert not assistant.closed
    assert assistant.closed
