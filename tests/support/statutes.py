"""Statutes from articles, and a library filled with them."""

from collections.abc import Sequence

from knowledge_base.library import Library
from knowledge_base.models import Article, ArticleText, StatuteText


def statutes_of(articles: Sequence[Article]) -> list[StatuteText]:
    """One statute a title, its articles in their order."""
    firsts: dict[str, Article] = {}
    for article in articles:
        firsts.setdefault(article.law, article)
    return [
        StatuteText(
            law,
            first.kind,
            first.version,
            first.effective,
            "",
            tuple(ArticleText(one.label, one.text, one.path) for one in articles if one.law == law),
            region=first.region,
        )
        for law, first in firsts.items()
    ]


def fill(library: Library, articles: Sequence[Article]) -> None:
    """Add them; a statute that stands in the library under the same version is replaced."""
    for _ in library.add((statute, f"{statute.title}.md") for statute in statutes_of(articles)):
        pass
