"""讲话问答: answers over a speech, each sentence cited."""

__version__ = "0.1.0"
