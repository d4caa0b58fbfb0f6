"""Takes the pictures of the README anew: the page, and the button's dialog on a page of another site.

    .venv/bin/python scripts/pictures.py

Needs what the tests in a browser need. The assistant is the real one, over the shipped speech.
"""

import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Frame, Page, sync_playwright  # noqa: E402  the path comes first

from assistant.open import open_assistant  # noqa: E402
from assistant.settings import Settings  # noqa: E402
from tests.assistant.conftest import CHROMIUM  # noqa: E402
from tests.assistant.web.framing import ask, inner  # noqa: E402
from tests.assistant.web.host_pages import hosting  # noqa: E402
from tests.assistant.web.web_serving import serving  # noqa: E402
from tests.needs import program  # noqa: E402

QUESTION = "上半年不良贷款率是多少？"
STYLE = """<style>
body { margin: 0; background: #f3f5f8; color: #23303f; font: 16px/1.9 "Noto Sans CJK SC", sans-serif; }
header { padding: 18px 56px; background: #1f4e8c; color: #fff; font-size: 24px; letter-spacing: .1em; }
nav { padding: 10px 56px; background: #fff; border-bottom: 1px solid #dde3ea; word-spacing: 28px; }
main { max-width: 640px; margin: 28px 56px; padding: 26px 36px; background: #fff; border: 1px solid #dde3ea; }
h1 { margin: 0; font-size: 25px; } small { color: #7b8794; }
</style>"""
BODY = """<header>县政府办公室</header><nav>首页 要闻 通知公告 会议 政策文件 办事指南</nav>
<main><h1>全县经济工作形势分析会召开</h1><small>来源：政府办　　浏览：1,208</small>
<p>会议总结了上半年经济工作，分析了当前形势，对下半年的重点工作作出安排。会议强调，要坚持稳中求进，抓好项目建设，防范化解风险，切实改善民生。</p>
<p>会议要求，各乡镇、各部门要对照年初确定的目标任务逐项盘点，倒排工期、压实责任，确保全年任务圆满完成。</p>
<p>会上印发了讲话全文。对讲话内容有疑问的，可点击右下角“讲话问答”，答案逐句注明出处。</p></main>"""


def take_page(page: Page, address: str) -> None:
    """The page with an answer, a mark of it followed."""
    page.goto(address)
    page.wait_for_selector("#chat .welcome")
    ask(page.main_frame, QUESTION)
    page.locator("#chat a.cite").first.click()
    leave(page, page.main_frame)
    keep(page, "page.png")


def take_widget(page: Page, address: str) -> None:
    """The dialog on the page at ``address``, a mark of its answer followed."""
    page.goto(address)
    page.click("#launcher")
    frame = inner(page, "#panel iframe")
    ask(frame, QUESTION)
    frame.locator("#chat a.cite").first.click()
    leave(page, frame)
    keep(page, "widget.png")


def leave(page: Page, frame: Frame) -> None:
    """Neither the mouse nor the focus stays on the mark, so that its tip goes."""
    page.mouse.move(300, 700)
    frame.focus("#question textarea")
    frame.wait_for_function("!document.querySelector('#quote.shown')")


def keep(page: Page, name: str) -> None:
    page.wait_for_timeout(600)  # the highlight fades in
    picture = ROOT / "docs" / name
    page.screenshot(path=picture, animations="disabled")
    print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1024} KB", file=sys.stderr)


def main() -> None:
    """Serves both sites, and takes the pictures."""
    with (
        TemporaryDirectory() as data,
        hosting() as site,
        closing(open_assistant(Settings(data=Path(data)))) as assistant,
        serving(assistant, origins=(site.origin,)) as address,
        sync_playwright() as playwright,
    ):
        script = f'<script src="{address}widget.js" data-title="讲话问答" data-color="#1f4e8c" defer></script>'
        chromium = playwright.chromium.launch(executable_path=program("chromium", "chromium"), args=CHROMIUM)
        options = {"locale": "zh-CN", "color_scheme": "light"}
        take_page(chromium.new_page(viewport={"width": 1400, "height": 900}, **options), address)
        take_widget(
            chromium.new_page(viewport={"width": 1280, "height": 800}, **options),
            site.put("/", BODY, head=STYLE + script),
        )
        chromium.close()


if __name__ == "__main__":
    main()
