"""The static model: what is served without torch is what sentence-transformers computes."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from index.embedding import OWN_MODEL, StaticEmbeddings, load_embeddings
from index.errors import ModelUnusable
from index.model.training.saving import save_model
from index.static import TokenVectors, fingerprint
from index.tokens import expand

TEXTS = [
    "不良贷款率是多少？",
    "全市规模以上工业增加值增长5.3%，居全省第二位。",
    "How many jobs were created?",
    "，。",
    "",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    vectors = np.array([[1, 0], [0, 1], [3, 4]], dtype=np.float32)
    save_model(["贷", "款", "贷款"], vectors, tmp_path)
    return tmp_path


def test_a_text_is_the_normalised_sum_of_its_tokens(folder: Path) -> None:
    vectors = TokenVectors.from_folder(folder).encode(["贷款", "款", "无"])
    assert vectors == pytest.approx(np.array([[4 / 41**0.5, 5 / 41**0.5], [0, 1], [0, 0]]), abs=1e-6)
    assert vectors.dtype == np.float32


def test_ids_keep_order_and_repeats(folder: Path) -> None:
    model = TokenVectors.from_folder(folder)
    assert [model.tokens[number] for number in model.ids("贷款，款")] == ["贷", "贷款", "款", "款"]


@pytest.mark.parametrize("loader", ["sentence-transformers", "model2vec"])
def test_both_outside_loaders_give_the_same_vectors(loader: str) -> None:
    texts = [expand(text) for text in TEXTS]
    if loader == "model2vec":
        from model2vec import StaticModel

        theirs = np.asarray(StaticModel.from_pretrained(OWN_MODEL).encode(texts))
    else:
        from sentence_transformers import SentenceTransformer

        theirs = np.asarray(SentenceTransformer(str(OWN_MODEL), device="cpu").encode(texts))
    theirs = theirs.astype(np.float32)
    norms = np.linalg.norm(theirs, axis=1, keepdims=True)
    theirs = np.divide(theirs, norms, out=np.zeros_like(theirs), where=norms > 0)
    assert TokenVectors.from_folder(OWN_MODEL).encode(TEXTS) == pytest.approx(theirs, abs=2e-3)


def test_the_shipped_model_is_small_and_half_precision() -> None:
    files = [file for file in OWN_MODEL.rglob("*") if file.is_file() and "training" not in file.parts]
    assert sum(file.stat().st_size for file in files if file.suffix in {".safetensors", ".json"}) <= 16_000_000
    assert TokenVectors.from_folder(OWN_MODEL).table.dtype == np.float16


def test_loading_takes_no_torch_and_little_time_and_memory() -> None:
    # Processor time: what else the machine does must not decide.
    probe = (
        # A child begins with its parent's ru_maxrss, so what is resident is read from the kernel.
        "import re, sys, time; import numpy\n"
        "resident = lambda: int(re.search(r'VmRSS:\\s+(\\d+)', open('/proc/self/status').read())[1])\n"
        "before = resident(); start = time.process_time()\n"
        "from pathlib import Path; from index.static import TokenVectors\n"
        "TokenVectors.from_folder(Path(sys.argv[1])).encode(['贷款'])\n"
        "seconds = time.process_time() - start\n"
        "kilobytes = resident() - before\n"
        "assert not {'torch', 'jieba', 'tokenizers', 'sentence_transformers'} & set(sys.modules)\n"
        "print(seconds, kilobytes)\n"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", probe, str(OWN_MODEL)], capture_output=True, text=True, check=True
        ).stdout.split()
        for _ in range(3)
    ]
    assert min(float(seconds) for seconds, _ in runs) <= 0.3
    assert 1024 <= min(int(kilobytes) for _, kilobytes in runs) <= 80 * 1024


def test_a_damaged_or_foreign_folder_is_named(folder: Path, tmp_path: Path) -> None:
    (folder / "tokenizer.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelUnusable, match=folder.name):
        TokenVectors.from_folder(folder)
    with pytest.raises(ModelUnusable):
        TokenVectors.from_folder(tmp_path / "nothing here")


def test_weights_cut_short_are_refused(folder: Path) -> None:
    (weights,) = folder.rglob("model.safetensors")
    weights.write_bytes(weights.read_bytes()[:-3])
    with pytest.raises(ModelUnusable):
        TokenVectors.from_folder(folder)


def test_another_model_has_another_fingerprint(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    save_model(["贷", "款", "贷款"], np.eye(3, 2, dtype=np.float32), other)
    assert fingerprint(folder) != fingerprint(other)
    assert fingerprint(folder) == fingerprint(folder)


def test_own_model_is_the_default() -> None:
    own = load_embeddings()
    assert isinstance(own, StaticEmbeddings)
    vector = own.embed_query("不良贷款")
    assert len(vector) == own.dimension
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
