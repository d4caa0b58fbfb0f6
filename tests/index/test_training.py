"""The stages of the recipe, on a few dozen made-up records."""

import random
from pathlib import Path

import numpy as np
import pytest

from index.model.training.alignment import translations
from index.model.training.cooccurrence import containment, count_neighbours, factor, positive_information
from index.model.training.heldout import recall
from index.model.training.negatives import NONE, mine
from index.model.training.pairs import Pair, figure_question, held_out, make_pairs, windows
from index.model.training.ragged import token_numbers
from index.model.training.reading import Record, clean, read_everyday, read_records
from index.model.training.segmentation import BREAK, Stream, find_phrases, join_phrases
from index.model.training.stages import Stages
from index.model.training.vocabulary import choose, novelty

# Of jieba's own source, when it is imported for the first time and compiled.
pytestmark = pytest.mark.filterwarnings("ignore:.*invalid escape sequence")


def test_traditional_script_becomes_simplified_and_spaces_go(training_data: Path) -> None:
    records = {record.source: record for record in read_records(training_data)}
    assert records["drcd_dev_traditional"]["p"] == "银行的贷款。"
    assert records["drcd_dev_traditional"]["title"] == ""


def test_an_everyday_question_is_a_record_with_its_sentence(everyday: Path) -> None:
    records = list(read_everyday(everyday))
    assert len(records) == 40
    assert records[1].fields == {"q": "第0家的坏账多吗？", "p": "不良贷款率为0.5%。"}
    assert [pair.source for pair in make_pairs(records[:2], seed=1)] == ["everyday", "everyday"]


def test_a_folder_without_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=tmp_path.name):
        list(read_records(tmp_path))


def test_spaces_between_english_words_stay() -> None:
    assert clean("IT之家 8 月，Intel XeSS  发布\u3000了") == "IT之家8月，Intel XeSS发布了"


def test_neighbouring_words_that_belong_together_become_one() -> None:
    texts = [["不良", "贷款", "下降"], ["不良", "贷款", "上升"], ["房价", "下降"], ["房价", "上升"]] * 5
    phrases = find_phrases(texts, least=5, cohesion=0.6)
    assert phrases == {("不良", "贷款")}
    assert join_phrases(["处置", "不良", "贷款"], phrases) == ["处置", "不良贷款"]


def test_neighbours_are_counted_by_nearness_and_not_across_paragraphs() -> None:
    stream = Stream(("甲", "乙", "丙"), np.array([0, 1, 2, BREAK, 0], dtype=np.int32))
    counts = count_neighbours(stream, window=2, contexts=3, rare=1e9, seed=0).toarray()
    assert counts.tolist() == [[0, 1, 0.5], [1, 0, 1], [0.5, 1, 0]]


def test_information_is_positive_and_leaves_chance_out() -> None:
    stream = Stream(("甲", "乙"), np.array([0, 1, BREAK] * 9, dtype=np.int32))
    counts = count_neighbours(stream, window=1, contexts=2, rare=1e9, seed=0)
    information = positive_information(counts, smoothing=1).toarray()
    assert information == pytest.approx(np.array([[0, np.log(2)], [np.log(2), 0]]), abs=1e-6)
    assert positive_information(counts, least=10).nnz == 0


def test_factoring_gives_the_left_singular_vectors() -> None:
    from scipy import sparse

    chance = np.random.default_rng(0)
    left, right = (np.linalg.qr(chance.standard_normal((size, size)))[0] for size in (200, 150))
    matrix = ((left[:, :150] * 0.9 ** np.arange(150)) @ right).astype(np.float32)
    vectors = factor(sparse.csr_array(matrix), 4, seed=0, spare=8)
    assert np.abs(vectors.T @ left[:, :4]) == pytest.approx(np.eye(4), abs=1e-2)
    assert (
        np.abs(factor(sparse.csr_array(matrix), 4, seed=0, rounds=0, spare=8).T @ left[:, :4]).min(axis=1).max() > 1e-2
    )


def test_a_part_has_the_company_of_its_words() -> None:
    stream = Stream(("贷款", "存款"), np.array([0, 1], dtype=np.int32))
    assert containment(["款", "贷款"], stream).toarray().tolist() == [[1, 1], [1, 0]]


def test_words_that_are_translated_find_each_other() -> None:
    pairs = [(["rural", "jobs"], ["农村", "就业"]), (["jobs"], ["就业"]), (["rural"], ["农村"])]
    table = translations(pairs, {"rural": 0, "jobs": 1}, {"农村": 0, "就业": 1}).toarray()
    assert table.sum(axis=1) == pytest.approx([1, 1])
    assert table[0, 0] > 0.9 < table[1, 1]


def test_a_word_that_its_parts_explain_is_not_chosen() -> None:
    vectors = np.array([[1, 0], [1, 0], [0, 1], [1, 0]], dtype=np.float32)
    tokens = ["坏", "账", "坏账", "账坏"]
    new = novelty(tokens, vectors)
    assert new == pytest.approx([1, 1, 1, 0], abs=1e-6)
    assert choose(tokens, [9, 9, 5, 9], new, size=3, power=0.5).tolist() == [0, 1, 2]


