"""The cross-encoder: what numpy computes is what was trained, and the shipped one tells an answer from a near miss."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file

from index.crossencoder import FILE, StaticCrossEncoder, own_cross_encoder
from index.embedding import OWN_MODEL
from index.errors import ModelUnusable
from index.model.training.crossnet import CrossNet, batch, read
from index.model.training.crosstraining import save_cross
from index.quantization import quantized, restored
from index.static import TokenVectors

TOKENS = [*"贷款电价房租县市", "贷款", "电价", "房租", "%"]
VECTORS = TokenVectors(TOKENS, np.random.default_rng(1).standard_normal((len(TOKENS), 8)).astype(np.float32))
TEXTS = ["贷款8.1亿元，房租下降。", "", "，", "电价", "全县房租" * 30]


@pytest.fixture(scope="module")
def net() -> CrossNet:
    torch.manual_seed(1)
    return CrossNet(VECTORS.table, width=12, dropout=0.1).eval()


def weights(net: CrossNet) -> Mapping[str, NDArray[np.float32]]:
    return {name: value.numpy() for name, value in net.state_dict().items()}


@pytest.mark.parametrize("question", ["贷款多少？", "房租 电价", "", "？"])
def test_it_computes_what_was_trained(net: CrossNet, question: str) -> None:
    asked = batch([read(question, VECTORS)] * len(TEXTS))
    with torch.no_grad():
        expected = net(asked, batch([read(text, VECTORS) for text in TEXTS]))[0].numpy()
    scores = StaticCrossEncoder(VECTORS, weights(net)).scores(question, TEXTS)
    assert scores == pytest.approx(expected, abs=1e-5)
    assert scores.dtype == np.float32
    assert np.ptp(scores) > 1e-3


def test_a_score_does_not_hang_on_the_other_texts(net: CrossNet) -> None:
    encoder = StaticCrossEncoder(VECTORS, weights(net))
    together = encoder.scores("贷款多少？", TEXTS)
    alone = [float(encoder.scores("贷款多少？", [text])[0]) for text in TEXTS]
    assert together.tolist() == pytest.approx(alone, abs=1e-5)
    assert encoder.scores("贷款多少？", []).tolist() == []


def test_from_several_threads_the_scores_are_the_same(net: CrossNet) -> None:
    encoder = StaticCrossEncoder(VECTORS, weights(net))
    questions = [f"贷款{'多' * n}少？" for n in range(20)] * 4
    expected = [encoder.scores(question, TEXTS).tolist() for question in questions]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda question: encoder.scores(question, TEXTS).tolist(), questions)) == expected


@given(st.text(max_size=40), st.text(max_size=60))
def test_any_question_and_text_have_a_number(question: str, text: str) -> None:
    (score,) = own_cross_encoder().scores(question, [text])
    assert np.isfinite(score)
    assert abs(score) < 50


def test_what_is_saved_is_what_is_read_in_a_byte_a_weight(net: CrossNet, tmp_path: Path) -> None:
    exact = {name: value.astype(np.float32) for name, value in weights(net).items()}
    save_cross(exact, tmp_path)
    read_again = StaticCrossEncoder.from_folder(tmp_path, VECTORS).scores("贷款多少？", TEXTS)
    small = restored(quantized(exact))
    assert read_again.tolist() == StaticCrossEncoder(VECTORS, small).scores("贷款多少？", TEXTS).tolist()
    assert read_again == pytest.approx(StaticCrossEncoder(VECTORS, exact).scores("贷款多少？", TEXTS), abs=0.01)
    assert (tmp_path / FILE).stat().st_size < 1.5 * sum(value.size for value in exact.values()) + 20_000


def test_without_its_file_or_for_other_vectors_it_says_so(net: CrossNet, tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match=FILE):
        StaticCrossEncoder.from_folder(tmp_path, VECTORS)
    (tmp_path / FILE).write_bytes(b"no weights")
    with pytest.raises(ModelUnusable, match=FILE):
        StaticCrossEncoder.from_folder(tmp_path, VECTORS)
    save_file({"other": np.zeros(2)}, tmp_path / FILE)
    with pytest.raises(ModelUnusable, match=FILE):
        StaticCrossEncoder.from_folder(tmp_path, VECTORS)
    save_file(dict(weights(net)), tmp_path / FILE)
    with pytest.raises(ModelUnusable, match="other vectors"):
        StaticCrossEncoder.from_folder(tmp_path, TokenVectors(["贷"], np.zeros((1, 4), dtype=np.float32)))


@pytest.mark.parametrize(
    ("text", "answered", "near"),
    [
        (
            "截至9月底，全县公共图书馆藏书41.6万册，比上年末增加3.2万册，接待读者28.7万人次。",
            "图书馆现在一共有多少册书？",
            "建图书馆花了多少钱？",
        ),
        (
            "由市城管局牵头，今年12月底前完成主城区37座公厕改造，每座补助8万元。",
            "公厕改造由哪个部门负责？",
            "上半年已经改好了几座公厕？",
        ),
        (
            "受连续强降雨影响，上半年全市蔬菜产量下降6.4%，其中叶菜下降11.2%。",
            "蔬菜为什么减产？",
            "蔬菜总产量是多少吨？",
        ),
        (
            "青禾镇与河滨街道签订对口协作协议，两年内共建产业园2个。",
            "协议说几年里要建两个园子？",
            "协议是哪一天签的？",
        ),
    ],
)
def test_the_shipped_one_tells_an_answer_from_a_near_miss(text: str, answered: str, near: str) -> None:
    encoder = own_cross_encoder()
    assert encoder.scores(answered, [text])[0] > encoder.scores(near, [text])[0] + 0.5


def test_the_shipped_one_has_a_byte_a_weight_and_half_precision_elsewhere() -> None:
    assert {(value.ndim > 1, value.dtype) for value in load_file(OWN_MODEL / FILE).values()} == {
        (True, np.dtype(np.int8)),
        (False, np.dtype(np.float16)),
    }
