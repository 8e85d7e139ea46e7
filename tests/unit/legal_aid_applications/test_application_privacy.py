"""Nothing personal lies about: not in the database file, nor in the papers, nor in logs, nor in a repr."""

import io
from pathlib import Path

import pytest
import structlog
from sqlalchemy import select

from bot import migrations
from bot.database import Database
from bot.legal_aid.applications import tables
from bot.legal_aid.applications.consent import consent_wording
from bot.legal_aid.applications.errors import ApplicationNotFound, NotPossibleNow
from bot.legal_aid.applications.personal import HONESTY, Applicant, Ground, Representative, applicant_of
from bot.legal_aid.applications.standing import Actor
from bot.legal_aid.applications.states import Role
from tests.unit.legal_aid_applications.samples import PERSONAL, Calendar, applicant, service, submission

PHONE = "+8613812341234"
WHOLE = applicant(representative=Representative("王大明", "父亲", Ground.DETAINED))
ANNA = Actor(Role.STAFF, "安娜")


def raw(folder: Path) -> bytes:
    """Every byte in every file beneath."""
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def shows(content: bytes) -> list[str]:
    """Which personal words can be read in it, as they are or as JSON writes them."""
    escaped = [word.encode("unicode_escape").replace(b"\\x", b"\\u00") for word in PERSONAL]
    return [
        word
        for word, other in zip(PERSONAL, escaped, strict=True)
        if word.encode() in content or other in content
    ]


async def test_no_personal_byte_is_on_disk_and_after_erasing_not_even_a_sealed_one(
    tmp_path: Path, calendar: Calendar, keys: list[str]
) -> None:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'one.db'}")
    await migrations.upgrade(database)
    applications = service(database, tmp_path / "papers", calendar, keys)
    number = (await applications.submit(submission(applicant=WHOLE))).number
    key = await applications.key_by_phone(number, PHONE, "me")
    await applications.add_paper(key, "王小明身份证.pdf", b"%PDF-1.7 " + " ".join(PERSONAL).encode())
    await applications.refuse(number, ANNA, "王小明家一四口就我挣钱，收入高于标准")
    async with database.reading() as connection:
        row = (await connection.execute(select(tables.applications))).one()
        note = (await connection.execute(select(tables.application_events.c.sealed_note))).scalars().all()[-1]
        name = (await connection.execute(select(tables.application_papers.c.sealed_name))).scalar_one()
    sealed = [row.sealed_fields, row.sealed_assessment, note, name, row.phone_index]
    assert all(one.encode()[-40:] in raw(tmp_path) for one in sealed)
    assert shows(raw(tmp_path)) == []

    await applications.erase(key, confirmed=True)
    left = raw(tmp_path)  # the connections are still open: nothing waits for a tidy end
    await database.close()
    for content in (left, raw(tmp_path)):
        assert shows(content) == []
        assert [one for one in sealed if one.encode()[-40:] in content] == []
    assert [path for path in (tmp_path / "papers").rglob("*") if path.is_file()] == []


async def test_no_personal_data_reaches_a_log_or_an_error(
    database: Database, tmp_path: Path, calendar: Calendar, keys: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    lines = io.StringIO()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(lines))
    try:
        applications = service(database, tmp_path / "papers", calendar, keys)
        number = (await applications.submit(submission(applicant=WHOLE))).number
        key = await applications.key_by_phone(number, PHONE, "me")
        with pytest.raises(ApplicationNotFound) as wrong:
            await applications.key_by_phone(number, "+8613912341234", "me")
        await applications.ask_supplement(number, ANNA, ["王小明的工资条"])
        calendar.pass_days(30)
        await applications.expire()
        with pytest.raises(NotPossibleNow) as late:
            await applications.add_paper(key, "王小明.pdf", b"%PDF-1.7 x")
        await applications.erase(key, confirmed=True)
    finally:
        structlog.reset_defaults()
    said = lines.getvalue() + caplog.text + wrong.value.detail + late.value.detail
    assert shows(said.encode()) == []


def test_what_is_printed_of_an_applicant_is_masked() -> None:
    for shown in (repr(WHOLE), str(WHOLE), f"{submission(applicant=WHOLE)}", repr(WHOLE.representative)):
        assert shows(shown.encode()) == []


def test_what_is_shown_of_an_applicant_is_masked() -> None:
    assert WHOLE.masked() == {
        "name": "王**",
        "phone": "138****1234",
        "address": "龙泉市八都镇****",
        "id_number": "110***********002X",
        "representative": "王**",
    }


def test_an_applicant_survives_sealing() -> None:
    assert applicant_of(WHOLE.as_dict()) == WHOLE
    assert isinstance(applicant_of(applicant(id_number=None).as_dict()), Applicant)


def test_consent_says_who_what_why_how_long_and_how_to_erase_and_its_version_follows_the_words() -> None:
    wording = consent_wording("龙泉市法律援助中心", "12348", 730, 30)
    for needed in (
        "龙泉市法律援助中心",
        "12348",
        "730 天",
        "30 天",
        "为什么",
        "谁能看到",
        "删除",
        "撤回同意",
        "副本",
    ):
        assert needed in wording.general
    assert "单独同意" in wording.sensitive
    assert "监护人" in wording.child
    assert wording.version == consent_wording("龙泉市法律援助中心", "12348", 730, 30).version
    assert wording.version != consent_wording("龙泉市法律援助中心", "12348", 365, 30).version


def test_a_declaration_of_honesty_names_what_a_false_one_costs() -> None:
    assert "三千元" in HONESTY
    assert "第六十四条" in HONESTY
