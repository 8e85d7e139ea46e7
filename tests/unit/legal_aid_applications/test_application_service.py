"""The use cases over SQLite and PostgreSQL."""

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import func, select

from bot.conversations.model import Channel
from bot.conversations.transcript import Transcript
from bot.database import Database
from bot.errors import InvalidInput
from bot.legal_aid.applications.errors import (
    AlreadyHandled,
    ApplicationNotFound,
    ConsentMissing,
    GuardianMissing,
    NotConfirmed,
    NotPossibleNow,
    NotYours,
    StillBeingHandled,
    SupplementAlreadyAsked,
    TooManyLookups,
)
from bot.legal_aid.applications.model import Key
from bot.legal_aid.applications.pace import LookupPace
from bot.legal_aid.applications.personal import Ground, Representative
from bot.legal_aid.applications.service import Applications
from bot.legal_aid.applications.standing import CITIZEN, Actor
from bot.legal_aid.applications.states import Role, State
from bot.legal_aid.applications.tables import (
    application_events,
    application_papers,
    application_statistics,
)
from bot.legal_aid.applications.tables import applications as rows
from bot.vault import CannotOpen
from tests.unit.legal_aid_applications.samples import Calendar, applicant, consent, service, submission

ANNA, BO = Actor(Role.STAFF, "安娜"), Actor(Role.STAFF, "老薄")
BUREAU = Actor(Role.BUREAU, "局里")
PHONE = "+8613812341234"


async def handed_in(applications: Applications, request_id: str = "r1", **changes) -> tuple[str, Key]:
    number = (await applications.submit(submission(request_id, **changes))).number
    return number, await applications.key_by_phone(number, PHONE, request_id)


async def count(database: Database, table) -> int:
    async with database.reading() as connection:
        return int((await connection.execute(select(func.count()).select_from(table))).scalar_one())


async def test_handing_in_gives_a_number_and_starts_the_clock(applications: Applications) -> None:
    receipt = await applications.submit(submission())
    assert receipt.number == "LQ-2026-000001-" + receipt.number[-1]
    assert receipt.standing.state is State.SUBMITTED
    assert receipt.standing.decide_by == date(2026, 3, 9)


async def test_what_was_handed_in_comes_back_whole(applications: Applications) -> None:
    _, key = await handed_in(applications)
    case = (await applications.file(key)).case
    assert case.applicant == applicant()
    assert case.assessment == submission().assessment


async def test_fifty_tries_of_one_request_hand_in_once(
    applications: Applications, database: Database
) -> None:
    receipts = await asyncio.gather(*(applications.submit(submission()) for _ in range(50)))
    assert len({receipt.number for receipt in receipts}) == 1
    assert await count(database, rows) == 1
    assert await count(database, application_events) == 1


async def test_many_at_once_get_a_number_each_without_gaps(applications: Applications) -> None:
    receipts = await asyncio.gather(*(applications.submit(submission(f"r{one}")) for one in range(40)))
    serials = sorted(int(receipt.number.split("-")[2]) for receipt in receipts)
    assert serials == list(range(1, 41))


async def test_somebody_elses_request_id_does_not_give_their_number(applications: Applications) -> None:
    await applications.submit(submission())
    with pytest.raises(InvalidInput, match="什么都没有存"):
        await applications.submit(submission(applicant=applicant(phone="+8613912341234")))


@pytest.mark.parametrize("given", [None, consent(sensitive=False)])
async def test_without_consent_nothing_is_stored(
    applications: Applications, database: Database, given
) -> None:
    with pytest.raises(ConsentMissing, match="没有存"):
        await applications.submit(submission(consent=given))
    with pytest.raises(ConsentMissing):
        await applications.save_draft("r1", "c" * 32, given, {"name": "王小明"})
    assert await count(database, rows) == 0


async def test_for_a_child_under_fourteen_a_guardian_consents_and_applies(applications: Applications) -> None:
    child = applicant(id_number=None, born=date(2012, 3, 3))
    mother = Representative("王大明", "母亲", Ground.WARD)
    for given in (submission(applicant=child), submission(applicant=replace(child, representative=mother))):
        with pytest.raises(GuardianMissing, match="监护人"):
            await applications.submit(given)
    whole = submission(applicant=replace(child, representative=mother), consent=consent(by_guardian=True))
    _, key = await handed_in(applications, applicant=whole.applicant, consent=whole.consent)
    assert (await applications.file(key)).case.consent.by_guardian
    assert not replace(child, born=date(2012, 3, 2)).under_fourteen(date(2026, 3, 2))


