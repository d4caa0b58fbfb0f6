"""Answers put together from the speech's own sentences, and when there is none."""