def test_questions_ask_for_the_figure_and_do_not_give_it() -> None:
    asked = figure_question("全市粮食总产量达到321万吨，同比增长2%。", random.Random(1))
    assert asked is not None
    assert asked.startswith("全市粮食总产量")
    assert "321" not in asked
    assert figure_question("加强领导。", random.Random(1)) is None


def test_windows_keep_sentences_whole() -> None:
    text = "甲乙丙丁。" * 5
    assert windows(text, longest=12) == ["甲乙丙丁。" * 2, "甲乙丙丁。" * 2, "甲乙丙丁。"]


def test_pairs_are_the_same_each_time_and_of_every_kind(training_data: Path) -> None:
    records = list(read_records(training_data))
    made = list(make_pairs(records, seed=3))
    assert made == list(make_pairs(records, seed=3))
    assert {"title", "news", "figure", "translation", "question"} <= {pair.source for pair in made}
    assert all(pair.query and pair.text for pair in made)


def test_pieces_of_a_paragraph_are_held_out_together() -> None:
    paragraphs = [f"第{number}段" for number in range(400)]
    pairs = [Pair("问", f"{paragraph}{piece}", "question", paragraph) for paragraph in paragraphs for piece in "甲乙"]
    out = [held_out(pair, 0.2) for pair in pairs]
    assert out[::2] == out[1::2]
    assert 80 < sum(out) < 240


def test_the_piece_of_a_question_holds_its_answer() -> None:
    text = "。".join("无关的话说了很久" for _ in range(60)) + "。全长为512公里。" + "后面还有很多话。" * 30
    (pair,) = make_pairs([Record("drcd_dev", {"q": "全长多少？", "p": text, "a": "512公里"})], seed=1)
    assert "512公里" in pair.text
    assert len(pair.text) <= 200


def test_data_without_translations_have_none() -> None:
    assert translations([], {"jobs": 0}, {"就业": 0}).toarray().tolist() == [[0]]


def test_held_out_is_decided_by_the_text() -> None:
    pairs = [Pair(f"问{number % 7}", f"文{number // 2}", "question") for number in range(2000)]
    chosen = {pair.text for pair in pairs if held_out(pair, 0.2)}
    assert 120 < len(chosen) < 280
    assert all(held_out(pair, 0.2) == (pair.text in chosen) for pair in pairs)


def test_the_hard_negative_has_the_words_and_is_not_the_text() -> None:
    texts = ["新建水库三座", "水库蓄水", "电价下降", "新建水库三座", "新建水库四处，蓄水"]
    queries = ["新建水库三座", "蓄水", "电价", "三座水库"]
    pairs = [Pair(*pair, "question") for pair in zip(queries, texts, strict=False)] + [Pair("蓄水", texts[4], "title")]
    assert mine(pairs, ["question", "title"], most=9, seed=0).tolist() == [1, 0, NONE, 1, NONE]
    assert mine(pairs, ["title"], most=9, seed=0).tolist() == [NONE] * 5


def test_no_text_of_the_same_query_is_its_negative() -> None:
    pairs = [Pair("水库建设", "水库建设开工", "title"), Pair("水库建设", "水库蓄水", "title")]
    assert mine(pairs, ["title"], most=9, seed=0).tolist() == [NONE, NONE]
    assert mine([*pairs, Pair("电", "水厂", "title")], ["title"], most=9, seed=0).tolist() == [2, 2, NONE]


def test_long_texts_keep_some_of_their_tokens_in_order() -> None:
    numbers = {char: number for number, char in enumerate("零一二三四五六七八九")}
    ragged = token_numbers(["零一二三四五六七八九", "一"], numbers, most=4, seed=0)
    values, owner = ragged.take(np.array([1, 0]))
    assert owner.tolist() == [0, 1, 1, 1, 1]
    assert values[0] == 1
    assert values[1:].tolist() == sorted(values[1:].tolist())


def test_a_stage_is_built_once_for_the_same_parameters(tmp_path: Path) -> None:
    built: list[int] = []

    def build() -> int:
        built.append(1)
        return len(built)

    results = [Stages(tmp_path).then(size=size).run("stage", build) for size in (1, 1, 2)]
    assert results == [1, 1, 2]


def test_a_record_without_a_field_has_an_empty_one() -> None:
    assert Record("source", {})["p"] == ""


def test_recall_counts_queries_whose_text_is_near_enough() -> None:
    pairs = [Pair("贷", "款", "question"), Pair("电", "价", "question"), Pair("电", "款", "question")]
    vectors = np.array([[1, 0], [1, 0.1], [0, 1], [0.1, 1]], dtype=np.float32)
    assert recall(["贷", "款", "电", "价"], vectors, pairs, 1) == pytest.approx(2 / 3)
    assert recall(["贷", "款", "电", "价"], vectors, pairs, 2) == 1
    assert np.isnan(recall(["贷"], vectors[:1], [], 1))
