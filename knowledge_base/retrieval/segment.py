"""Articles indexed together: written once, never changed, read by position."""

from collections.abc import Sequence
from pathlib import Path

from knowledge_base.models import Article
from knowledge_base.progress import Progress
from knowledge_base.retrieval import dense, passages
from knowledge_base.retrieval.dense import passage_text
from knowledge_base.retrieval.encoder import Encoder
from knowledge_base.retrieval.lexical import Lexical
from knowledge_base.retrieval.outline import Outline
from knowledge_base.retrieval.tokenizer import bigrams, words


class Segment:
    """Reads what ``build`` wrote."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.passages = passages.Passages(folder / "passages.db")
        self.outline = Outline.load(folder)
        self.words = Lexical.load(folder / "words")
        self.bigrams = Lexical.load(folder / "bigrams")
        self.chapter_words = Lexical.load(folder / "chapter_words")
        self.dense = dense.Dense(folder / "dense")

    def __len__(self) -> int:
        return len(self.outline)


def build(
    folder: Path,
    articles: Sequence[Article],
    encoder: Encoder,
    progress: Progress,
    like: Segment | None = None,
) -> None:
    """Write a segment of these articles into an empty folder.

    ``like``: the segment whose weights of terms are to be used (see ``Lexical.build``).
    """
    passages.write(folder / "passages.db", articles)
    outline = Outline.of(articles)
    outline.save(folder)
    for name, label, cut in (("words", "词", words), ("bigrams", "字", bigrams)):
        terms = []
        for position, article in enumerate(articles, 1):
            terms.append(cut(passage_text(article)))
            if position % 2048 == 0 or position == len(articles):
                progress(label, position, len(articles))
        Lexical.build(terms, getattr(like, name, None)).save(folder / name)
    titles = [words(title) for title in outline.chapter_titles]
    Lexical.build(titles, like.chapter_words if like else None).save(folder / "chapter_words")
    dense.build(folder / "dense", articles, outline.chapter_titles, encoder, progress)