async def test_a_draft_is_kept_for_its_conversation_and_becomes_the_application(
    applications: Applications, database: Database, transcript: Transcript
) -> None:
    conversation_id, _ = await transcript.open(Channel.WEB)
    await applications.save_draft("r1", conversation_id, consent(), {"name": "王"})
    await applications.save_draft("r1", conversation_id, consent(), {"name": "王小明"})
    assert await applications.draft("r1", conversation_id) == {"name": "王小明"}
    assert await applications.draft("r1", "0" * 32) is None
    receipt = await applications.submit(submission(conversation_id=conversation_id))
    assert await count(database, rows) == 1
    assert await applications.draft("r1", conversation_id) is None
    assert await applications.key_by_conversation(receipt.number, conversation_id)
    with pytest.raises(NotPossibleNow, match="已经提交"):
        await applications.save_draft("r1", conversation_id, consent(), {"name": "李四"})


async def test_a_draft_is_forgotten_on_request_and_when_stale(
    applications: Applications, database: Database, transcript: Transcript, calendar: Calendar
) -> None:
    conversation_id, _ = await transcript.open(Channel.WEB)
    await applications.save_draft("r1", conversation_id, consent(), {"name": "王小明"})
    await applications.drop_draft("r1", conversation_id)
    assert await count(database, rows) == 0
    await applications.save_draft("r2", conversation_id, consent(), {"name": "王小明"})
    calendar.pass_days(29)
    assert (await applications.expire()).drafts == 0
    calendar.pass_days(2)
    assert (await applications.expire()).drafts == 1
    assert await count(database, application_statistics) == 0


async def test_number_and_phone_are_both_needed_and_both_failures_sound_alike(
    applications: Applications,
) -> None:
    number, _ = await handed_in(applications)
    said = set()
    for wrong_number, wrong_phone in ((number, "+8613912341234"), ("LQ-2026-000009-9", PHONE)):
        with pytest.raises(ApplicationNotFound) as refused:
            await applications.status(wrong_number, wrong_phone, "me")
        said.add(refused.value.detail)
    assert len(said) == 1
    shown = await applications.status(number, PHONE, "me")
    assert (shown["state"], shown["applicant"]["name"]) == ("submitted", "王**")


async def test_guessing_is_slowed_down_for_the_guesser_and_for_the_number(
    database: Database, papers_folder: Path, calendar: Calendar, keys: list[str]
) -> None:
    pace = LookupPace(per_minute=3, per_hour=10, failures_per_hour=5)
    applications = service(database, papers_folder, calendar, keys, pace)
    number = (await applications.submit(submission())).number
    outcomes: Counter[str] = Counter()
    for guess in range(8):
        try:
            await applications.key_by_phone(number, f"+861381234{guess:04d}", f"guesser {guess // 4}")
        except (ApplicationNotFound, TooManyLookups) as error:
            outcomes[type(error).__name__] += 1
    assert outcomes == {"ApplicationNotFound": 5, "TooManyLookups": 3}
    with pytest.raises(TooManyLookups) as slowed:
        await applications.key_by_phone(number, PHONE, "somebody else")
    assert slowed.value.retry_after > 0


async def test_the_whole_way_from_receipt_to_the_end(applications: Applications, calendar: Calendar) -> None:
    number, key = await handed_in(applications)
    await applications.ask_supplement(number, ANNA, ["工资条", "劳动合同"], date(2026, 3, 6))
    shown = (await applications.file(key)).overview(calendar())
    assert shown["note"] == "工资条\n劳动合同"
    assert [(one["title"], one["due"]) for one in shown["clocks"]] == [
        ("补材料", "2026-03-06"),
        ("作出决定", "2026-03-09"),
    ]
    await applications.answer_supplement(key)
    with pytest.raises(SupplementAlreadyAsked):
        await applications.ask_supplement(number, BO, ["身份证"])
    granted = await applications.grant(number, ANNA, aid_first=True)
    assert granted.aid_first
    assert granted.standing.assign_by == date(2026, 3, 5)
    await applications.assign(number, ANNA, "赵律师")
    await applications.close(number, ANNA)
    history = (await applications.file(key)).history
    assert [(one.event, one.by.name) for one in history] == [
        ("submit", ""),
        ("ask_supplement", "安娜"),
        ("answer_supplement", ""),
        ("grant", "安娜"),
        ("assign", "安娜"),
        ("close", "安娜"),
    ]


