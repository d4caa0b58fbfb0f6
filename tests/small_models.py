"""Transformers of 16 dimensions and random weights, written to a folder as a hub would have them."""

from pathlib import Path

from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Split
from tokenizers.processors import TemplateProcessing
from transformers import BertConfig, BertForSequenceClassification, BertModel, PreTrainedTokenizerFast, set_seed

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"水库公路资金电价建设多少", *"为这个句子生成表示以用于检索相关文章：问"]


def tokenizer() -> PreTrainedTokenizerFast:
    """One token for each character."""
    numbers = {word: number for number, word in enumerate(dict.fromkeys(WORDS))}
    model = Tokenizer(WordLevel(numbers, unk_token="[UNK]"))
    model.pre_tokenizer = Split("", "isolated")
    model.post_processor = TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=model, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    )


def config() -> BertConfig:
    """One layer with weights large enough to tell texts apart."""
    set_seed(7)
    return BertConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
        max_position_embeddings=64, initializer_range=0.5,
    )  # fmt: skip


def write_encoder(folder: Path, *, seed: int = 7, broken: bool = False) -> Path:
    """An embedding model in ``folder``; with ``broken``, one whose vectors are no numbers."""
    settings = config()
    set_seed(seed)
    model = BertModel(settings)
    if broken:
        model.embeddings.LayerNorm.bias.data.fill_(float("nan"))
    model.save_pretrained(folder)
    tokenizer().save_pretrained(folder)
    return folder


def write_cross_encoder(folder: Path, labels: int = 1, *, broken: bool = False) -> Path:
    """A cross-encoder in ``folder``; with ``broken``, one whose scores are no numbers."""
    settings = config()
    settings.num_labels = labels
    model = BertForSequenceClassification(settings)
    if broken:
        model.classifier.bias.data.fill_(float("nan"))
    model.save_pretrained(folder)
    tokenizer().save_pretrained(folder)
    return folder
