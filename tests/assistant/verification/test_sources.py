"""What a cited sentence is compared by."""

from assistant.verification.modality import Modality
from assistant.verification.sources import source_of
from index.parse import parse_outline

TEXT = """关于做好2025年工作的通知
一、目标任务
全年新增岗位58万个以上。2024年新增岗位61万个，为今年打下基础。
二、主要措施
年底前建成站点500个。每站不得少于2人。募集见习岗位4万个。
"""


def test_a_source_knows_its_headings_its_section_and_the_documents_year() -> None:
    outline = parse_outline(TEXT)
    sentence = next(s for s in outline.sentences if "募集" in outline.quote(s))
    source = source_of(sentence, outline)
    assert (source.headings, source.leaning, source.year) == ("主要措施", Modality.WANTED, 2025)


def test_the_latest_year_that_a_line_opens_with_is_the_documents() -> None:
    outline = parse_outline("区政府工作报告\n一、2023年工作回顾\n建成学校3所。\n二、2024年工作安排\n建设学校5所。\n")
    assert source_of(outline.sentences[-1], outline).year == 2024
