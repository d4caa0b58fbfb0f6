"""Pairs of neighbouring characters: how much two texts have in common, whatever the words are."""

import re


def bigrams(text: str) -> frozenset[str]:
    """The distinct character bigrams of ``text``, punctuation taken out."""
    bare = re.sub(r"[\W_]", "", text.lower())
    return frozenset(bare[place : place + 2] for place in range(len(bare) - 1))
