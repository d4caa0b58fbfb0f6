"""One of a set of words where the text has another before the same word."""

import pytest

from assistant.verification.counterparts import exchanged_word


@pytest.mark.parametrize(
    ("said", "source", "found"),
    [
        ("获评省级示范县", "获评国家级示范县", True),
        ("隧道右洞贯通", "隧道左洞已贯通", True),
        ("实行日调度", "实行周调度、月通报", True),
        ("实行周调度", "实行周调度、月通报", False),
        ("第二批企业入园", "首批企业入园", True),
        ("第一批企业入园", "首批企业入园", False),
        ("高级技师补贴", "高级工、技师、高级技师补贴", False),
        ("新建公办幼儿园", "新建民办幼儿园", True),
    ],
)
def test_a_counterpart_is_another_thing(said: str, source: str, found: bool) -> None:
    assert bool(exchanged_word(said, source)) is found
