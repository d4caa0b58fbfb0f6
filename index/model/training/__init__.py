"""The recipe of the shipped embedding model: ``python -m index.model.training DATA --out DIR``.

Files in the order in which they run: ``reading``, ``segmentation``, ``vocabulary``,
``cooccurrence``, ``alignment``, ``pairs``, ``contrastive``, ``saving``, ``heldout``;
``stages`` keeps what is done, ``__main__`` joins the steps.
"""
