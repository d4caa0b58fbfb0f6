"""An optional last step: a cross-encoder reads question and text together."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import numpy as np
from numpy.typing import NDArray

from index.errors import ModelMissing, ModelUnusable

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_BATCH: Final = 16


class CrossEncoderReranker:
    """Scores of texts for a question, by a model such as bge-reranker.

    Slower than any leg, so it reads only the first few that they found; off unless
    a model is named.
    """

    def __init__(self, model: "CrossEncoder", name: str) -> None:
        """Takes a loaded ``model`` with one output.

        Raises:
            ModelUnusable: the model sorts into several classes: it is no reranker.
        """
        outputs = model.num_labels
        if outputs != 1:
            raise ModelUnusable(model=name, reason=f"a reranker has one output, this model has {outputs}")
        self._model = model
        self.name = name

    def __repr__(self) -> str:
        return f"{type(self).__name__}(name={self.name!r})"

    @classmethod
    def load(cls, model: str | Path) -> Self:
        """The cross-encoder of that hub name or folder, from this machine's disk only.

        Nothing is downloaded, and no code that comes with a model is run.

        Raises:
            ModelMissing: neither a folder nor a model in the local cache has this name.
            ModelUnusable: it is there, but cannot be loaded, or is no reranker.
        """
        from sentence_transformers import CrossEncoder  # 5 s and 480 MB: only when asked for

        folder = Path(model).expanduser()
        name = str(folder) if folder.is_dir() else str(model)
        try:
            loaded = CrossEncoder(name, local_files_only=True, trust_remote_code=False, device="cpu")
        except Exception as error:  # the libraries below raise many kinds, none of which names the remedy
            if folder.is_dir():
                raise ModelUnusable(model=name, reason=str(error)) from error
            raise ModelMissing(model=name, tried=f"{folder.absolute()}, Hugging Face cache") from error
        return cls(loaded, name)

    def scores(self, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
        """Scores of ``texts``, float32, (n,), higher is better, comparable within one question.

        Raises:
            ModelUnusable: the model gives something that is not a number.
        """
        if not texts:
            return np.zeros(0, dtype=np.float32)
        pairs = [(question, text) for text in texts]
        predicted = self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False)
        scores: NDArray[np.float32] = np.asarray(predicted, dtype=np.float32)
        if not np.isfinite(scores).all():
            raise ModelUnusable(model=self.name, reason="its scores are not numbers")
        return scores
