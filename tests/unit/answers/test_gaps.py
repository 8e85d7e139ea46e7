"""The gap list: recorded with the turn, counted once, grouped, erased in time."""

import io
from datetime import date, timedelta
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import select, text
from structlog.testing import capture_logs

from bot import migrations
from bot.answers import gaps
from bot.answers.gaps import Kind, knowledge_gaps
from bot.clock import today
from bot.conversations.incoming import Incoming
from bot.conversations.model import Author, Channel
from bot.conversations.transcript import Transcript
from bot.database import Database
from bot.replies import Note, Reply

DAY = date(2026, 11, 23)


async def put(database: Database, *notes: Note, day: date = DAY) -> None:
    async with database.transaction() as connection:
        await gaps.record(connection, notes, day)


async def lines(database: Database) -> list[tuple[date, str, str, str]]:
    columns = knowledge_gaps.c
    query = select(columns.day, columns.kind, columns.question, columns.shown).order_by(columns.id)
    async with database.reading() as connection:
        return [tuple(row) for row in await connection.execute(query)]


async def test_a_gap_is_stored_with_the_turn_and_leads_back_to_nobody(database: Database) -> None:
    transcript = Transcript(database)
    conversation, _ = await transcript.open(Channel.WEB)
    turn, _ = await transcript.store(conversation, Incoming("m1", text="问", sent="问"))
    reply = Reply("不知道", note=Note(Kind.UNANSWERED, "问"))
    for _ in range(2):  # a turn that is finished twice is recorded once
        await transcript.finish(turn, [(Author.BOT, reply)], limited=False)
    assert await lines(database) == [(today(), "unanswered", "问", "")]
    assert set(knowledge_gaps.c.keys()) == {"id", "day", "kind", "question", "shown"}


async def test_an_answer_survives_a_gap_list_that_fails(database: Database) -> None:
    transcript = Transcript(database)
    conversation, _ = await transcript.open(Channel.WEB)
    turn, _ = await transcript.store(conversation, Incoming("m1", text="问", sent="问"))
    async with database.transaction() as connection:
        await connection.execute(text("DROP TABLE knowledge_gaps"))
    with capture_logs() as logs:
        result = await transcript.finish(
            turn, [(Author.BOT, Reply("答", note=Note(Kind.UNANSWERED, "问")))], limited=False
        )
    assert [message.text for message in result.messages] == ["答"]
    assert [message.text for message in await transcript.history(conversation)] == ["问", "答"]
    assert [entry["event"] for entry in logs] == ["gap_not_recorded"]
    assert "问" not in str(logs)


async def test_a_changed_rating_takes_the_place_of_the_first(database: Database) -> None:
    other = Note(Kind.HELPFUL, "押金", "lease-deposit")
    await put(database, other, Note(Kind.HELPFUL, "工资", "wages"), day=DAY - timedelta(1))
    await put(database, Note(Kind.NOT_HELPFUL, "工资", "wages", "helpful", DAY - timedelta(1)))
    assert await lines(database) == [
        (DAY - timedelta(1), "helpful", "押金", "lease-deposit"),
        (DAY, "not_helpful", "工资", "wages"),
    ]


async def test_only_one_of_two_like_ratings_is_replaced(database: Database) -> None:
    await put(database, *[Note(Kind.HELPFUL, "工资", "wages")] * 2)  # two citizens
    await put(database, Note(Kind.NOT_HELPFUL, "工资", "wages", "helpful", DAY))
    assert [kind for _, kind, _, _ in await lines(database)] == ["helpful", "not_helpful"]


async def test_like_questions_count_together_and_the_most_frequent_comes_first(database: Database) -> None:
    await put(database, Note(Kind.UNANSWERED, "年会抽奖不给奖品怎么办？"))
    await put(
        database,
        Note(Kind.UNANSWERED, "请问合伙散伙怎么分"),
        Note(Kind.ASKED_BACK, "合伙散伙怎么分呢？", "lending"),
        Note(Kind.NOT_HELPFUL, "合伙散伙怎么分", "lending"),
        Note(Kind.HELPFUL, "合伙散伙怎么分", "lending"),
        Note(Kind.HELPFUL, "工资", "wages"),
    )
    first, second = await gaps.read(database, DAY)
    assert (first.misses, first.counts[Kind.HELPFUL], first.shown) == (3, 1, "lending")
    assert "散伙" in first.question
    assert (second.misses, second.question) == (1, "年会抽奖不给奖品怎么办？")


async def test_only_the_days_asked_for_are_read_and_old_lines_are_erased(database: Database) -> None:
    await put(database, Note(Kind.UNANSWERED, "旧"), day=DAY - timedelta(200))
    await put(database, Note(Kind.UNANSWERED, "新"))
    assert [gap.question for gap in await gaps.read(database, DAY - timedelta(30))] == ["新"]
    assert await gaps.erase(database, DAY - timedelta(180)) == 1
    assert [question for _, _, question, _ in await lines(database)] == ["新"]


def test_a_question_of_filling_alone_is_still_told_from_another() -> None:
    assert gaps.likeness("怎么办？") != gaps.likeness("咋办？")


async def test_the_command_prints_a_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import asyncio

    from bot.cli import gaps as command

    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'fawen.db'}")
    await migrations.upgrade(database)
    await put(database, *[Note(Kind.UNANSWERED, "年会抽奖不给[奖品]")] * 3, day=today())
    await database.close()
    monkeypatch.setenv("FAWEN_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("FAWEN_DATABASE_URL", raising=False)
    printed = Console(file=io.StringIO(), width=140)
    monkeypatch.setattr(command, "console", printed)
    await asyncio.to_thread(command.gaps, days=30, count=50)
    shown = printed.file.getvalue()  # type: ignore[attr-defined]
    assert "年会抽奖不给[奖品]" in shown
    assert "没答上" in shown
    assert "共 1 个问题" in shown
