"""What stands in another part of a sentence than what is asked about."""

import pytest

from assistant.extraction.another_part import stands_in_another_part
from assistant.understanding.answer_type import given
from assistant.understanding.question import read_question


@pytest.mark.parametrize(
    ("asked", "text", "apart"),
    [
        ("纺织服装产值为什么下降？", "受原料涨价影响，建材产值增速回落；纺织服装产值下降4.3%。", True),
        ("建材产值增速为什么回落？", "受原料涨价影响，建材产值增速回落；纺织服装产值下降4.3%。", False),
        ("水库工程为什么比计划慢？", "水库工程形象进度达到68%，比计划滞后7个百分点。", True),
        ("水库工程为什么比计划慢？", "由于连续降雨，水库工程形象进度比计划滞后7个百分点。", False),
        ("农村客运平台由谁牵头？", "由县财政局牵头设立产业基金；建设农村客运平台3个。", True),
        # Everyday words match no part so well that it can be told.
        ("做衣裳的厂子咋不行了？", "受原料涨价影响，建材产值增速回落；纺织服装产值下降4.3%。", False),
        ("水库工程为什么比计划慢？", "水库工程完成68%。", False),
        ("水库工程为什么比计划慢？", "", False),
    ],
)
def test_a_cause_or_a_name_must_stand_where_its_matter_does(asked: str, text: str, apart: bool) -> None:
    question = read_question(asked)
    assert stands_in_another_part(question, text, given(question, text) or ()) is apart
