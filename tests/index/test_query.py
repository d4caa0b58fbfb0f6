import pytest

from index.query import keywords


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("上半年不良贷款率是多少？", "上半年不良贷款率是"),
        ("哪个部门负责养护公路呢", "部门负责养护公路"),
        ("请问水库什么时候建成", "水库 建成"),
        ("What is the growth of GDP", "growth GDP"),
        ("主要任务有哪几个方面", "主要任务有"),
        ("不良贷款率 上半年", "不良贷款率 上半年"),
        ("请介绍网吧整治的成效吧", "介绍网吧整治的成效"),
        ("怎样申请低保？请说明", "申请低保 说明"),
        ("这么做的依据呢？", "这么做的依据"),
    ],
)
def test_only_the_words_that_ask_go(query: str, words: str) -> None:
    assert " ".join(keywords(query).replace("？", "").split()) == words


@pytest.mark.parametrize("query", ["什么？", "多少", "怎么办", "what is", "", "？"])
def test_something_is_always_left(query: str) -> None:
    assert keywords(query) == query or keywords(query).strip()


def test_english_words_are_taken_whole() -> None:
    assert keywords("island and whose isle").split() == ["island", "whose", "isle"]
