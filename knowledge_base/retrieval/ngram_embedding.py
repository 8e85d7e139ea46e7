"""A sentence-transformers module: a text is the sum of its character n-grams' vectors.

It needs no word segmentation, so typos and dialect words keep most of their n-grams, and it
runs in well under a millisecond on one core. Weights are kept as 8-bit integers with one scale a row.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from safetensors.numpy import load_file, save_file
from sentence_transformers.base.modules.input_module import InputModule

from knowledge_base.retrieval.tokenizer import ngrams

_VOCABULARY = "vocabulary.txt"
WEIGHTS = "ngrams.safetensors"


class NgramEmbedding(InputModule):  # type: ignore[misc, unused-ignore]
    """Bag of character n-grams.

    Args:
        vocabulary: the known n-grams; row i of the weights belongs to entry i.
        rows: int8, shape (len(vocabulary), dimension).
        scales: float32, shape (len(vocabulary),); a vector is ``rows[i] * scales[i]``.
        longest: the longest n-gram, in characters.
    """

    config_keys: list[str] = ["longest"]  # noqa: RUF012 - the base class declares it so
    save_in_root = True

    def __init__(self, vocabulary: Sequence[str], rows: np.ndarray, scales: np.ndarray, longest: int) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.longest = longest
        self.vocabulary = list(vocabulary)
        self._index = {ngram: position for position, ngram in enumerate(self.vocabulary)}
        self._rows = rows
        self._scales = scales.astype(np.float32)

    def ids(self, text: str) -> np.ndarray:
        """Rows of the distinct known n-grams of a text, int64."""
        known = {row for ngram in ngrams(text, self.longest) if (row := self._index.get(ngram)) is not None}
        return np.fromiter(known, dtype=np.int64, count=len(known))

    def preprocess(self, inputs: Sequence[Any], prompt: str | None = None, **_: Any) -> dict[str, Any]:
        """One vector a text, float32; a text without known n-grams is all zeros."""
        vectors = np.zeros((len(inputs), self._rows.shape[1]), dtype=np.float32)
        for position, text in enumerate(inputs):
            ids = self.ids((prompt or "") + str(text))
            if len(ids):
                vectors[position] = self._scales[ids] @ self._rows[ids].astype(np.float32)
        return {"sentence_embedding": torch.from_numpy(vectors)}

    def forward(self, features: dict[str, torch.Tensor], **_: Any) -> dict[str, torch.Tensor]:
        """The vectors are made in ``preprocess``; nothing is left to do."""
        return features

    def get_embedding_dimension(self) -> int:
        """Length of a vector."""
        return int(self._rows.shape[1])

    def save(self, output_path: str, *_args: Any, **_kwargs: Any) -> None:
        """Write vocabulary, weights and configuration."""
        folder = Path(output_path)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _VOCABULARY).write_text("\n".join(self.vocabulary), encoding="utf-8")
        save_file({"rows": self._rows, "scales": self._scales}, str(folder / WEIGHTS))
        (folder / self.config_file_name).write_text(json.dumps({"longest": self.longest}), encoding="utf-8")

    @classmethod
    def load(cls, model_name_or_path: str, subfolder: str = "", **_: Any) -> Self:  # type: ignore[override]
        """Read what ``save`` wrote."""
        folder = Path(model_name_or_path) / subfolder
        weights = load_file(str(folder / WEIGHTS))
        longest = json.loads((folder / cls.config_file_name).read_text(encoding="utf-8"))["longest"]
        vocabulary = (folder / _VOCABULARY).read_text(encoding="utf-8").split("\n")
        return cls(vocabulary, weights["rows"], weights["scales"], longest)


def quantise(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """float (n, d) → int8 rows (n, d) and float32 scales (n,), each row by its own largest value."""
    largest = np.abs(vectors).max(axis=1)
    scales = np.where(largest > 0, largest / 127.0, 1.0).astype(np.float32)
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales
