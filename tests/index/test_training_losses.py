"""The two losses that the vectors learn from: of their means, and of the late interaction."""

import numpy as np
import pytest
import torch

from index.model.training.contrastive import Examples, Schedule, train
from index.model.training.interaction import InteractionSchedule, soft_scores, train_interaction
from index.model.training.negatives import NONE
from index.model.training.ragged import token_numbers
from index.softmatch import SoftMatch
from index.static import TokenVectors


def test_training_brings_queries_to_their_texts() -> None:
    numbers = {"贷": 0, "款": 1, "电": 2, "价": 3}
    start = np.random.default_rng(0).standard_normal((4, 8)).astype(np.float32)
    queries = token_numbers(["贷", "电"], numbers, most=9, seed=0)
    texts = token_numbers(["款", "价"], numbers, most=9, seed=0)
    groups = [(np.arange(2), 1.0)]
    schedule = Schedule(steps=40, batch=2, rate=0.05)
    examples = Examples(queries, texts, np.full(2, NONE), np.arange(2), np.arange(2))
    trained = [train(start, examples, groups, schedule) for _ in range(2)]
    unit = trained[0] / np.linalg.norm(trained[0], axis=1, keepdims=True)
    assert unit[0] @ unit[1] > unit[0] @ unit[3] + 0.5
    assert np.array_equal(trained[0], trained[1])


def test_a_score_of_the_interaction_is_that_of_the_soft_match() -> None:
    tokens = [*"贷款电价房租"]
    vectors = np.random.default_rng(2).standard_normal((6, 8)).astype(np.float32)
    texts, query = ["款价", "租", "电房贷"], "贷电"
    soft = SoftMatch(TokenVectors(tokens, vectors), texts)
    rows = [np.array([tokens.index(char) for char in text]) for text in (query, *texts)]
    table = torch.nn.Embedding(6, 8, _weight=torch.from_numpy(vectors))
    assert soft_scores(table, rows[:1], rows[1:])[0].tolist() == pytest.approx(soft.scores(query).tolist(), abs=1e-5)


def test_training_the_interaction_brings_a_query_to_a_token_of_its_text() -> None:
    tokens = "贷款电价甲乙"
    numbers = {token: number for number, token in enumerate(tokens)}
    start = np.random.default_rng(0).standard_normal((6, 8)).astype(np.float32)
    queries = token_numbers(["贷", "电"], numbers, most=9, seed=0)
    texts = token_numbers(["甲款", "乙价"], numbers, most=9, seed=0)
    examples = Examples(queries, texts, np.full(2, NONE), np.arange(2), np.arange(2))
    schedule = InteractionSchedule(steps=40, batch=2, rate=0.05)
    trained = [train_interaction(start, examples, [(np.arange(2), 1.0)], schedule) for _ in range(2)]
    scores = SoftMatch(TokenVectors(list(tokens), trained[0]), ["甲款", "乙价"]).scores("贷")
    assert scores[0] > scores[1] + 0.5
    assert np.array_equal(trained[0], trained[1])


def test_a_hard_negative_is_pushed_away_and_an_equal_text_is_not() -> None:
    numbers = {token: number for number, token in enumerate(["问", "答", "近", "甲", "乙"])}
    start = np.random.default_rng(0).standard_normal((5, 8)).astype(np.float32)
    queries = token_numbers(["问", "甲", "近"], numbers, most=9, seed=0)
    texts = token_numbers(["答", "答", "近"], numbers, most=9, seed=0)
    groups = [(np.arange(2), 1.0)]  # the third is only ever a negative

    def cosine(hard: list[int], alike: list[int], *tokens: str, by_query: bool = False) -> float:
        others = np.arange(3)
        alike_by = (others, np.array(alike)) if by_query else (np.array(alike), others)
        examples = Examples(queries, texts, np.array(hard), *alike_by)
        trained = train(start, examples, groups, Schedule(steps=40, batch=2, rate=0.05))
        one, other = (trained[numbers[token]] / np.linalg.norm(trained[numbers[token]]) for token in tokens)
        return float(one @ other)

    none = [NONE] * 3
    assert cosine([2, NONE, NONE], [0, 0, 1], "问", "近") < cosine(none, [0, 0, 1], "问", "近") - 0.3
    untouched = float(start[3] @ start[1] / np.linalg.norm(start[3]) / np.linalg.norm(start[1]))
    assert cosine(none, [0, 0, 1], "甲", "答") == pytest.approx(untouched, abs=1e-5)
    assert cosine(none, [0, 0, 1], "甲", "答", by_query=True) == pytest.approx(untouched, abs=1e-5)
