"""讲话问答: answers over a speech, each sentence cited."""