async def test_a_refusal_gives_reasons_and_an_objection_can_turn_it(applications: Applications) -> None:
    number, key = await handed_in(applications)
    await applications.refuse(number, ANNA, "收入高于标准")
    await applications.object(key)
    with pytest.raises(NotYours):
        await applications.decide_objection(number, ANNA, upheld=True, reasons="没有错")
    changed = await applications.decide_objection(number, BUREAU, upheld=False, reasons="支出没有算")
    assert changed.standing.state is State.CHANGED
    assert (await applications.grant(number, ANNA)).standing.state is State.GRANTED


async def test_a_citizen_takes_no_step_of_the_staff(applications: Applications) -> None:
    number, _ = await handed_in(applications)
    with pytest.raises(NotYours):
        await applications.grant(number, CITIZEN)


async def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told(applications: Applications) -> None:
    for one in range(8):
        number, key = await handed_in(applications, f"r{one}")
        results = await asyncio.gather(
            applications.grant(number, ANNA),
            applications.refuse(number, BO, "收入高于标准"),
            return_exceptions=True,
        )
        (loser,) = [result for result in results if isinstance(result, Exception)]
        assert isinstance(loser, AlreadyHandled)
        file = await applications.file(key)
        assert len(file.history) == 2
        winner = "安娜" if file.case.standing.state is State.GRANTED else "老薄"
        assert winner in loser.detail
        assert "没有生效" in loser.detail


async def test_a_citizen_who_withdraws_after_the_decision_is_told_where_it_stands(
    applications: Applications,
) -> None:
    number, key = await handed_in(applications)
    await applications.grant(number, ANNA)
    with pytest.raises(NotPossibleNow, match="同意援助") as refused:
        await applications.withdraw(key)
    assert not isinstance(refused.value, AlreadyHandled)


async def test_a_detainees_application_is_forwarded_first(
    applications: Applications, calendar: Calendar
) -> None:
    number, _ = await handed_in(applications, through_custody=True)
    with pytest.raises(NotPossibleNow, match="正在转交"):
        await applications.grant(number, ANNA)
    calendar.pass_days(0.5)
    forwarded = await applications.forward(number, ANNA)
    assert forwarded.standing.decide_by == date(2026, 3, 10)


async def test_a_supplement_that_nobody_answers_lapses_the_night_after(
    applications: Applications, calendar: Calendar
) -> None:
    number, key = await handed_in(applications)
    await applications.ask_supplement(number, ANNA, ["工资条"], date(2026, 3, 4))
    calendar.pass_days(2)
    assert (await applications.expire()).lapsed == 0
    calendar.pass_days(1)
    assert (await applications.expire()).lapsed == 1
    file = await applications.file(key)
    assert file.case.standing.state is State.WITHDRAWN
    assert file.history[-1].by.role is Role.SYSTEM


async def test_papers_that_came_without_a_word_count_as_an_answer(
    applications: Applications, calendar: Calendar
) -> None:
    number, key = await handed_in(applications)
    await applications.ask_supplement(number, ANNA, ["工资条"], date(2026, 3, 4))
    calendar.pass_days(1)
    await applications.announce_paper(key, "工资条")
    calendar.pass_days(5)
    done = await applications.expire()
    assert (done.lapsed, done.answered) == (0, 1)
    assert (await applications.file(key)).case.standing.state is State.SUBMITTED


