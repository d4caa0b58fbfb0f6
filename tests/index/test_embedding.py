"""Models of sentence-transformers by folder or name, made on the spot."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from index.build import build_index, open_index
from index.corpus_search import CorpusSearch
from index.embedding import StaticEmbeddings, TransformerEmbeddings, load_embeddings
from index.errors import ModelMissing, ModelUnusable
from tests.small_models import write_encoder

TEXTS = ["新建水库", "公路建设", "资金电价"]
BGE = "为这个句子生成表示以用于检索相关文章："


def test_vectors_are_those_of_the_library(tmp_path: Path) -> None:
    folder = write_encoder(tmp_path / "plain")
    ours = load_embeddings(folder)
    theirs = SentenceTransformer(str(folder), device="cpu").encode(TEXTS, normalize_embeddings=True)
    assert isinstance(ours, TransformerEmbeddings)
    np.testing.assert_allclose(ours.embed_documents(TEXTS), theirs, atol=1e-5)
    np.testing.assert_allclose(ours.embed_query(TEXTS[0]), theirs[0], atol=1e-5)
    assert (ours.name, ours.dimension) == (str(folder), 16)


@pytest.mark.parametrize(
    ("name", "instruction"),
    [("bge-small-zh-v1.5", BGE), ("Qwen3-Embedding-0.6B", "Instruct: Given a web search query, "), ("other", "")],
)
def test_a_known_models_questions_begin_with_its_instruction(tmp_path: Path, name: str, instruction: str) -> None:
    model = load_embeddings(write_encoder(tmp_path / name))
    assert isinstance(model, TransformerEmbeddings)
    assert model.instruction.startswith(instruction)
    assert bool(model.instruction) == bool(instruction)
    np.testing.assert_allclose(
        model.embed_query("水库"), model.embed_documents([model.instruction + "水库"])[0], atol=1e-5
    )


def test_an_instruction_that_the_folder_states_goes_before_the_known_one(tmp_path: Path) -> None:
    folder = write_encoder(tmp_path / "bge-small-zh-own")
    SentenceTransformer(str(folder), device="cpu", prompts={"query": "问：", "document": ""}).save(str(folder))
    assert json.loads((folder / "config_sentence_transformers.json").read_text())["prompts"]["query"] == "问："
    model = load_embeddings(folder)
    np.testing.assert_allclose(model.embed_query("水库"), model.embed_documents(["问：水库"])[0], atol=1e-5)


def test_threads_get_the_vectors_that_one_would(tmp_path: Path) -> None:
    model = load_embeddings(write_encoder(tmp_path))
    expected = model.embed_query("水库")
    with ThreadPoolExecutor(4) as pool:
        assert all(vector == expected for vector in pool.map(model.embed_query, ["水库"] * 16))


def test_other_weights_or_another_instruction_have_another_fingerprint(tmp_path: Path) -> None:
    folders = [
        write_encoder(tmp_path / "one"),
        write_encoder(tmp_path / "two", seed=8),
        write_encoder(tmp_path / "bge-small-zh"),
        write_encoder(tmp_path / "copy"),
    ]
    one, two, bge, copy = (load_embeddings(folder).fingerprint for folder in folders)
    assert one == copy
    assert len({one, two, bge}) == 3


def test_a_name_that_is_nowhere_on_this_machine_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    with pytest.raises(ModelMissing) as caught:
        load_embeddings("BAAI/bge-none")
    assert caught.value.params["model"] == "BAAI/bge-none"
    assert "Hugging Face cache" in str(caught.value.params["tried"])


def test_a_model_that_brings_its_own_code_is_refused_and_the_code_not_run(tmp_path: Path) -> None:
    folder = write_encoder(tmp_path / "model")
    settings = json.loads((folder / "config.json").read_text())
    settings |= {"model_type": "strange", "auto_map": {"AutoConfig": "code.Config", "AutoModel": "code.Model"}}
    (folder / "config.json").write_text(json.dumps(settings))
    (folder / "code.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n")
    with pytest.raises(ModelUnusable):
        load_embeddings(folder)
    assert not (tmp_path / "ran").exists()


def test_vectors_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelUnusable, match="not numbers"):
        load_embeddings(write_encoder(tmp_path, broken=True))


def test_without_a_name_it_is_our_own(tmp_path: Path) -> None:
    assert isinstance(load_embeddings(), StaticEmbeddings)


def test_the_index_is_built_anew_for_another_model(speech_file: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    one, two = (load_embeddings(write_encoder(tmp_path / str(seed), seed=seed)) for seed in (1, 2))
    assert [build_index(speech_file, data, model).built for model in (one, one, two)] == [True, False, True]
    with open_index(speech_file, data, two) as speech:
        result = speech.search("新建公路多少公里？")
    assert "56公里" in speech.outline.quote(result.passages[0].passage)
    assert set(result.legs) == {"lexical", "dense", "soft"}


@pytest.mark.parametrize("leg", ["dense", "hybrid"])
def test_any_corpus_is_searched_with_another_model(tmp_path: Path, leg: str) -> None:
    model = load_embeddings(write_encoder(tmp_path))
    texts = [f"{first}{second}" for first in TEXTS for second in TEXTS]
    search = CorpusSearch(texts, leg, model)  # type: ignore[arg-type]
    found = [hits[0].number for hits in search.search(texts)]
    assert found == list(range(len(texts)))
