"""From settings to an assistant that is ready to answer, for every entry point."""

from threadpoolctl import threadpool_limits

from assistant.chain import Assistant
from assistant.generation.models import open_writer
from assistant.settings import Settings
from index.build import open_index
from index.embedding import NamedEmbeddings, load_embeddings
from index.rerank import CrossEncoderReranker, Reranker
from index.sealing import Progress


def open_embeddings(settings: Settings) -> NamedEmbeddings:
    """The embedding model that ``settings`` name.

    Raises:
        ModelMissing, ModelUnusable: it is not there, or not a model.
    """
    return load_embeddings(settings.embedding_model)


def open_reranker(settings: Settings) -> Reranker | None:
    """The reranker that ``settings`` name; None where they name none.

    Raises:
        RerankerMissing, RerankerUnusable: it is not there, or not a reranker.
    """
    return CrossEncoderReranker.load(settings.reranker) if settings.reranker else None


def open_assistant(settings: Settings, *, progress: Progress | None = None) -> Assistant:
    """The assistant over the document that ``settings`` name; its index is built where it must be.

    Raises:
        DocumentError, StorageError, ModelError, WriterUnusable: each says what to do.
    """
    # In the whole process: what is multiplied is small, and answers are made side by side; threads would only wait.
    threadpool_limits(1, user_api="blas")
    writer, reranker = open_writer(settings), open_reranker(settings)
    speech = open_index(
        settings.speech,
        settings.data,
        open_embeddings(settings),
        server=settings.chroma_url,
        progress=progress,
    )
    title = speech.outline.title or settings.speech.stem
    return Assistant(speech, title, source=settings.speech, writer=writer, reranker=reranker)
