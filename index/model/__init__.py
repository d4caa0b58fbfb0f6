"""The shipped embedding model and its recipe."""
