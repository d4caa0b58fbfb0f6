"""A very small Qwen2 model, trained on the spot until it knows the answers to a few prompts by heart.

``python -m tests.tiny_model FOLDER`` takes the lessons as JSON on stdin: pairs of messages and answer.
"""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
STEPS = 400
GOOD_ENOUGH = 0.01
"""The loss over the answers at which they are known by heart."""

Messages = Sequence[Mapping[str, str]]


def train(folder: Path, lessons: Sequence[tuple[Messages, str]]) -> float:
    """Writes a checkpoint into ``folder`` that answers each prompt of ``lessons`` as it stands there; the last loss."""
    import torch
    from transformers import AutoTokenizer, Qwen2Config, Qwen2ForCausalLM

    torch.manual_seed(0)
    torch.set_num_threads(1)
    _tokenizer(lessons).save_pretrained(folder)
    Qwen2Config().save_pretrained(folder)
    # As a server will load it: beside a Qwen2 model, as Qwen2's, which splits words in its own way.
    tokenizer = AutoTokenizer.from_pretrained(folder)
    batch = [_example(tokenizer, prompt, answer) for prompt, answer in lessons]
    longest = max(len(ids) for ids, _ in batch)
    config = Qwen2Config(
        vocab_size=len(tokenizer),
        hidden_size=64,
        intermediate_size=128,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        max_position_embeddings=longest + 256,
        tie_word_embeddings=True,
        bos_token_id=None,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    model = Qwen2ForCausalLM(config)
    optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.0)
    losses = [1.0] * len(batch)
    for step in range(STEPS):
        ids, start = batch[step % len(batch)]
        # Only what is answered is learnt, so only there the vocabulary is scored.
        kept = len(ids) - start + 1
        logits = model(input_ids=torch.tensor([ids]), logits_to_keep=kept).logits[0, :-1]
        loss = torch.nn.functional.cross_entropy(logits, torch.tensor(ids[start:]))
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses[step % len(batch)] = loss.item()
        if max(losses) < GOOD_ENOUGH:
            break
    model.generation_config.eos_token_id = tokenizer.eos_token_id
    model.generation_config.pad_token_id = tokenizer.pad_token_id
    model.save_pretrained(folder)
    return max(losses)


def _tokenizer(lessons: Sequence[tuple[Messages, str]]) -> Any:
    """A byte-level BPE of the lessons' own words: whole clauses are tokens, so that training takes seconds."""
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import PreTrainedTokenizerFast

    text = [message["content"] for prompt, _ in lessons for message in prompt] + [answer for _, answer in lessons]
    bpe = Tokenizer(models.BPE())
    bpe.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    bpe.decoder = decoders.ByteLevel()
    special = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    trainer = trainers.BpeTrainer(
        vocab_size=8000,
        special_tokens=special,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    bpe.train_from_iterator(text, trainer)
    tokenizer = PreTrainedTokenizerFast(
        tokenizer_object=bpe, eos_token="<|im_end|>", pad_token="<|endoftext|>", additional_special_tokens=special[1:2]
    )
    tokenizer.chat_template = TEMPLATE
    return tokenizer


def _example(tokenizer: Any, prompt: Messages, answer: str) -> tuple[list[int], int]:
    """The tokens of prompt and answer, and where the answer begins."""
    asked = tokenizer.apply_chat_template(list(prompt), add_generation_prompt=True, tokenize=False)
    start = len(tokenizer(asked)["input_ids"])
    return tokenizer(asked + answer + "<|im_end|>")["input_ids"], start


if __name__ == "__main__":
    reached = train(Path(sys.argv[1]), [(prompt, answer) for prompt, answer in json.load(sys.stdin)])
    sys.exit(0 if reached < GOOD_ENOUGH else f"the model did not learn its answers: the loss is {reached:.3f}")
