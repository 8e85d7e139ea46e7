"""Texts to vectors."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

SHIPPED = Path(__file__).parent / "model"
"""The encoder made by ``knowledge_base.retrieval.train``."""


class Encoder(Protocol):
    """Anything that turns texts into unit vectors."""

    name: str
    dimension: int

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """float32, shape (len(texts), dimension), each row of length 1 (or all zeros)."""
        ...


class SentenceEncoder:
    """A sentence-transformers model: the shipped one, or any by name.

    Args:
        name: a model's name or folder (also one saved by ``retrieval.train``); empty for the shipped one.
    """

    def __init__(self, name: str = "") -> None:
        from sentence_transformers import SentenceTransformer  # seconds of imports, so only when needed

        from knowledge_base.retrieval.ngram_embedding import WEIGHTS, NgramEmbedding

        folder = Path(name) if name else SHIPPED
        if (folder / WEIGHTS).exists():
            self.name = f"fawen-ngram-{_digest(folder)}"
            self._model = SentenceTransformer(modules=[NgramEmbedding.load(str(folder))], device="cpu")
        else:
            self.name = name
            self._model = SentenceTransformer(name, device="cpu")
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """float32, shape (len(texts), dimension), each row of length 1 (or all zeros)."""
        return np.asarray(
            self._model.encode(
                list(texts), batch_size=256, normalize_embeddings=True, show_progress_bar=False
            ),
            dtype=np.float32,
        )


def _digest(folder: Path) -> str:
    """Tells two makings of our encoder apart."""
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.safetensors")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:8]
