"""Where a rule stands: statute, article, item, and since when it has been in force."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from knowledge_base.numerals import article_label, to_chinese

LEGAL_AID_ACT = "法律援助法"
ACT_SINCE = date(2022, 1, 1)  # 法律援助法 第七十一条
BEFORE_THE_ACT = "法律援助条例"


@dataclass(frozen=True, slots=True)
class Source:
    """One place in a statute; ``item`` is 第X项 where the article lists some, else None."""

    law: str
    article: str
    item: int | None
    since: date

    @property
    def cited(self) -> str:
        """As it is cited: 《法律援助法》第三十一条第五项."""
        item = f"第{to_chinese(self.item)}项" if self.item else ""
        return f"《{self.law}》{self.article}{item}"


@cache
def act(article: int, item: int | None = None) -> Source:
    """An article of the Legal Aid Act."""
    return Source(LEGAL_AID_ACT, article_label(article), item, ACT_SINCE)


CRIMINAL_PROCEDURE_INTERPRETATION = Source(
    "最高人民法院关于适用《刑事诉讼法》的解释", article_label(47), None, date(2021, 3, 1)
)
DOMESTIC_VIOLENCE_AID = Source("反家庭暴力法", article_label(19), None, date(2016, 3, 1))
DOMESTIC_VIOLENCE_POLICE = Source("反家庭暴力法", article_label(15), None, date(2016, 3, 1))
PROTECTION_ORDER = Source("反家庭暴力法", article_label(23), None, date(2016, 3, 1))
OLD_REGULATION = Source(BEFORE_THE_ACT, article_label(31), None, date(2003, 9, 1))
