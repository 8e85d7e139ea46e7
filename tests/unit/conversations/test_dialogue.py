"""The client of Rasa, against a small real HTTP server."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from bot.conversations.dialogue import RasaClient
from bot.errors import DialogueUnavailable
from bot.replies import Button, Citation, Reply


@dataclass
class Server:
    """Answers every request with the same status and body, after a delay."""

    status: int = 200
    body: str = "[]"
    delay_s: float = 0.0
    calls: list[bytes] = field(default_factory=list)
    port: int = 0

    async def handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(
            (
                int(line.split(b":")[1])
                for line in head.split(b"\r\n")
                if line.lower().startswith(b"content-length")
            ),
            0,
        )
        self.calls.append(await reader.readexactly(length))
        await asyncio.sleep(self.delay_s)
        data = self.body.encode()
        writer.write(
            f"HTTP/1.1 {self.status} X\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(data)}\r\nConnection: close\r\n\r\n".encode()
            + data
        )
        await writer.drain()
        writer.close()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    one = Server()
    listening = await asyncio.start_server(one.handle, "127.0.0.1", 0)
    one.port = listening.sockets[0].getsockname()[1]
    yield one
    listening.close()


@pytest.fixture
async def client(server: Server) -> AsyncIterator[RasaClient]:
    one = RasaClient(f"http://127.0.0.1:{server.port}", timeout_s=0.3)
    yield one
    await one.close()


async def test_replies_of_our_actions_come_through_whole(server: Server, client: RasaClient) -> None:
    reply = Reply("答", (Citation("民法典", "第一条", "文"),), (Button("继续", "/affirm"),))
    server.body = json.dumps([{"recipient_id": "c", "custom": reply.as_dict()}])
    assert await client.ask("c", "问", 7) == [reply]
    assert json.loads(server.calls[0]) == {"sender": "c", "message": "问", "metadata": {"turn": 7}}


async def test_rasas_own_responses_come_through(server: Server, client: RasaClient) -> None:
    server.body = json.dumps(
        [{"recipient_id": "c", "text": "您好", "buttons": [{"title": "是", "payload": "/affirm"}]}]
    )
    assert await client.ask("c", "问") == [Reply("您好", buttons=(Button("是", "/affirm"),))]


@pytest.mark.parametrize(
    ("status", "body"),
    [(200, "[]"), (200, "nonsense"), (200, '[{"image": "x"}]'), (500, "[]"), (503, "busy")],
)
async def test_an_answer_that_is_no_answer_fails_this_turn_only(
    server: Server, client: RasaClient, status: int, body: str
) -> None:
    server.status, server.body = status, body
    with pytest.raises(DialogueUnavailable):
        await client.ask("c", "问")
    server.status, server.body = 200, '[{"text": "好"}]'
    assert await client.ask("c", "问") == [Reply("好")]


async def test_after_a_time_out_citizens_do_not_wait_again_until_it_is_seen_ready(
    server: Server, client: RasaClient
) -> None:
    server.delay_s = 1.0
    with pytest.raises(DialogueUnavailable):
        await client.ask("c", "问")
    server.delay_s, server.body = 0.0, '[{"text": "好"}]'
    with pytest.raises(DialogueUnavailable):
        await client.ask("c", "问")
    assert len(server.calls) == 1
    assert await client.ready()
    client.wake()
    assert await client.ask("c", "问") == [Reply("好")]


async def test_nobody_listening_is_unavailable_and_not_ready() -> None:
    client = RasaClient("http://127.0.0.1:9", timeout_s=0.3)
    with pytest.raises(DialogueUnavailable):
        await client.ask("c", "问")
    assert not await client.ready()
    await client.close()
