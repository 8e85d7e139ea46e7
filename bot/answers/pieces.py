"""The pieces that answers are made of: citations and buttons."""

import json
from collections.abc import Iterable

from bot.answers import wording
from bot.replies import Button, Citation, Reply
from knowledge_base.models import Article, FaqEntry
from knowledge_base.retrieval.statute_search import ArticleHit

NONE_CHOSEN = "none"
_SOURCE = "国家法律法规数据库公布的文本，由司法局导入"

SERVICE_OF_ENTRY = {
    "legal_aid": "apply_legal_aid",
    "mediation": "book_mediation",
    "notarization": "book_notarization",
    "lawyer_callback": "book_lawyer_callback",
}


def statutes_reply(hits: Iterable[ArticleHit], likely: Iterable[FaqEntry], note: str = "") -> Reply:
    """Articles alone, with what else may have been meant."""
    articles = [hit.article for hit in hits]
    named = "\n".join(f"《{article.law}》{article.label}" for article in articles)
    return Reply(
        wording.STATUTES_ONLY.format(articles=named) + (f"\n\n{note}" if note else ""),
        citations=tuple(cite(article) for article in articles),
        buttons=(*(entry_button(entry) for entry in likely), person_button()),
    )


def cite(article: Article) -> Citation:
    """An article as a citation with its text."""
    return Citation(article.law, article.label, article.text, article.effective, _SOURCE)


def entry_button(entry: FaqEntry) -> Button:
    """Asks this entry's question."""
    return Button(entry.question, f"/ask_legal_question{json.dumps({'faq': entry.id})}")


def none_button() -> Button:
    """None of the choices offered."""
    return Button(wording.NONE_OF_THESE, f"/ask_legal_question{json.dumps({'faq': NONE_CHOSEN})}")


def person_button() -> Button:
    """A person, please."""
    return Button(wording.PERSON_TITLE, "/request_person")
