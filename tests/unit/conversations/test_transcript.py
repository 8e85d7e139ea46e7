"""The record: nothing twice, nothing lost, everything in order."""

import asyncio
from pathlib import Path

import pytest

from bot.conversations.incoming import Incoming
from bot.conversations.model import Author, Channel, Message
from bot.conversations.transcript import Transcript
from bot.errors import ConversationNotFound, InvalidInput, NotAuthorised
from bot.replies import Button, Citation, Reply


def said(number: int, text: str = "问题") -> Incoming:
    return Incoming(client_message_id=f"m{number}", text=text, sent=text)


async def test_a_token_opens_its_own_conversation_only(transcript: Transcript) -> None:
    one, token = await transcript.open(Channel.WEB)
    other, _ = await transcript.open(Channel.WEB)
    assert await transcript.authorise(one, token) == "bot"
    with pytest.raises(NotAuthorised):
        await transcript.authorise(other, token)
    with pytest.raises(ConversationNotFound):
        await transcript.authorise("0" * 32, token)


async def test_the_token_is_not_stored_in_the_clear(transcript: Transcript, tmp_path: Path) -> None:
    _, token = await transcript.open(Channel.WEB)
    assert all(token.encode() not in file.read_bytes() for file in tmp_path.glob("test.db*"))


async def test_the_same_message_is_stored_once(transcript: Transcript) -> None:
    conversation, _ = await transcript.open(Channel.WEB)
    first, mine = await transcript.store(conversation, said(1))
    again, mine_again = await transcript.store(conversation, said(1, "换了内容也一样"))
    assert (mine, mine_again) == (True, False)
    assert again.id == first.id
    assert [message.text for message in await transcript.history(conversation)] == ["问题"]


async def test_fifty_copies_at_once_are_stored_once(transcript: Transcript) -> None:
    conversation, _ = await transcript.open(Channel.WEB)
    results = await asyncio.gather(*(transcript.store(conversation, said(1)) for _ in range(50)))
    assert sum(mine for _, mine in results) == 1
    assert len(await transcript.history(conversation)) == 1


async def test_messages_count_from_one_without_gaps(transcript: Transcript) -> None:
    conversation, _ = await transcript.open(Channel.WEB)
    for number in range(3):
        turn, _ = await transcript.store(conversation, said(number))
        await transcript.finish(turn, [(Author.BOT, Reply("一")), (Author.BOT, Reply("二"))], limited=False)
    history = await transcript.history(conversation)
    assert [message.seq for message in history] == list(range(1, 10))
    assert [message.seq for message in await transcript.history(conversation, after=7)] == [8, 9]


async def test_a_reply_keeps_citations_and_buttons(transcript: Transcript) -> None:
    conversation, _ = await transcript.open(Channel.WEB)
    turn, _ = await transcript.store(conversation, said(1))
    reply = Reply("答", (Citation("民法典", "第一条"),), (Button("继续", "/affirm"),))
    result = await transcript.finish(turn, [(Author.BOT, reply)], limited=False)
    stored: Message = (await transcript.history(conversation))[-1]
    assert (stored.citations, stored.buttons) == (reply.citations, reply.buttons)
    assert result.messages == (stored,)


async def test_a_turn_is_closed_once(transcript: Transcript) -> None:
    conversation, _ = await transcript.open(Channel.WEB)
    turn, _ = await transcript.store(conversation, said(1))
    first = await transcript.finish(turn, [(Author.BOT, Reply("先"))], limited=False)
    second = await transcript.finish(turn, [(Author.BOT, Reply("后"))], limited=False)
    assert first.messages == second.messages
    assert len(await transcript.history(conversation)) == 2


async def test_only_offered_buttons_work_and_show_their_title(transcript: Transcript) -> None:
    conversation, _ = await transcript.open(Channel.WEB)
    turn, _ = await transcript.store(conversation, said(1))
    await transcript.finish(
        turn, [(Author.BOT, Reply("选", buttons=(Button("是", "/affirm"),)))], limited=False
    )
    pressed, _ = await transcript.store(conversation, Incoming("m2", payload="/affirm"))
    assert (pressed.text, pressed.sent) == ("是", "/affirm")
    with pytest.raises(InvalidInput, match="按钮已经失效"):
        await transcript.store(conversation, Incoming("m3", payload="/restart"))


async def test_turns_are_claimed_oldest_first_and_by_one_only(transcript: Transcript) -> None:
    conversation, _ = await transcript.open(Channel.WEB)
    first, mine = await transcript.store(conversation, said(1))
    second, mine_too = await transcript.store(conversation, said(2))
    assert (mine, mine_too) == (True, False)
    assert await transcript.claim_next(conversation) is None, "the first is being answered"
    await transcript.finish(first, [], limited=False)
    claimed = await transcript.claim_next(conversation)
    assert claimed is not None
    assert claimed.id == second.id
    assert await transcript.claim_next(conversation) is None


async def test_what_a_dead_process_claimed_can_be_claimed_again(transcript: Transcript) -> None:
    conversation, _ = await transcript.open(Channel.WEB)
    await transcript.store(conversation, said(1))
    assert await transcript.pending() == [conversation]
    await transcript.release_claims()
    assert (await transcript.claim_next(conversation)) is not None


async def test_a_chat_known_by_its_number_has_one_conversation(transcript: Transcript) -> None:
    ids = await asyncio.gather(*(transcript.open_external(Channel.TELEGRAM, "42") for _ in range(5)))
    assert len(set(ids)) == 1
    assert await transcript.open_external(Channel.TELEGRAM, "43") not in ids


async def test_delivery_is_remembered(transcript: Transcript) -> None:
    conversation = await transcript.open_external(Channel.TELEGRAM, "42")
    turn, _ = await transcript.store(conversation, said(1))
    await transcript.finish(turn, [(Author.BOT, Reply("答"))], limited=False)
    assert await transcript.undelivered(Channel.TELEGRAM) == [(conversation, "42", 0)]
    await transcript.mark_delivered(conversation, 2)
    await transcript.mark_delivered(conversation, 1)
    assert await transcript.undelivered(Channel.TELEGRAM) == []
