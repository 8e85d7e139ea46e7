"""How citizens speak of articles: everyday words of digests and FAQ, vectors of real questions."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from knowledge_base.models import Digest, FaqEntry, Reference
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.lexical import Lexical
from knowledge_base.retrieval.made import make_whole
from knowledge_base.retrieval.near_vectors import NearVectors
from knowledge_base.retrieval.tokenizer import bigrams, words


class Wordings:
    """Vectors of wordings and the articles that each leads to.

    Args:
        vectors: one a wording, each of length 1.
        targets: the articles of each wording.
        lexical: word and character scores of all wordings of an article together, one document an
            article in the order of ``references``; None where the words themselves are not kept.
    """

    def __init__(
        self,
        vectors: NearVectors | np.ndarray,
        targets: Sequence[Sequence[Reference]],
        lexical: tuple[Lexical, Lexical] | None = None,
    ) -> None:
        self.near = vectors if isinstance(vectors, NearVectors) else NearVectors(vectors)
        self.targets = targets
        self.lexical = lexical
        self.references = _distinct(targets)

    def __len__(self) -> int:
        return len(self.targets)

    @property
    def vectors(self) -> np.ndarray:
        """One a wording."""
        return self.near.vectors


def no_wordings(encoder: Encoder) -> Wordings:
    """Where nothing is known of how citizens speak."""
    return Wordings(np.zeros((0, encoder.dimension), dtype=np.float32), [])


def everyday_texts(
    digests: Mapping[Reference, Digest], entries: Sequence[FaqEntry]
) -> tuple[list[str], list[tuple[Reference, ...]]]:
    """Everyday words with the articles they lead to: of digests, then of FAQ entries with citations."""
    texts: list[str] = []
    targets: list[tuple[Reference, ...]] = []
    for reference, digest in digests.items():
        for text in (*digest.everyday, digest.gist):
            texts.append(text)
            targets.append((reference,))
    for entry in entries:
        for text in (entry.question, *entry.phrasings):
            texts.append(text)
            targets.append(entry.citations)
    return texts, targets


def texts_by_reference(
    texts: Sequence[str], targets: Sequence[Sequence[Reference]]
) -> dict[Reference, list[str]]:
    """The wordings that lead to each article, articles in the order of ``Wordings.references``."""
    found: dict[Reference, list[str]] = {reference: [] for reference in _distinct(targets)}
    for text, own in zip(texts, targets, strict=True):
        for reference in own:
            found[reference].append(text)
    return found


def open_everyday(
    root: Path, digests: Mapping[Reference, Digest], entries: Sequence[FaqEntry], encoder: Encoder
) -> Wordings:
    """Everyday words made ready for search; kept under ``root`` until content or encoder change."""
    texts, targets = everyday_texts(digests, entries)
    if not any(targets):
        return no_wordings(encoder)
    key = hashlib.sha256(repr((3, encoder.name, texts, targets)).encode()).hexdigest()[:16]
    folder = root / f"everyday-{key}"
    if not folder.exists():
        make_whole(folder, lambda made: _write(made, texts, targets, encoder))
    lexical = (Lexical.load(folder / "words"), Lexical.load(folder / "bigrams"))
    return Wordings(NearVectors.load(folder, "vectors"), targets, lexical)


def _write(
    folder: Path, texts: Sequence[str], targets: Sequence[Sequence[Reference]], encoder: Encoder
) -> None:
    documents = ["\n".join(group) for group in texts_by_reference(texts, targets).values()]
    for name, cut in (("words", words), ("bigrams", bigrams)):
        Lexical.build([cut(document) for document in documents]).save(folder / name)
    NearVectors(encoder.encode(texts)).save(folder, "vectors")


def save_questions(folder: Path, vectors: np.ndarray, targets: Sequence[Sequence[Reference]]) -> None:
    """Keep the vectors of training questions (not their words) and their articles beside the encoder."""
    np.save(folder / "questions.npy", vectors.astype(np.float16))
    labels = [[[reference.law, reference.article] for reference in own] for own in targets]
    (folder / "questions.json").write_text(json.dumps(labels, ensure_ascii=False), encoding="utf-8")


def read_questions(folder: Path) -> Wordings:
    """What ``save_questions`` kept.

    Raises:
        FileNotFoundError: nothing was.
    """
    labels = json.loads((folder / "questions.json").read_text(encoding="utf-8"))
    targets = [tuple(Reference(law, article) for law, article in own) for own in labels]
    return Wordings(np.load(folder / "questions.npy"), targets)


def _distinct(targets: Sequence[Sequence[Reference]]) -> list[Reference]:
    return list(dict.fromkeys(reference for own in targets for reference in own))
