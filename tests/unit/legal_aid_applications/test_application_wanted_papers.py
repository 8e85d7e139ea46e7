"""Which papers are wanted, what answers them, the same paper twice, and taking one back."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import update

from bot.legal_aid.applications.errors import ApplicationNotFound, NotPossibleNow
from bot.legal_aid.applications.model import Key
from bot.legal_aid.applications.service import Applications
from bot.legal_aid.applications.standing import Actor
from bot.legal_aid.applications.states import Role, State
from bot.legal_aid.applications.tables import application_papers
from bot.legal_aid.applications.wanted import Wanted, wanted_papers
from tests.unit.legal_aid_applications.samples import Calendar, submission

ANNA = Actor(Role.STAFF, "安娜")
IDENTITY, WAGES = Wanted("identity", "身份证"), Wanted("matter-1", "工资条、欠条")
SNAPSHOT = {"papers": [{"id": one.id, "text": one.text, "source": None} for one in (IDENTITY, WAGES)]}


@pytest.fixture
async def number(applications: Applications) -> str:
    return (await applications.submit(submission(assessment=SNAPSHOT))).number


@pytest.fixture
async def key(applications: Applications, number: str) -> Key:
    return await applications.key_by_phone(number, "+8613812341234", "me")


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_the_screening_says_what_is_wanted_until_the_institution_does(
    applications: Applications, number: str, key: Key
) -> None:
    assert wanted_papers(await applications.file(key)) == (IDENTITY, WAGES)
    await applications.ask_supplement(number, ANNA, ["居住证", "务工合同"])
    await applications.add_paper(key, "a.pdf", b"%PDF-1.7")
    asked = (Wanted("asked-1", "居住证"), Wanted("asked-2", "务工合同"))
    assert wanted_papers(await applications.file(key)) == asked
    await applications.answer_supplement(key)
    assert wanted_papers(await applications.file(key)) == (IDENTITY, WAGES)


async def test_without_a_screening_nothing_is_wanted(applications: Applications) -> None:
    number = (await applications.submit(submission("r2", assessment={}))).number
    key = await applications.key_by_phone(number, "+8613812341234", "me")
    assert wanted_papers(await applications.file(key)) == ()


async def test_a_paper_knows_what_it_answers_and_that_is_sealed(applications: Applications, key: Key) -> None:
    await applications.add_paper(key, "a.pdf", b"%PDF-1.7", "matter-1")
    await applications.announce_paper(key, "身份证", "identity")
    await applications.announce_paper(key, "别的", "not-wanted-any-more")
    papers = (await applications.file(key)).papers
    assert {(one.name, one.wanted) for one in papers} == {
        ("a.pdf", ("matter-1",)),
        ("身份证", ("identity",)),
        ("别的", ()),
    }
    async with applications.database.reading() as connection:
        rows = (await connection.execute(application_papers.select())).all()
    assert not [row for row in rows if "matter-1" in str(row)]


async def test_a_name_sealed_alone_still_opens(applications: Applications, key: Key) -> None:
    paper = await applications.add_paper(key, "a.pdf", b"%PDF-1.7")
    async with applications.database.transaction() as connection:
        sealed = applications.vault.seal_json("a.pdf")
        change = update(application_papers).values(sealed_name=sealed)
        await connection.execute(change)
    assert (await applications.file(key)).papers == (paper,)


async def test_the_same_bytes_again_are_the_same_paper_and_may_answer_more(
    applications: Applications, key: Key, papers_folder: Path
) -> None:
    first = await applications.add_paper(key, "一张.pdf", b"%PDF-1.7", "identity")
    again = await applications.add_paper(key, "又一张.pdf", b"%PDF-1.7", "matter-1")
    assert (again.id, again.name, again.wanted) == (first.id, "一张.pdf", ("identity", "matter-1"))
    assert (await applications.file(key)).papers == (again,)
    assert len(files(papers_folder)) == 1
    assert await applications.paper(key, first.id) == (again, b"%PDF-1.7")


async def test_sent_again_a_paper_whose_file_was_lost_is_whole_again(
    applications: Applications, key: Key, papers_folder: Path
) -> None:
    paper = await applications.add_paper(key, "a.pdf", b"%PDF-1.7")
    files(papers_folder)[0].unlink()
    await applications.add_paper(key, "a.pdf", b"%PDF-1.7")
    assert (await applications.paper(key, paper.id))[1] == b"%PDF-1.7"


async def test_ten_times_at_once_is_one_paper_and_one_file(
    applications: Applications, key: Key, papers_folder: Path
) -> None:
    sent = [applications.add_paper(key, "a.pdf", b"%PDF-1.7") for _ in range(10)]
    said = [applications.announce_paper(key, "身份证") for _ in range(10)]
    taken = await asyncio.gather(*sent, *said)
    assert len({one.id for one in taken}) == 2
    assert len((await applications.file(key)).papers) == 2
    assert len(files(papers_folder)) == 1


async def test_another_applications_same_paper_is_another(applications: Applications, key: Key) -> None:
    number = (await applications.submit(submission("r2"))).number
    other = await applications.key_by_phone(number, "+8613812341234", "me")
    mine, theirs = [await applications.add_paper(one, "a.pdf", b"%PDF-1.7") for one in (key, other)]
    assert mine.id != theirs.id


async def test_an_old_paper_sent_again_answers_what_was_asked_for(
    applications: Applications, calendar: Calendar, number: str, key: Key
) -> None:
    await applications.add_paper(key, "a.pdf", b"%PDF-1.7")
    calendar.pass_days(1)
    await applications.ask_supplement(number, ANNA, ["工资条"])
    calendar.pass_days(1)
    await applications.add_paper(key, "a.pdf", b"%PDF-1.7")
    calendar.pass_days(30)
    done = await applications.expire()
    assert (done.answered, done.lapsed) == (1, 0)


async def test_a_paper_taken_back_is_gone_and_the_trail_says_so(
    applications: Applications, number: str, key: Key, papers_folder: Path
) -> None:
    paper = await applications.add_paper(key, "拍错了.pdf", b"%PDF-1.7")
    brought = await applications.announce_paper(key, "身份证")
    await applications.ask_supplement(number, ANNA, ["工资条"])
    await applications.remove_paper(key, paper.id)
    await applications.remove_paper(key, brought.id)
    file = await applications.file(key)
    assert file.papers == ()
    assert files(papers_folder) == []
    assert file.case.standing.state is State.SUPPLEMENT_ASKED
    assert [one.note for one in file.history if not one.moved] == ["拍错了.pdf", "身份证"]
    assert "申请人于" in file.history[-1].told()
    assert file.overview(applications.now())["note"] == "工资条", "what the institution wants still shows"
    with pytest.raises(ApplicationNotFound, match="没有这份材料"):
        await applications.remove_paper(key, paper.id)


async def test_after_the_decision_no_paper_is_taken_back(
    applications: Applications, number: str, key: Key
) -> None:
    paper = await applications.add_paper(key, "a.pdf", b"%PDF-1.7")
    assert applications.paper_desk(await applications.file(key))["may_remove_papers"]
    await applications.grant(number, ANNA)
    with pytest.raises(NotPossibleNow, match="同意援助"):
        await applications.remove_paper(key, paper.id)
    desk = applications.paper_desk(await applications.file(key))
    assert (desk["may_add_papers"], desk["may_remove_papers"]) == (True, False)
    assert (await applications.paper(key, paper.id))[1] == b"%PDF-1.7"


async def test_another_applications_paper_is_not_taken_back(applications: Applications, key: Key) -> None:
    paper = await applications.add_paper(key, "a.pdf", b"%PDF-1.7")
    number = (await applications.submit(submission("r2"))).number
    other = await applications.key_by_phone(number, "+8613812341234", "me")
    with pytest.raises(ApplicationNotFound):
        await applications.remove_paper(other, paper.id)
    assert len((await applications.file(key)).papers) == 1


async def test_what_is_taken_is_said_as_it_is_checked(applications: Applications, key: Key) -> None:
    rules = applications.paper_desk(await applications.file(key))["paper_rules"]
    assert (rules["most"], rules["megabytes"]) == (10, 10)
    assert rules["types"] == ["照片（JPG、PNG）", "PDF", "Word（docx）"]
    assert {"image/jpeg", ".jpeg", ".docx"} <= set(rules["accept"].split(","))
