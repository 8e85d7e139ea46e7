"""Looking back on a conversation: what was answered before the turn at hand, and no more."""

import pytest

from bot.clock import today
from bot.conversations import recall
from bot.conversations.incoming import Incoming
from bot.conversations.model import Author, Channel
from bot.conversations.recall import Recall
from bot.conversations.transcript import Transcript
from bot.database import Database
from bot.replies import Button, Citation, Reply

REPLY = Reply("答", (Citation("民法典", "第一条"),), (Button("钮", "/x"),))


async def talk(transcript: Transcript, conversation: str, *texts: str, answered: bool = True) -> None:
    for text in texts:
        turn, _ = await transcript.store(conversation, Incoming(f"m-{text}", text=text, sent=text))
        if answered:
            await transcript.finish(
                turn, [(Author.SYSTEM, Reply("提示")), (Author.BOT, REPLY)], limited=False
            )


async def test_turns_come_in_order_with_their_replies_and_their_day(
    transcript: Transcript, database: Database
) -> None:
    conversation, _ = await transcript.open(Channel.WEB)
    other, _ = await transcript.open(Channel.WEB)
    await talk(transcript, conversation, "一", "二")
    await talk(transcript, other, "别人的")
    first, second = await Recall(database).before(conversation)
    assert (first.sent, second.sent) == ("一", "二")
    assert first.replies == (Reply("提示"), REPLY)
    assert first.day == today()


async def test_what_waits_behind_the_turn_at_hand_is_not_the_past(
    transcript: Transcript, database: Database
) -> None:
    conversation, _ = await transcript.open(Channel.WEB)
    await talk(transcript, conversation, "一")
    await talk(transcript, conversation, "正在答", "还在等", answered=False)
    assert [exchange.sent for exchange in await Recall(database).before(conversation)] == ["一"]


async def test_only_the_latest_turns_are_looked_at(
    transcript: Transcript, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recall, "MOST", 2)
    conversation, _ = await transcript.open(Channel.WEB)
    await talk(transcript, conversation, "一", "二", "三")
    assert [exchange.sent for exchange in await Recall(database).before(conversation)] == ["二", "三"]


async def test_a_new_conversation_has_no_past(transcript: Transcript, database: Database) -> None:
    conversation, _ = await transcript.open(Channel.WEB)
    assert await Recall(database).before(conversation) == []
