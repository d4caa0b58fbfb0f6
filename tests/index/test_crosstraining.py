"""What the cross-encoder learns from, and that it learns."""

import random
from dataclasses import replace

import numpy as np

from index.crossencoder import StaticCrossEncoder
from index.model.training.answering import Answered, Group, LookalikeGroups, answered, answered_groups
from index.model.training.crosstraining import CrossSchedule, train_cross
from index.model.training.documents import Asked
from index.model.training.reading import Lookalikes, Record
from index.static import TokenVectors

PARAGRAPH = "水库始建于1958年。水库总库容3.2亿立方米。大坝高62米。水库归县水利局管理。"
THINGS = "桥路坝厂校院"
LOOKALIKES = [
    Lookalikes((f"{thing}投资3亿元。", f"{thing}在去年建成。"), ((f"{thing}投资多少？",), (f"{thing}何时建成？",)))
    for thing in THINGS
]
TOKENS = sorted(set("".join(text for item in LOOKALIKES for text in (*item.told, *item.asked[0], *item.asked[1]))))
VECTORS = TokenVectors(TOKENS, np.random.default_rng(3).standard_normal((len(TOKENS), 16)).astype(np.float32))
SMALL = CrossSchedule(width=16, dropout=0.0, rounds=60, lookalikes=6, rate=5e-3, joined=0.0, dropped=0.0)


def record(question: str, answer: str, source: str = "drcd_dev_traditional") -> Record:
    return Record(source, {"q": question, "p": PARAGRAPH, "a": answer})


def test_a_question_has_the_sentence_of_its_answer_and_those_that_share_its_words() -> None:
    (found,) = answered([record("水库库容多少？", "3.2亿立方米")])
    assert found.text == "水库总库容3.2亿立方米。"
    assert len(found.rivals) == 3
    assert found.text not in found.rivals


def test_questions_without_an_answer_and_texts_of_other_kinds_teach_nothing() -> None:
    assert (
        list(answered([record("水库？", ""), record("水库？", "9米"), record("水库？", "62米", "laws_articles")])) == []
    )


def test_the_sentence_without_its_answer_is_held_against_it_or_another_paragraphs_is() -> None:
    items = list(answered([record("水库库容多少？", "3.2亿立方米"), record("大坝多高？", "62米")]))
    fourth = [group[3] for n in range(40) for group in answered_groups(items, random.Random(n))]
    assert ("水库库容多少？", "水库总库容。", False) in fourth
    assert ("水库库容多少？", "大坝高62米。", False) in fourth


def groups(joined: float, seed: int = 1, dropped: float = 0.0) -> list[Group]:
    return list(LookalikeGroups(LOOKALIKES, VECTORS, joined, dropped).groups(random.Random(seed)))


def test_each_sentence_and_each_question_is_right_once_and_wrong_once() -> None:
    for group in groups(joined=0.0):
        (left, one, yes), (right, same, no), (_, two, also_no), (_, _, also_yes), *others = group
        assert (yes, no, also_no, also_yes) == (True, False, False, True)
        assert one == same
        assert left != right
        assert one != two
        assert all(not answers for _, _, answers in others)


def test_a_sentence_may_have_another_beside_it() -> None:
    for group in groups(joined=1.0):
        assert all(len(text) > 8 for _, text, _ in group)
    assert groups(joined=1.0) == groups(joined=1.0)
    assert groups(joined=1.0) != groups(joined=1.0, seed=2)


def test_some_questions_lose_characters_and_stay_the_same_within_a_group() -> None:
    whole = {question for item in LOOKALIKES for asked in item.asked for question in asked}
    made = [group for seed in range(10) for group in groups(joined=0.0, seed=seed, dropped=0.4)]
    asked = [{question for question, _, _ in group} for group in made]
    assert all(len(questions) == 2 and all(questions) for questions in asked)
    shorter = [question for questions in asked for question in questions if question not in whole]
    assert 0.2 < len(shorter) / (2 * len(made)) < 0.5


def test_training_tells_which_of_two_sentences_answers_and_gives_the_same_weights_again() -> None:
    known = LookalikeGroups(LOOKALIKES[:-1], VECTORS, SMALL.joined, SMALL.dropped)
    made = [train_cross(VECTORS, [], known, [], SMALL) for _ in range(2)]
    assert all(np.array_equal(made[0][name], made[1][name]) for name in made[0])
    encoder = StaticCrossEncoder(VECTORS, made[0])
    for (one, two), ((left,), (right,)) in ((item.told, item.asked) for item in LOOKALIKES):
        assert encoder.scores(left, [one, two])[0] > encoder.scores(left, [one, two])[1]
        assert encoder.scores(right, [one, two])[1] > encoder.scores(right, [one, two])[0]


def test_paragraphs_alone_teach_which_sentence_answers() -> None:
    items = [
        Answered(f"{thing}投资多少？", f"{thing}投资3亿元。", "3亿元", (f"{thing}在去年建成。", f"{thing}何时建成。"))
        for thing in THINGS
    ]
    none = LookalikeGroups([], VECTORS, 0.0, 0.0)
    schedule = replace(SMALL, first_rounds=60, paragraphs=6)
    scores = StaticCrossEncoder(VECTORS, train_cross(VECTORS, items, none, [], schedule)).scores(
        "桥投资多少？", ["桥在去年建成。", "桥投资3亿元。"]
    )
    assert scores[1] > scores[0]


def test_documents_alone_teach_which_sentence_answers() -> None:
    asked = [Asked(f"{thing}投资多少？", (f"{thing}投资3亿元。",), (f"{thing}在去年建成。",)) for thing in THINGS]
    none = LookalikeGroups([], VECTORS, 0.0, 0.0)
    schedule = replace(SMALL, last_rounds=60, questions=6, last_rate=5e-3)
    scores = StaticCrossEncoder(VECTORS, train_cross(VECTORS, [], none, asked, schedule)).scores(
        "桥投资多少？", ["桥在去年建成。", "桥投资3亿元。"]
    )
    assert scores[1] > scores[0]
