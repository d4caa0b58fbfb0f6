import pytest

from index.readers.markdown import plain_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("## 一、总结 ##\n正文", "一、总结\n正文"),
        ("#没有空格不是标题", "#没有空格不是标题"),
        ("* 一是抓项目\n+ 二是抓招商\n1. 保持编号", "一是抓项目\n二是抓招商\n1. 保持编号"),
        ("> 引用的话", "引用的话"),
        ("- [x] 已完成", "已完成"),
        ("**一是**抓项目，*坚持* 两手抓", "一是抓项目，坚持 两手抓"),
        ("见[公报](https://a.example/x.html)。", "见公报。"),
        ("![图](a.png)后文", "图后文"),
        ("用`办法`推进", "用办法推进"),
        ("---\ntitle: 讲话\n---\n同志们", "同志们"),
        ("前文\n\n---\n\n后文", "前文\n\n\n\n后文"),
        ("题目\n====\n正文", "题目\n\n正文"),
        ("| 指标 | 数 |\n|---|---:|\n| 贷款率 | 1.78% |", "指标　数\n贷款率　1.78%"),
        ("前<!-- 草稿 -->后<b>重</b><br/>", "前后重"),
        (r"\# 不是标题，1\. 编号，\*星号\*", "# 不是标题，1. 编号，*星号*"),
        ("__要点__和snake_case_name", "要点和snake_case_name"),
    ],
)
def test_marks_go_and_words_stay(source: str, text: str) -> None:
    assert plain_text(source) == text


@pytest.mark.parametrize(
    "line",
    [
        "出台《关于推进**承接产业转移示范区建设的意见》，完成《**规划》。",
        "***秘书长通报了情况，**市长作了讲话。",
        "加快**机场、黔张常铁路建设，**。",
        "在**县和**县调研，推进**市工作。",
        "**县和**县负责。",
        "3 * 4 * 5 = 60",
    ],
)
def test_blanked_names_stand(line: str) -> None:
    assert plain_text(line) == line
