"""What is taken to be evaluated, how a run goes, and what comes of it."""

import io
import json
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from time import sleep

import pytest
from fastapi.testclient import TestClient

from assistant.web.admin import MAX_MEGABYTES
from assistant.web.admin_jobs import FAULTS, Evaluations
from assistant.web.admin_runs import Run, Runs
from tests.assistant.web.admin_serving import QUESTIONS, Gated, admin, evaluated, finish, jsonl, send, start
from tests.assistant.web.scripted import RESERVOIRS, ScriptedAssistant

pytestmark = pytest.mark.usefixtures("aside")


@pytest.fixture
def client(assistant: ScriptedAssistant, folder: Path) -> Iterator[TestClient]:
    """A client on this machine."""
    with admin(assistant, folder) as client:
        yield client


def test_a_file_at_the_limit_is_taken_and_one_above_is_refused(client: TestClient, folder: Path) -> None:
    content = jsonl(QUESTIONS)
    limit = MAX_MEGABYTES * 2**20
    assert send(client, content + b" " * (limit - len(content))).status_code == 200
    declared = send(client, b" " * (limit + 1))
    counted = send(client, iter([b" " * 2**20] * (MAX_MEGABYTES + 1)))  # type: ignore[arg-type]
    for refused in (declared, counted):
        assert refused.status_code == 413
        assert "20 MB" in refused.json()["detail"]
    assert len(list(folder.iterdir())) == 1


