"""What the cross-encoder learns from, and that it learns."""

import random
from dataclasses import replace

import numpy as np
import torch

from index.crossencoder import StaticCrossEncoder
from index.model.training.answering import Answered, Group, LookalikeGroups, Pair, answered, answered_groups
from index.model.training.crossnet import CrossNet, batch, read
from index.model.training.crosstraining import CrossSchedule, train_cross
from index.model.training.documents import Asked
from index.model.training.glossary import Rewording
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
AS_IT_IS = Rewording({}, 0.0)
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
    assert Pair("水库库容多少？", "水库总库容。", False) in fourth
    assert Pair("水库库容多少？", "大坝高62米。", False) in fourth


def groups(joined: float, seed: int = 1, dropped: float = 0.0) -> list[Group]:
    return list(LookalikeGroups(LOOKALIKES, VECTORS, AS_IT_IS, joined, dropped).groups(random.Random(seed)))


def test_each_sentence_and_each_question_is_right_once_and_wrong_once() -> None:
    for group in groups(joined=0.0):
        first, second, third, fourth, *others = group
        assert [pair.answers for pair in group[:4]] == [True, False, False, True]
        assert first.text == second.text != third.text == fourth.text
        assert first.question == third.question != second.question == fourth.question
        assert not any(pair.answers for pair in others)


def words(pair: Pair) -> list[str]:
    return [pair.text[start:end] for start, end in pair.places]


def test_an_answer_stands_where_it_is_told_or_in_what_the_other_sentence_does_not_say() -> None:
    told = [replace(item, words=(("3亿元",), ("去年",))) for item in LOOKALIKES]
    for joined in (0.0, 1.0):
        for group in LookalikeGroups(told, VECTORS, AS_IT_IS, joined, 0.0).groups(random.Random(1)):
            assert [words(pair) for pair in group] == [["3亿元"], [], [], ["去年"], [], []]
        for first, _, _, fourth, *_ in groups(joined):
            assert "".join(words(first)) == "投资3亿元"
            assert "".join(words(fourth)) == "在去年建成"


def test_training_finds_where_the_answer_stands() -> None:
    told = [replace(item, words=(("3",), ("去年",))) for item in LOOKALIKES]
    groups = LookalikeGroups(told, VECTORS, AS_IT_IS, 0.0, 0.0)
    net = CrossNet(VECTORS.table, SMALL.width, 0.0).eval()
    made = train_cross(VECTORS, [], groups, [], replace(SMALL, pointing=1.0))
    net.load_state_dict({name: torch.from_numpy(value).float() for name, value in made.items()})
    asked, text = (batch([read(words, VECTORS)]) for words in ("桥投资多少？", "桥投资3亿元。"))
    with torch.no_grad():
        _, places = net(asked, text)
    assert places.exp()[0, 3] > 0.5


def test_a_sentence_may_have_another_beside_it() -> None:
    for group in groups(joined=1.0):
        assert all(len(pair.text) > 8 for pair in group)
    assert groups(joined=1.0) == groups(joined=1.0)
    assert groups(joined=1.0) != groups(joined=1.0, seed=2)


def test_some_questions_lose_characters_and_stay_the_same_within_a_group() -> None:
    whole = {question for item in LOOKALIKES for asked in item.asked for question in asked}
    made = [group for seed in range(50) for group in groups(joined=0.0, seed=seed, dropped=0.4)]
    asked = [{pair.question for pair in group} for group in made]
    assert all(len(questions) == 2 and all(questions) for questions in asked)
    shorter = [question for questions in asked for question in questions if question not in whole]
    assert 0.2 < len(shorter) / (2 * len(made)) < 0.5


def test_questions_are_put_into_plain_words_now_and_then() -> None:
    rewording = Rewording({"投资": ("花了", "砸下去")}, 0.5)
    made = [
        group
        for seed in range(50)
        for group in LookalikeGroups(LOOKALIKES, VECTORS, rewording, 0.0, 0.0).groups(random.Random(seed))
    ]
    asked = [pair.question for group in made for pair in group if "多少" in pair.question]
    plain = [question for question in asked if "投资" not in question]
    assert 0.4 < len(plain) / len(asked) < 0.6
    assert {"花了" in question for question in plain} == {"砸下去" in question for question in plain} == {True, False}
    assert all(len({pair.question for pair in group}) == 2 for group in made)


def best(encoder: StaticCrossEncoder, question: str, texts: list[str]) -> str:
    return texts[int(encoder.scores(question, texts).argmax())]


def test_training_tells_which_of_two_sentences_answers_and_gives_the_same_weights_again() -> None:
    known = LookalikeGroups(LOOKALIKES[:-1], VECTORS, AS_IT_IS, SMALL.joined, SMALL.dropped)
    made = [train_cross(VECTORS, [], known, [], SMALL) for _ in range(2)]
    assert all(np.array_equal(made[0][name], made[1][name]) for name in made[0])
    encoder = StaticCrossEncoder(VECTORS, made[0])
    for (one, two), ((left,), (right,)) in ((item.told, item.asked) for item in LOOKALIKES):
        assert best(encoder, left, [one, two]) == one
        assert best(encoder, right, [one, two]) == two


def test_paragraphs_alone_teach_which_sentence_answers() -> None:
    items = [
        Answered(f"{thing}投资多少？", f"{thing}投资3亿元。", "3亿元", (f"{thing}在去年建成。", f"{thing}何时建成。"))
        for thing in THINGS
    ]
    none = LookalikeGroups([], VECTORS, AS_IT_IS, 0.0, 0.0)
    schedule = replace(SMALL, first_rounds=60, paragraphs=6)
    encoder = StaticCrossEncoder(VECTORS, train_cross(VECTORS, items, none, [], schedule))
    assert best(encoder, "桥投资多少？", ["桥在去年建成。", "桥投资3亿元。"]) == "桥投资3亿元。"


def test_documents_alone_teach_which_sentence_answers() -> None:
    asked = [Asked(f"{thing}投资多少？", (f"{thing}投资3亿元。",), (f"{thing}在去年建成。",)) for thing in THINGS]
    none = LookalikeGroups([], VECTORS, AS_IT_IS, 0.0, 0.0)
    schedule = replace(SMALL, last_rounds=60, questions=6, last_rate=5e-3)
    encoder = StaticCrossEncoder(VECTORS, train_cross(VECTORS, [], none, asked, schedule))
    assert best(encoder, "桥投资多少？", ["桥在去年建成。", "桥投资3亿元。"]) == "桥投资3亿元。"
