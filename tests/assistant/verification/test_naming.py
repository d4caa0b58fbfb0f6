"""Names that are not the text's: bodies, places, persons, items; and words that only look like names."""

import pytest

from assistant.verification.naming import bodies, unfounded_name

SOURCE = (
    "由市应急管理局牵头,县人民医院配合,推进市妇幼保健院搬迁。石坪镇种植茶叶,莲湖水质改善。"
    "重点布局广东、浙江、江苏、福建。副局长杨启文牵头,总工程师罗敏负责。市委宣传部督办。河东区要发展物流。"
)
OTHERS = ("河口要重点发展旅游",)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("由市交通管理局牵头。", True),
        ("由市应急管理局牵头。", False),
        ("由县中医院配合。", True),
        ("推动市妇幼保健院搬迁。", False),
        ("另外市应急管理局牵头。", False),
        ("柳渡镇种植茶叶。", True),
        ("双塘湖水质改善。", True),
        ("实现了良好开局。", False),
        ("资源往县城集中。", False),
        ("9月中旬办好展会。", False),
        ("新建12所公办幼儿园。", False),
        ("服务大厅全覆盖。", False),
        ("重点布局广东、浙江、上海、福建。", True),
        ("副局长罗敏牵头。", True),
        ("副局长杨启明牵头。", True),
        ("副局长杨启文牵头。", False),
        ("市委组织部督办。", True),
        ("落实《县域公路办法》。", True),
        ("“一网通办”上线。", True),
    ],
)
def test_another_name_is_found_and_ordinary_words_are_not(said: str, found: bool) -> None:
    assert bool(unfounded_name(said, SOURCE, SOURCE, OTHERS)) is found


def test_the_subject_of_another_sentence_is_not_this_ones() -> None:
    source = "河东要重点发展物流和商贸。"
    assert unfounded_name("河口重点发展物流。", source, source, OTHERS) == "河口"
    assert not unfounded_name("目前重点发展物流。", source, source, OTHERS)


def test_a_count_of_what_is_repeated_is_no_foreign_name() -> None:
    source = "进企业、进农村、进社区、进学校、进家庭。"
    assert not unfounded_name("开展“五进”活动。", source, source, ())
    assert unfounded_name("开展“六进”活动。", source, source, ()) == "“六进”"


def test_bodies_are_read_whole_and_places_outside_them() -> None:
    assert [body.name for body in bodies("市公安局交通警察支队、市城市管理局配合,石坪镇参加")] == [
        "市公安局交通警察支队",
        "市城市管理局",
        "石坪镇",
    ]
