"""Words that mean present danger: a safety net beneath the dialogue's own recognition."""

import re

from knowledge_base.services_catalogue import Danger

# Asking what the law says of such a thing is not being in it.
_TALKS_OF_LAW = re.compile(
    r"(怎么判|判几年|判多久|犯法吗|违法吗|算不算|算什么罪|什么罪|去年|前年|以前|上个月|几年前)"
)


class DangerSigns:
    """Recognises danger in a citizen's words."""

    def __init__(self, danger: Danger) -> None:
        self._signs = [re.compile(sign) for sign in danger.signs]
        self.reply = danger.reply

    def present(self, text: str) -> bool:
        """Whether the text speaks of danger now."""
        return any(sign.search(text) for sign in self._signs) and not _TALKS_OF_LAW.search(text)


_VIOLENCE = re.compile(
    r"家暴|家庭暴力|不敢回家|动手(打|伤)|被.{0,6}(打|揍|捅|砍)|"
    r"(打|揍|掐|踢|踹|砍|捅|抽)(了|过|伤|得)*(我|俺|我妈|我爸|孩子|老人|女儿|儿子)|威胁.{0,4}(要|杀|打|弄)"
)


def tells_violence(text: str) -> bool:
    """Whether a text tells that somebody is or was hurt on purpose, now or before."""
    return _VIOLENCE.search(text) is not None
