"""Words that nothing in what is cited stands behind."""

import pytest

from assistant.verification.novelty import uncovered, unfounded_in_english, unfounded_word


@pytest.mark.parametrize(
    ("said", "source", "found"),
    [
        ("改线年底前开工", "启动改线前期工作", True),
        ("改革已全部完成", "改革有序进行", True),
        ("19个完成整改", "整改销号19个", False),
        ("确保创建成功", "确保创建达标", False),
        ("每小时不超过0.4元", "每千瓦时不超过0.4元", True),
        ("每度电不超过0.4元", "每千瓦时不超过0.4元", False),
        ("每周调度", "实行周调度", False),
        ("每天巡查", "每月巡查", True),
    ],
)
def test_a_step_or_a_frequency_must_be_the_texts(said: str, source: str, found: bool) -> None:
    assert bool(unfounded_word(said, source)) is found


def test_a_rank_in_english_must_be_the_texts() -> None:
    assert unfounded_in_english("It ranked first nationwide.", "增速全省排二") != ""
    assert unfounded_in_english("It ranked second in the province.", "增速全省排二") == ""


def test_what_another_sentence_says_is_said_there() -> None:
    scope = "永顺要重点发展文化旅游产业"
    others = ["泸溪要建成全国重要的新材料生产基地"]
    assert uncovered("永顺要建成全国重要的新材料生产基地", scope, others)
    assert not uncovered("永顺要重点发展文化旅游", scope, others)


@pytest.mark.parametrize("said", ["从数据看,文化旅游是重点", "可以看出,文化旅游要发展", "简单来说,重点发展文化旅游"])
def test_a_frame_says_nothing_of_its_own(said: str) -> None:
    assert not uncovered(said, "重点发展文化旅游产业", [])


def test_a_free_paraphrase_is_known_by_its_characters() -> None:
    scope = "要加快完善县、乡、村物流配送体系建设,有效降低企业物流成本"
    assert not uncovered("物流这头,把县乡村配送体系建起来,企业成本降下来", scope, [])
