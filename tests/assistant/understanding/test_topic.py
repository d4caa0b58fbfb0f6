import pytest

from assistant.understanding.topic import focus, topic


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("请问石门水库什么时候竣工？", "石门水库 竣工"),
        ("什么？", "什么？"),
        ("为什么进度慢呢？", "进度慢"),
        ("茶山在哪个县市？", "茶山在"),
    ],
)
def test_the_topic_is_what_is_left_without_the_words_that_ask(text: str, left: str) -> None:
    assert topic(text) == left


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("水库，总投资是多少？", "总投资|"),
        ("何时开工？", "|开工"),
        ("青石大桥什么时候通车？", "青石大桥|通车"),
        ("水利工作", ""),
    ],
)
def test_the_focus_is_what_stands_beside_the_asking_word(text: str, beside: str) -> None:
    assert focus(text) == beside
