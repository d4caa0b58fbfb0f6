"""The administrator's page, in a real browser."""

import io
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page
from pydantic import SecretStr

from assistant.web.admin_jobs import Evaluations
from tests.assistant.web.admin_serving import QUESTIONS, TOKEN, Gated, jsonl
from tests.assistant.web.web_serving import serving

pytestmark = [
    pytest.mark.browser,
    pytest.mark.usefixtures("aside"),
    # Gradio sets an option of pandas that newer versions no longer need.
    pytest.mark.filterwarnings("ignore:.*no_silent_downcasting"),
]


def filled(template: bytes, path: Path) -> Path:
    """The empty spreadsheet with the three questions in it."""
    book = load_workbook(io.BytesIO(template))
    sheet = book.worksheets[0]
    for row, record in enumerate(QUESTIONS, 2):
        facts = "；".join("|".join(fact) for fact in record["facts"])
        kind = {"figure": "数字", "unanswerable": "无答案", "who": "责任单位"}[record["type"]]
        values = [record["id"], record["question"], kind, None, "\n".join(record["evidence"]), facts]
        for column, value in enumerate(values, 1):
            sheet.cell(row, column, value)
    book.save(path)
    return path


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, gated: Gated, folder: Path) -> Iterator[Open]:
    """Opens the page on a real server: ``open_page(host="127.0.0.1", **context options)``; nothing may be complained of."""
    complaints: list[str] = []
    with ExitStack() as stack:
        evaluations = Evaluations(gated, folder, dict)
        address = stack.enter_context(serving(gated, evaluations, SecretStr(TOKEN)))

        def go(host: str = "127.0.0.1", **options: Any) -> Page:
            context = browser.new_context(locale="zh-CN", **options)
            stack.callback(context.close)
            page = context.new_page()
            page.set_default_timeout(60_000)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
            page.goto(address.replace("127.0.0.1", host) + "admin/evaluate")
            return page

        yield go
        gated.gate.release(1000)
        evaluations.close()
    # That 403 and 422 were answered is meant; the browser says so all the same.
    assert [line for line in complaints if "Failed to load resource" not in line] == []


def test_a_spreadsheet_from_the_template_is_run_and_its_report_seen(
    open_page: Open, gated: Gated, tmp_path: Path
) -> None:
    page = open_page(viewport={"width": 1280, "height": 900})
    with page.expect_download() as loading:
        page.click("text=下载空表")
    assert loading.value.suggested_filename == "题目空表.xlsx"
    empty = Path(loading.value.path()).read_bytes()
    page.set_input_files("#file", filled(empty, tmp_path / "题目.xlsx"))
    page.wait_for_selector("#found.good")
    assert "共 3 道题，没有错误" in page.inner_text("#found")
    page.click("#start")
    gated.gate.release()
    page.locator("#progress", has_text="1 / 3 题").wait_for()
    assert page.evaluate("document.getElementById('bar').position") == pytest.approx(1 / 3)
    # A reload finds the run where it is.
    page.reload()
    page.wait_for_selector("#running:not([hidden])")
    gated.gate.release(100)
    page.wait_for_selector("#result:not([hidden])")
    report = page.frame_locator("#report")
    assert report.locator("h1").inner_text() == "评测报告"
    assert "共 3 道" in report.locator("body").inner_text()
    with page.expect_download() as loading:
        page.click("#downloads >> text=逐题表格")
    assert loading.value.suggested_filename.endswith(".xlsx")
    assert load_workbook(io.BytesIO(Path(loading.value.path()).read_bytes())).active.max_row == 4
    assert "66.7%" in page.inner_text("#runs tbody")


def test_a_dropped_file_with_faults_is_explained_row_by_row(open_page: Open, tmp_path: Path) -> None:
    page = open_page(viewport={"width": 390, "height": 844})
    text = jsonl([QUESTIONS[0] | {"type": "<b>x</b>"}]).decode()
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.items.add(new File([text], "错.jsonl"));
          document.getElementById("drop").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
        }""",
        text,
    )
    page.wait_for_selector("#found.bad")
    assert "“<b>x</b>”" in page.inner_text("#faults tbody tr")
    assert not page.is_visible("#start")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.click("#other")
    large = tmp_path / "大.csv"
    large.write_bytes(b"x" * (20 * 2**20 + 1))
    page.set_input_files("#file", large)
    page.wait_for_selector("#trouble:not([hidden])")
    assert "20 MB" in page.inner_text("#trouble")


def test_from_another_machine_the_token_opens_the_page(open_page: Open, gated: Gated) -> None:
    # A name that is not this machine's: as if through the network, without the browser's trust in loopback.
    page = open_page("office.localhost")
    assert page.is_visible("#token")
    page.fill("#token", "a wrong one")
    page.click("text=进入")
    assert "令牌不对" in page.inner_text(".why")
    page.fill("#token", TOKEN)
    page.click("text=进入")
    page.wait_for_selector("#choose")
    page.set_input_files("#file", {"name": "题.jsonl", "mimeType": "application/json", "buffer": jsonl(QUESTIONS[:1])})
    page.wait_for_selector("#found.good")
    gated.gate.release(10)
    page.click("#start")
    page.wait_for_selector("#result:not([hidden])")
    assert page.frame_locator("#report").locator("h1").inner_text() == "评测报告"
