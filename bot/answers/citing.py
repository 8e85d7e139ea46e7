"""Articles as citations, and as passages of an answer: which version, and the sentence that decides."""

import re
from collections.abc import Callable, Iterable
from datetime import date

from bot.answers import wording
from bot.answers.past import spell
from bot.replies import Citation
from knowledge_base.models import Article, Digest, Reference
from knowledge_base.retrieval.search import KnowledgeBase
from knowledge_base.retrieval.sentences import sentences

SOURCE = "国家法律法规数据库公布的文本，由司法局导入"
DIGEST_SOURCE = "法问整理的要旨，不是法律原文"

_ITEM = re.compile(r"（[一二三四五六七八九十]+）")
_FIRST_SENTENCE = 80
_LONGEST_QUOTE = 200


class Citing:
    """Cites from a knowledge base as of today.

    A text that no longer counts is never shown. Where a text is not at hand, its digest stands in for it and
    says that it is none.
    """

    def __init__(self, knowledge: KnowledgeBase, today: Callable[[], date]) -> None:
        self._knowledge = knowledge
        self._today = today

    def citation(self, reference: Reference) -> Citation:
        """The article with its text, its digest, or its name alone."""
        if self._knowledge.statuses.outdated(reference.law, self._today()):
            return Citation(reference.law, reference.article)
        article = self._knowledge.article(reference)
        if article is not None and article.text:
            return self.of(article)
        digest = self.digest(reference)
        if digest is None:
            return Citation(reference.law, reference.article)
        text = wording.DIGEST.format(gist=digest.gist)
        return Citation(reference.law, reference.article, text, None, DIGEST_SOURCE)

    def of(self, article: Article) -> Citation:
        """An article that was found, which counts, as a citation."""
        if not article.text:
            return self.citation(Reference(article.law, article.label))
        return Citation(article.law, article.label, article.text, article.effective, SOURCE)

    def digest(self, reference: Reference) -> Digest | None:
        """What we wrote of an article in our own words."""
        return self._knowledge.digests.get(reference)

    def passage(self, article: Article, question: str) -> str:
        """The article in an answer: name and version, plain words if there are any, the deciding sentence."""
        name = spell(article.law, article.label)
        digest = self.digest(Reference(article.law, article.label))
        if not article.text:
            return f"{name}{wording.digest_text(digest)}" if digest else name
        lines = [f"{name}{wording.version_text(article)}"]
        if digest and (article.version is None or digest.as_of >= article.version):
            lines.append(wording.GIST.format(gist=digest.gist))
        lines.append(wording.quote_text(self.deciding(article.text, question)))
        return "\n".join(lines)

    def brief(self, article: Article) -> str:
        """The article in a line or two: its name and our gist (said above to be ours), or how it begins."""
        name = spell(article.law, article.label)
        digest = self.digest(Reference(article.law, article.label))
        if digest and (article.version is None or digest.as_of >= article.version):
            return f"{name}：{digest.gist}"
        if not article.text:
            return name
        return f"{name}{wording.quote_text([_cut(article.text, _FIRST_SENTENCE)])}"

    def deciding(self, text: str, question: str) -> list[str]:
        """The sentence of a text that speaks of what was asked, else how the text begins; word for word.

        An item of a list comes after the words that lead up to it: alone it says nothing.
        """
        fitting = self._knowledge.sentence(text, question)
        if not fitting:
            return [_cut(next(iter(sentences(text)), text), _FIRST_SENTENCE)]
        return [_cut(part, _LONGEST_QUOTE) for part in (*_leading_up_to(fitting, text), fitting)]

    def changed(self, references: Iterable[Reference]) -> str:
        """Which of these laws have changed, and what counts now; empty if none has."""
        found = {one.law: self._knowledge.statuses.outdated(one.law, self._today()) for one in references}
        return wording.changed_text([status for status in found.values() if status])


def _leading_up_to(sentence: str, text: str) -> list[str]:
    if not _ITEM.match(sentence):
        return []
    before = sentences(text[: text.index(sentence)]) if sentence in text else []
    return [one for one in before if one.endswith("：") and not _ITEM.match(one)][-1:]


def _cut(sentence: str, longest: int) -> str:
    return sentence if len(sentence) <= longest else f"{sentence[:longest]}{wording.CUT}"
