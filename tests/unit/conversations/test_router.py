"""Who answers, in which order, and what happens when the dialogue is down."""

import asyncio

import pytest

from bot.conversations.events import Bell
from bot.conversations.incoming import Incoming
from bot.conversations.model import Author, Channel
from bot.conversations.router import FAILED, LIMITED, Router
from bot.conversations.transcript import Transcript
from bot.replies import Reply
from tests.support.dialogues import BrokenDialogue, EchoDialogue


async def from_knowledge(sent: str, _: str, __: int) -> list[Reply]:
    return [Reply(f"知识库：{sent}")]


def said(number: int, text: str) -> Incoming:
    return Incoming(client_message_id=f"m{number}", text=text, sent=text)


@pytest.fixture
async def conversation(transcript: Transcript) -> str:
    return (await transcript.open(Channel.WEB))[0]


async def test_the_same_message_again_gives_the_same_replies_and_is_asked_once(
    transcript: Transcript, bell: Bell, conversation: str
) -> None:
    dialogue = EchoDialogue()
    router = Router(transcript, dialogue, from_knowledge, bell)
    first = await router.receive(conversation, said(1, "工资"))
    assert await router.receive(conversation, said(1, "工资")) == first
    assert dialogue.asked == ["工资"]


async def test_a_copy_sent_while_the_first_is_answered_waits_for_it(
    transcript: Transcript, bell: Bell, conversation: str
) -> None:
    dialogue = EchoDialogue(delay_s=0.1)
    router = Router(transcript, dialogue, from_knowledge, bell)
    both = await asyncio.gather(*(router.receive(conversation, said(1, "工资")) for _ in range(2)))
    assert both[0] == both[1]
    assert dialogue.asked == ["工资"]


async def test_turns_sent_at_once_are_answered_in_the_order_stored(
    transcript: Transcript, bell: Bell, conversation: str
) -> None:
    dialogue = EchoDialogue(delay_s=0.01)
    router = Router(transcript, dialogue, from_knowledge, bell)
    await asyncio.gather(*(router.receive(conversation, said(n, f"第{n}句")) for n in range(20)))
    history = await transcript.history(conversation)
    spoken = [m.text for m in history if m.author is Author.CITIZEN]
    assert dialogue.asked == spoken
    assert [m.text for m in history if m.author is Author.BOT] == [f"您说的是：{text}" for text in spoken]
    assert [m.seq for m in history] == list(range(1, 41))


async def test_one_slow_conversation_does_not_hold_up_another(transcript: Transcript, bell: Bell) -> None:
    slow, quick = [(await transcript.open(Channel.WEB))[0] for _ in range(2)]
    dialogue = EchoDialogue(delay_s=0.3)
    router = Router(transcript, dialogue, from_knowledge, bell)
    held_up = asyncio.create_task(router.receive(slow, said(1, "慢")))
    await asyncio.sleep(0.05)
    dialogue.delay_s = 0
    await asyncio.wait_for(router.receive(quick, said(1, "快")), 0.2)
    await held_up


async def test_while_the_dialogue_is_down_the_knowledge_base_answers_and_says_so_once(
    transcript: Transcript, bell: Bell, conversation: str
) -> None:
    dialogue = BrokenDialogue()
    router = Router(transcript, dialogue, from_knowledge, bell)
    first = await router.receive(conversation, said(1, "工资"))
    second = await router.receive(conversation, said(2, "工伤"))
    dialogue.down = False
    third = await router.receive(conversation, said(3, "你好"))
    assert [(m.author, m.text) for m in first.messages] == [
        (Author.SYSTEM, LIMITED.text),
        (Author.BOT, "知识库：工资"),
    ]
    assert [m.text for m in second.messages] == ["知识库：工伤"]
    assert [m.text for m in third.messages] == ["您说的是：你好"]


async def test_a_caller_that_goes_away_loses_nothing(
    transcript: Transcript, bell: Bell, conversation: str
) -> None:
    router = Router(transcript, EchoDialogue(delay_s=0.1), from_knowledge, bell)
    caller = asyncio.create_task(router.receive(conversation, said(1, "工资")))
    while not await transcript.history(conversation):
        await asyncio.sleep(0.01)
    caller.cancel()
    while len(await transcript.history(conversation)) < 2:
        await asyncio.sleep(0.01)
    assert [m.text for m in await transcript.history(conversation)] == ["工资", "您说的是：工资"]


async def test_turns_left_by_a_dead_process_are_answered_at_the_next_start(
    transcript: Transcript, bell: Bell, conversation: str
) -> None:
    await transcript.store(conversation, said(1, "没来得及答的"))
    await transcript.store(conversation, said(2, "后一句"))
    await transcript.release_claims()
    router = Router(transcript, EchoDialogue(), from_knowledge, bell)
    assert await router.resume() == 1
    texts = [m.text for m in await transcript.history(conversation)]
    assert texts == ["没来得及答的", "后一句", "您说的是：没来得及答的", "您说的是：后一句"]


async def test_when_nothing_can_answer_the_citizen_is_told_and_the_next_turn_goes_on(
    transcript: Transcript, bell: Bell, conversation: str
) -> None:
    async def fails(*_: object) -> list[Reply]:
        raise RuntimeError("boom")

    dialogue = BrokenDialogue()
    router = Router(transcript, dialogue, fails, bell)
    result = await router.receive(conversation, said(1, "工资"))
    assert result.messages[-1].text == FAILED.text
    dialogue.down = False
    assert (await router.receive(conversation, said(2, "工伤"))).messages[0].text == "您说的是：工伤"
    assert await transcript.pending() == []
