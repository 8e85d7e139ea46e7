"""Encoders that tests look over the shoulder of."""

from collections.abc import Sequence

import numpy as np

from knowledge_base.retrieval.encoder import Encoder


class Counting:
    """An encoder that counts how many texts it was given."""

    def __init__(self, encoder: Encoder, name: str = "") -> None:
        self._encoder = encoder
        self.name = name or encoder.name
        self.dimension = encoder.dimension
        self.texts = 0

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.texts += len(texts)
        return self._encoder.encode(texts)
