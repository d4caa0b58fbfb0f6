from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import CrossEncoder
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Split
from tokenizers.processors import TemplateProcessing
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast, set_seed

from index.errors import ModelMissing, ModelUnusable
from index.rerank import CrossEncoderReranker

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"水库公路资金电价建设多少"]
TEXTS = ["新建水库", "公路", "资金电价", "水库资金公路建设"]


def tokenizer() -> PreTrainedTokenizerFast:
    """One token for each character."""
    model = Tokenizer(WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="[UNK]"))
    model.pre_tokenizer = Split("", "isolated")
    model.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=model, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    )


@pytest.fixture
def checkpoint(tmp_path: Path) -> Callable[..., Path]:
    def make(labels: int = 1, *, broken: bool = False) -> Path:
        """A folder with a cross-encoder of 16 dimensions and random weights."""
        set_seed(7)
        config = BertConfig(
            vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
            max_position_embeddings=64, initializer_range=0.5,
        )  # fmt: skip
        config.num_labels = labels
        model = BertForSequenceClassification(config)
        if broken:
            model.classifier.bias.data.fill_(float("nan"))
        model.save_pretrained(tmp_path / "model")
        tokenizer().save_pretrained(tmp_path / "model")
        return tmp_path / "model"

    return make


def test_scores_are_those_of_the_library(checkpoint: Callable[..., Path]) -> None:
    folder = checkpoint()
    reranker = CrossEncoderReranker.load(folder)
    scores = reranker.scores("水库多少", TEXTS)
    expected = CrossEncoder(str(folder), device="cpu").predict([("水库多少", text) for text in TEXTS])
    np.testing.assert_allclose(scores, expected, rtol=1e-5)
    assert scores.dtype == np.float32
    assert len(set(scores.tolist())) == 4
    assert reranker.name == str(folder)


def test_no_texts_give_no_scores(checkpoint: Callable[..., Path]) -> None:
    assert CrossEncoderReranker.load(checkpoint()).scores("水库", []).shape == (0,)


def test_a_model_with_several_classes_is_no_reranker(checkpoint: Callable[..., Path]) -> None:
    with pytest.raises(ModelUnusable) as caught:
        CrossEncoderReranker.load(checkpoint(labels=3))
    assert "3" in str(caught.value.params["reason"])


def test_a_name_that_is_nowhere_on_this_machine_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(ModelMissing) as caught:
        CrossEncoderReranker.load("BAAI/bge-reranker-none")
    assert caught.value.params["model"] == "BAAI/bge-reranker-none"


def test_a_folder_without_a_model_is_unusable(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable) as caught:
        CrossEncoderReranker.load(tmp_path)
    assert caught.value.params["model"] == str(tmp_path)


def test_scores_that_are_no_numbers_are_refused(checkpoint: Callable[..., Path]) -> None:
    with pytest.raises(ModelUnusable, match="not numbers"):
        CrossEncoderReranker.load(checkpoint(broken=True)).scores("水库", TEXTS)