def test_only_this_route_takes_more_than_the_guard_allows(client: TestClient) -> None:
    assert client.post("/admin/login", content=b"x" * 70_000).status_code == 413


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("set.xlsx", b"id,question\n", "questions_damaged"),
        ("set.csv", b"PK\x03\x04\x00\x00\xff\xfe", "questions_encoding"),
        ("set.pdf", b"%PDF-1.7", "questions_unknown_format"),
        ("set", b"x", "questions_unknown_format"),
        ("", b"x", "questions_unknown_format"),
        ("set.jsonl", b"{", "questions_damaged"),
        ("set.csv", b"", "questions_empty"),
        ("set.csv", "编号,问题\n1,二\n".encode(), "questions_missing_columns"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_not_kept(
    client: TestClient, folder: Path, name: str, content: bytes, code: str
) -> None:
    refused = send(client, content, name)
    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert str(folder.parent) not in refused.text
    assert "Traceback" not in refused.text
    assert list(folder.iterdir()) == []


def test_faults_are_listed_with_their_rows_and_the_file_is_not_kept(client: TestClient, folder: Path) -> None:
    wrong = [QUESTIONS[0], QUESTIONS[0] | {"evidence": ["全县新建水库4座，完成投资2.4亿元"]}]
    found = send(client, jsonl(wrong)).json()
    assert not found["sound"]
    assert "id" not in found
    assert [(fault["row"], fault["column"]) for fault in found["faults"]] == [(2, "编号"), (2, "原文依据")]
    assert "全县新建水库3座" in found["faults"][1]["what"]
    assert list(folder.iterdir()) == []


def test_a_file_full_of_faults_is_read_until_there_are_enough(client: TestClient) -> None:
    found = send(client, jsonl([{"id": "", "question": "", "type": "?"}] * 1000)).json()
    assert found["cut"]
    assert len(found["faults"]) == FAULTS


def test_warnings_do_not_keep_a_file_from_being_run(client: TestClient) -> None:
    found = send(client, jsonl([QUESTIONS[0] | {"facts": [["四座"]]}])).json()
    assert found["sound"]
    assert [fault["warning"] for fault in found["faults"]] == [True]
    assert start(client, found["id"]).status_code == 202


@pytest.mark.parametrize("name", ["../../outside.jsonl", "..\\..\\outside.jsonl", "/etc/outside.jsonl", "a\0b.jsonl"])
def test_a_name_leads_nowhere_else(client: TestClient, tmp_path: Path, folder: Path, name: str) -> None:
    assert send(client, name=name).status_code == 200
    kept = list(tmp_path.rglob("*.jsonl"))
    assert len(kept) == 1
    assert kept[0].parent.parent.parent == folder


def test_a_run_ends_in_a_report_that_is_shown_and_downloaded(client: TestClient, folder: Path) -> None:
    run = evaluated(client)
    assert (run["state"], run["questions"], run["name"]) == ("done", 3, "题目.jsonl")
    assert run["figures"]["good"] == pytest.approx(2 / 3)
    base = f"/admin/evaluate/runs/{run['id']}"
    shown = client.get(f"{base}/view")
    assert "2 道" in shown.text or "<b>2</b>" in shown.text
    assert "attachment" not in shown.headers.get("content-disposition", "")
    assert shown.headers["content-security-policy"].startswith("sandbox;")
    for name in ("report.html", "report.json", "rows.csv", "rows.xlsx"):
        response = client.get(f"{base}/{name}")
        assert response.content == (folder / run["id"] / name).read_bytes()
        assert response.headers["content-disposition"].startswith("attachment; filename*=utf-8''%E9%A2%98")
    with zipfile.ZipFile(io.BytesIO(client.get(f"{base}/report.zip").content)) as archive:
        assert sorted(archive.namelist()) == ["report.html", "report.json", "rows.csv", "rows.xlsx", "题目.jsonl"]
    report = client.get(f"{base}/report.json").json()
    assert report["identity"]["embedding_model"] == "scripted"
    assert [one["id"] for one in client.get("/admin/evaluate/runs").json()] == [run["id"]]


@pytest.mark.parametrize("file", ["run.json", "answers.partial.jsonl", "questions", "%2e%2e", "passwd"])
def test_nothing_but_the_report_is_given(client: TestClient, file: str) -> None:
    run = evaluated(client)
    assert client.get(f"/admin/evaluate/runs/{run['id']}/{file}").status_code == 404


def test_a_second_run_waits_for_its_turn_and_a_stopped_one_goes_on(gated: Gated, folder: Path) -> None:
    with admin(gated, folder) as client:
        first, second = (send(client, name=name).json()["id"] for name in ("一.jsonl", "二.jsonl"))
        start(client, first)
        assert gated.at_work.wait(60)
        refused = start(client, second)
        assert refused.status_code == 409
        assert "一.jsonl" in refused.json()["detail"]
        gated.gate.release()
        while client.get(f"/admin/evaluate/runs/{first}").json()["progress"] < 1:
            sleep(0.01)
        assert client.post(f"/admin/evaluate/runs/{first}/cancel").status_code == 204
        gated.gate.release()
        assert finish(client, first)["state"] == "stopped"
        assert client.get(f"/admin/evaluate/runs/{first}/view").status_code == 404
        gated.gate.release(100)
        before = len(gated.asked)
        assert start(client, first).status_code == 202
        assert finish(client, first)["state"] == "done"
        assert len(gated.asked) - before == len(QUESTIONS) - before
        assert start(client, second).status_code == 202
        assert finish(client, second)["state"] == "done"


def test_who_sees_that_a_run_has_ended_may_start_the_next(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    save = Runs.save

    def slowly(runs: Runs, run: Run) -> None:
        save(runs, run)
        if run.state == "done":
            sleep(0.3)

    monkeypatch.setattr(Runs, "save", slowly)
    first, second = (send(client, name=name).json()["id"] for name in ("一.jsonl", "二.jsonl"))
    start(client, first)
    assert finish(client, first)["state"] == "done"
    assert start(client, second).status_code == 202
    assert finish(client, second)["state"] == "done"


def test_a_run_that_the_server_did_not_outlive_is_shown_as_stopped_and_goes_on(gated: Gated, folder: Path) -> None:
    with admin(gated, folder) as client:
        run_id = send(client).json()["id"]
        start(client, run_id)
        assert gated.at_work.wait(60)
        record = (folder / run_id / "run.json").read_text(encoding="utf-8")
        assert '"running"' in record
    # As a kill would have left it.
    (folder / run_id / "run.json").write_text(record, encoding="utf-8")
    with admin(gated, folder) as client:
        assert client.get("/admin/evaluate/runs").json()[0]["state"] == "stopped"
        gated.gate.release(100)
        assert start(client, run_id).status_code == 202
        assert finish(client, run_id)["state"] == "done"


def test_closing_the_server_stops_the_run(gated: Gated, folder: Path) -> None:
    evaluations = Evaluations(gated, folder, dict)
    run = evaluations.runs.add("题目.jsonl")
    evaluations.runs.questions(run).write_bytes(jsonl(QUESTIONS))
    evaluations.check(run, "zh")
    evaluations.start(run.id)
    assert gated.at_work.wait(60)
    closing = threading.Thread(target=evaluations.close)
    closing.start()
    gated.gate.release()
    closing.join(60)
    assert not closing.is_alive()
    assert evaluations.look(run.id)[0].state == "stopped"


def test_a_run_is_compared_with_an_earlier_one(client: TestClient, assistant: ScriptedAssistant) -> None:
    first = evaluated(client)
    assistant.script["谁负责养护公路？"] = assistant.script[RESERVOIRS]
    second = evaluated(client, against=first["id"])
    report = client.get(f"/admin/evaluate/runs/{second['id']}/report.json").json()
    assert report["comparison"] is not None
    run_id = send(client).json()["id"]
    assert start(client, run_id, against="20250101-000000-00000000").status_code == 404


def test_a_failure_within_is_a_sentence_and_the_rest_is_in_the_log(
    client: TestClient, assistant: ScriptedAssistant, tmp_path: Path
) -> None:
    assistant.script[RESERVOIRS] = RuntimeError("secret")
    run = evaluated(client)
    assert run["state"] == "failed"
    assert "errors.log" in run["message"]
    assert "secret" not in run["message"]
    assert "secret" in (tmp_path / "data" / "errors.log").read_text(encoding="utf-8")
    assert finish(client, run["id"])["state"] == "failed"
    again = send(client).json()["id"]
    del assistant.script[RESERVOIRS]
    assert start(client, again).status_code == 202


def test_a_speech_that_changed_after_the_check_is_told_by_the_files_name(
    client: TestClient, assistant: ScriptedAssistant, folder: Path
) -> None:
    run_id = send(client).json()["id"]
    assistant.outline = ScriptedAssistant("另一篇讲话。", {}).outline
    start(client, run_id)
    run = finish(client, run_id)
    assert run["state"] == "failed"
    assert "题目.jsonl" in run["message"]
    assert str(folder) not in run["message"]


def test_a_file_that_was_never_run_is_not_listed_and_goes_after_a_day(client: TestClient, folder: Path) -> None:
    old = send(client).json()["id"]
    assert client.get("/admin/evaluate/runs").json() == []
    path = folder / old / "run.json"
    record = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(record | {"created": "2020-01-01T00:00:00+08:00"}), encoding="utf-8")
    new = send(client).json()["id"]
    assert [path.name for path in folder.iterdir()] == [new]


def test_the_page_speaks_the_browsers_language(client: TestClient) -> None:
    english = client.get("/admin/evaluate", headers={"accept-language": "en"}).text
    assert "Choose a file of questions" in english
    assert '<html lang="en">' in english
    refused = send(client, b"x", "set.pdf", headers={"accept-language": "en"}).json()["detail"]
    assert refused.startswith("Files of questions like set.pdf")
