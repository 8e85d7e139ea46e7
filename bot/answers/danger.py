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
