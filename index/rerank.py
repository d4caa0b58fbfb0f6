"""An optional last step: a cross-encoder reads question and text together."""

from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Final, Protocol, Self, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from index.errors import RerankerMissing, RerankerUnusable

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

RERANKED: Final = 10
"""How many of the best texts are put in another order: reading one takes as long as a whole search."""
_BATCH: Final = 16


@runtime_checkable
class Reranker(Protocol):
    """What reads a question together with each of a few texts; ``name`` is what the settings call it."""

    name: str

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]: ...


class CrossEncoderReranker:
    """Scores of texts for a question, by a model such as bge-reranker.

    Slower than any leg, so it reads only the first few that they found; off unless
    a model is named. Safe to use from several threads: one at a time.
    """

    def __init__(self, model: "CrossEncoder", name: str) -> None:
        """Takes a loaded ``model`` with one output.

        Raises:
            RerankerUnusable: the model sorts into several classes: it is no reranker.
        """
        outputs = model.num_labels
        if outputs != 1:
            raise RerankerUnusable(model=name, reason=f"a reranker has one output, this model has {outputs}")
        self._model = model
        self._turn = Lock()  # a fast tokenizer is not for two threads at once: huggingface/tokenizers#537
        self.name = name

    def __repr__(self) -> str:
        return f"{type(self).__name__}(name={self.name!r})"

    @classmethod
    def load(cls, model: str | Path) -> Self:
        """The cross-encoder of that hub name or folder, from this machine's disk only.

        Nothing is downloaded, and no code that comes with a model is run.

        Raises:
            RerankerMissing: neither a folder nor a model in the local cache has this name.
            RerankerUnusable: it is there, but cannot be loaded, or is no reranker.
        """
        from sentence_transformers import CrossEncoder  # 5 s and 480 MB: only when asked for

        folder = Path(model).expanduser()
        name = str(folder) if folder.is_dir() else str(model)
        try:
            loaded = CrossEncoder(name, local_files_only=True, trust_remote_code=False, device="cpu")
        except Exception as error:  # the libraries below raise many kinds, none of which names the remedy
            if folder.is_dir():
                raise RerankerUnusable(model=name, reason=str(error)) from error
            raise RerankerMissing(model=name, tried=f"{folder.absolute()}, Hugging Face cache") from error
        return cls(loaded, name)

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Scores of ``texts``, float32, (n,), higher is better, comparable within one question.

        Raises:
            RerankerUnusable: the model gives something that is not a number.
        """
        if not texts:
            return np.zeros(0, dtype=np.float32)
        pairs = [(question, text) for text in texts]
        with self._turn:
            predicted = self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False)
        scores: NDArray[np.float32] = np.asarray(predicted, dtype=np.float32)
        if not np.isfinite(scores).all():
            raise RerankerUnusable(model=self.name, reason="its scores are not numbers")
        return scores
