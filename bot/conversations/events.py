"""Waking those who watch a conversation: event streams and pushing channels."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager


class Bell:
    """Rings when a conversation has something new.

    What is new is always read from the record, so a ring that is missed delays and never loses:
    watchers also look after ``patience_s`` seconds of silence.
    """

    def __init__(self) -> None:
        self._watchers: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._anything: set[asyncio.Event] = set()

    def ring(self, conversation_id: str) -> None:
        """Tell every watcher."""
        for event in (*self._watchers.get(conversation_id, ()), *self._anything):
            event.set()

    async def listen(self, conversation_id: str | None, patience_s: float) -> AsyncIterator[bool]:
        """Yields at once, then at each ring (True) or after ``patience_s`` of silence (False).

        ``None`` listens to all conversations.
        """
        with self._watching(conversation_id) as event:
            yield True
            while True:
                try:
                    # Not wait_for: on Python 3.11 it can swallow a cancellation that comes with a ring.
                    async with asyncio.timeout(patience_s):
                        await event.wait()
                except TimeoutError:
                    yield False
                else:
                    event.clear()
                    yield True

    @contextmanager
    def _watching(self, conversation_id: str | None) -> Iterator[asyncio.Event]:
        event = asyncio.Event()
        group = self._anything if conversation_id is None else self._watchers[conversation_id]
        group.add(event)
        try:
            yield event
        finally:
            group.discard(event)
            if conversation_id is not None and not group:
                self._watchers.pop(conversation_id, None)
