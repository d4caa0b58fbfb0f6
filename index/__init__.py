"""The speech as a searchable text: outline, passages, embeddings, store, retrieval."""