async def test_what_waits_is_listed_urgent_first_then_by_how_pressing_it_is(
    applications: Applications, calendar: Calendar
) -> None:
    late, _ = await handed_in(applications, "late")
    calendar.pass_days(6)
    fresh, _ = await handed_in(applications, "fresh")
    urgent, _ = await handed_in(applications, "urgent", urgent=True)
    done, _ = await handed_in(applications, "done")
    await applications.refuse(done, ANNA, "不属于范围")
    green, _ = await handed_in(
        applications, "green", green_channel="veterans", promised_decide_days=0, promised_assign_days=0
    )
    calendar.pass_days(2)
    listed = await applications.due()
    assert [one.case.number for one in listed] == [urgent, green, late, fresh]
    assert [one.clocks[0].status for one in listed] == ["running", "red", "red", "running"]


async def test_erasing_needs_a_yes_and_leaves_only_a_line_of_statistics(
    applications: Applications, database: Database, papers_folder: Path
) -> None:
    number, key = await handed_in(applications, brings=("身份证复印件",))
    await applications.add_paper(key, "王小明.pdf", b"%PDF-1.7 x")
    with pytest.raises(NotConfirmed, match="先撤回"):
        await applications.erase(key, confirmed=False)
    await applications.erase(key, confirmed=True)
    assert [await count(database, table) for table in (rows, application_events, application_papers)] == [
        0
    ] * 3
    assert [path for path in papers_folder.rglob("*") if path.is_file()] == []
    with pytest.raises(ApplicationNotFound):
        await applications.status(number, PHONE, "me")
    with pytest.raises(ApplicationNotFound):
        await applications.erase(key, confirmed=True)
    async with database.reading() as connection:
        (line,) = (await connection.execute(select(application_statistics))).all()
    assert (line.matter, line.final_state, line.year) == ("labour_pay", "withdrawn", 2026)


async def test_aid_under_way_is_not_erased_from_under_the_lawyer(applications: Applications) -> None:
    number, key = await handed_in(applications)
    await applications.grant(number, ANNA)
    with pytest.raises(StillBeingHandled, match="四十八"):
        await applications.erase(key, confirmed=True)
    assert (await applications.file(key)).case.standing.state is State.GRANTED


async def test_what_ended_is_erased_when_its_time_is_over(
    applications: Applications, database: Database, calendar: Calendar
) -> None:
    number, _ = await handed_in(applications)
    await handed_in(applications, "open")
    calendar.pass_days(3)
    await applications.refuse(number, ANNA, "不属于范围")
    calendar.pass_days(729)
    assert (await applications.expire()).erased == 0
    calendar.pass_days(2)
    assert (await applications.expire()).erased == 1
    async with database.reading() as connection:
        (line,) = (await connection.execute(select(application_statistics))).all()
    assert (line.final_state, line.days_to_decide) == ("refused", 3)
    assert await count(database, rows) == 1


async def test_everything_kept_of_the_person_is_handed_out(applications: Applications) -> None:
    number, key = await handed_in(applications, brings=("身份证复印件",))
    await applications.refuse(number, ANNA, "收入高于标准")
    export = await applications.export(key)
    assert export["applicant"]["id_number"] == "11010519491231002X"
    assert export["assessment"]["facts"]
    assert [paper["name"] for paper in export["papers"]] == ["身份证复印件"]
    assert export["history"][-1]["note"] == "收入高于标准"
    assert export["consent"]["version"] == "0123456789abcdef"


async def test_keys_rotate_without_losing_anything(
    applications: Applications, database: Database, papers_folder: Path, calendar: Calendar, keys: list[str]
) -> None:
    number, key = await handed_in(applications)
    paper = await applications.add_paper(key, "a.pdf", b"%PDF-1.7 x")
    await applications.refuse(number, ANNA, "收入高于标准")
    newer = Fernet.generate_key().decode()
    both = service(database, papers_folder, calendar, [newer, *keys])
    assert (await both.status(number, PHONE, "me"))["note"] == "收入高于标准"
    assert await both.reseal() == 2
    assert await both.reseal() == 0
    alone = service(database, papers_folder, calendar, [newer])
    assert (await alone.status(number, PHONE, "me"))["note"] == "收入高于标准"
    assert (await alone.paper(key, paper.id))[1] == b"%PDF-1.7 x"
    with pytest.raises(CannotOpen, match="FAWEN_DATA_KEYS"):
        await applications.file(key)
