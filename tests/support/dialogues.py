"""Stand-ins for Rasa, for tests of what surrounds it (Rasa itself is real in tests/conversations)."""

import asyncio

from bot.errors import DialogueUnavailable
from bot.replies import Reply


class EchoDialogue:
    """Says back what it was asked, and remembers it."""

    def __init__(self, delay_s: float = 0.0) -> None:
        self.asked: list[str] = []
        self.delay_s = delay_s

    async def ask(self, conversation_id: str, text: str, turn: int) -> list[Reply]:  # noqa: ARG002
        self.asked.append(text)
        await asyncio.sleep(self.delay_s)
        return [Reply(f"您说的是：{text}")]


class BrokenDialogue(EchoDialogue):
    """Is down until it is mended."""

    def __init__(self) -> None:
        super().__init__()
        self.down = True

    async def ask(self, conversation_id: str, text: str, turn: int) -> list[Reply]:
        if self.down:
            raise DialogueUnavailable("对话服务暂不可用。")
        return await super().ask(conversation_id, text, turn)
