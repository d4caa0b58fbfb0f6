"""The model as a sentence-transformers folder: float16 weights, white-space tokenizer."""

import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import WhitespaceSplit

UNKNOWN = "[UNK]"
"""Token of everything without a vector; its own vector is zero."""


def save_model(tokens: Sequence[str], vectors: NDArray[np.float32], folder: Path) -> None:
    """Writes the model of ``tokens`` and their ``vectors``, (n, dim), into ``folder``.

    Files of an earlier model there are replaced; other files stay.
    """
    vocabulary = {token: number for number, token in enumerate([UNKNOWN, *tokens])}
    tokenizer = Tokenizer(WordLevel(vocabulary, unk_token=UNKNOWN))
    tokenizer.pre_tokenizer = WhitespaceSplit()
    table = np.vstack([np.zeros((1, vectors.shape[1]), dtype=np.float32), vectors])
    module = StaticEmbedding(tokenizer, embedding_weights=table)
    with TemporaryDirectory() as name:
        model = SentenceTransformer(modules=[module.half()], device="cpu")
        model.save_pretrained(name, create_model_card=False)
        _compact(Path(name) / "tokenizer.json")
        for file in sorted(Path(name).rglob("*")):
            if file.is_file():
                target = folder / file.relative_to(name)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(file, target)  # not copy2: weights are saved with mode 0600


def _compact(file: Path) -> None:
    """Writes the JSON of ``file`` again without the white space in it: a third of a vocabulary."""
    value = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
