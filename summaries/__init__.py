"""The pure core: judgement about words, without network, database, clock or environment."""
