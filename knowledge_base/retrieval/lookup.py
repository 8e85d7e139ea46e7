"""Articles asked for by name: 「民法典第1079条」「《刑法》第二百三十四条之一」「劳动合同法三十八条」."""

import re
from collections.abc import Iterable, Mapping

from knowledge_base.models import Reference
from knowledge_base.numerals import NUMERAL, article_label, to_int
from knowledge_base.titles import normalise_title

_NUMBERED = re.compile(rf"第?\s*({NUMERAL})\s*条(?:\s*之\s*({NUMERAL}))?")
_TAIL = re.compile(r"[\s《》〈〉的里中:：,，]+$")


class TitleIndex:
    """The titles that citizens may name, found at the end of a text.

    Args:
        titles: titles as the library spells them.
        nicknames: other names, with the title that each stands for.
    """

    def __init__(self, titles: Iterable[str], nicknames: Mapping[str, str] | None = None) -> None:
        self._titles = {**(nicknames or {}), **{title: title for title in titles}}
        self._names = sorted(self._titles, key=len, reverse=True)

    def references(self, text: str) -> list[Reference]:
        """Articles named in a text, in order; a number without a law before it takes the law named last."""
        found: list[Reference] = []
        law, position = "", 0
        for match in _NUMBERED.finditer(text):
            law = self._named_at_end(text[position : match.start()]) or law
            position = match.end()
            label = _label(match)
            if law and label:
                found.append(Reference(law, label))
        return found

    def _named_at_end(self, text: str) -> str:
        before = normalise_title(_TAIL.sub("", text))
        return next((self._titles[name] for name in self._names if before.endswith(name)), "")


def _label(match: re.Match[str]) -> str | None:
    try:
        return article_label(to_int(match[1]), to_int(match[2]) if match[2] else None)
    except ValueError:
        return None
