"""Papers that citizens send, also those that mean harm."""

import asyncio
import io
import stat
import struct
import time
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.legal_aid.applications.errors import ApplicationNotFound, NotPossibleNow, PaperRefused
from bot.legal_aid.applications.model import Key
from bot.legal_aid.applications.paper_check import (
    DOCX,
    EXTENSIONS,
    JPEG,
    PDF,
    PNG,
    clean_name,
    clean_title,
    media_type,
)
from bot.legal_aid.applications.service import Applications
from tests.unit.legal_aid_applications.samples import Calendar, service, submission

PHONE = "+8613812341234"
PNG_BYTES = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + b"\0" * 17


def archive(*parts: str, content: bytes = b"x") -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as made:
        for part in parts:
            made.writestr(part, content)
    return packed.getvalue()


WORD = ("[Content_Types].xml", "word/document.xml")


@pytest.mark.parametrize(
    ("content", "media"),
    [
        (b"%PDF-1.7\n...", PDF),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", JPEG),
        (PNG_BYTES, PNG),
        (archive(*WORD), DOCX),
    ],
)
def test_a_type_is_told_by_content(content: bytes, media: str) -> None:
    assert media_type(content) == media


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "空的"),
        (b"MZ\x90\x00\x03", "收不了"),
        (b"\x7fELF\x02", "收不了"),
        (b"<html><script>alert(1)</script>", "收不了"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "收不了"),
        (b"GIF89a", "收不了"),
        (b"\x00\x00\x00\x18ftypheic\x00", "HEIC"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧格式"),
        (archive("a.txt"), "压缩包"),
        (archive("xl/workbook.xml", "[Content_Types].xml"), "压缩包"),
        (archive(*WORD, "word/vbaProject.bin"), "宏"),
        (archive(*WORD)[:60], "损坏"),
        (b"PK\x03\x04" + b"\xff" * 500, "损坏"),
        (archive(*WORD, *(f"word/{part}" for part in range(2001))), "展开"),
    ],
)
def test_anything_else_is_refused_in_words_that_help(content: bytes, said: str) -> None:
    with pytest.raises(PaperRefused, match=said):
        media_type(content)


def test_a_zip_bomb_is_refused_without_being_unpacked() -> None:
    bomb = archive(*WORD, content=b"\0" * 60_000_000)
    assert len(bomb) < 200_000
    began = time.perf_counter()
    with pytest.raises(PaperRefused, match="展开"):
        media_type(bomb)
    assert time.perf_counter() - began < 0.1


def test_a_password_is_noticed() -> None:
    locked = bytearray(archive(*WORD))
    for at in range(len(locked) - 4):  # the flag in each entry of the directory
        if locked[at : at + 4] == b"PK\x01\x02":
            locked[at + 8] |= 1
    with pytest.raises(PaperRefused, match="密码"):
        media_type(bytes(locked))


@given(st.binary(max_size=300))
def test_no_bytes_break_the_check(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"%PDF-"):
        try:
            assert media_type(start + content) in EXTENSIONS
        except PaperRefused:
            continue


@pytest.mark.parametrize(
    ("name", "cleaned"),
    [
        ("工资条.pdf", "工资条.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\wang\\合同.docx", "合同.pdf"),
        ("病历.pdf.exe", "病历.pdf.exe.pdf"),
        ("\u202efdp.exe", "fdp.exe.pdf"),
        ("a\x00b\nc.pdf", "abc.pdf"),
        ("", "材料.pdf"),
        ("...", "材料.pdf"),
        ("/", "材料.pdf"),
        ('<img src=x onerror="x">.pdf', "img src=x onerror=x.pdf"),
        ("照" * 300 + ".pdf", "照" * 80 + ".pdf"),
        ("扫描件．ＰＤＦ", "扫描件.pdf"),
        ("\ud83d.pdf", "材料.pdf"),
    ],
)
def test_a_name_harms_nobody_and_ends_as_the_content_says(name: str, cleaned: str) -> None:
    assert clean_name(name, PDF) == cleaned


@given(st.text(max_size=200), st.sampled_from(sorted(EXTENSIONS)))
def test_any_name_becomes_a_plain_one(name: str, media: str) -> None:
    cleaned = clean_name(name, media)
    assert cleaned.endswith(EXTENSIONS[media])
    assert len(cleaned) <= 90
    assert not set('/\\:<>"|?*\0\n') & set(cleaned)
    assert not cleaned.startswith(".")
    assert Path(cleaned).name == cleaned
    cleaned.encode()


def test_what_will_be_brought_must_be_said() -> None:
    assert clean_title(" 身份证\n复印件 ") == "身份证 复印件"
    with pytest.raises(PaperRefused, match="身份证复印件"):
        clean_title("\u200b \n")


@pytest.fixture
async def key(applications: Applications) -> Key:
    number = (await applications.submit(submission())).number
    return await applications.key_by_phone(number, PHONE, "me")


async def test_a_paper_is_sealed_under_a_random_name_for_the_services_account_only(
    applications: Applications, key: Key, papers_folder: Path
) -> None:
    content = b"%PDF-1.7 \xe7\x8e\x8b"
    paper = await applications.add_paper(key, "工资条.exe", content)
    assert (paper.name, paper.media_type, paper.size) == ("工资条.exe.pdf", PDF, len(content))
    (path,) = [path for path in papers_folder.rglob("*") if path.is_file()]
    assert b"PDF" not in path.read_bytes()
    assert "工资条" not in path.name
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(papers_folder.stat().st_mode) == 0o700
    assert await applications.paper(key, paper.id) == (paper, content)


async def test_one_byte_too_many_is_refused(
    applications: Applications, key: Key, papers_folder: Path
) -> None:
    with pytest.raises(PaperRefused, match="10 MB"):
        await applications.add_paper(key, "a.pdf", b"%PDF-" + b"x" * 9_999_996)
    assert not papers_folder.exists()
    assert (await applications.add_paper(key, "a.pdf", b"%PDF-" + b"x" * 9_999_995)).size == 10_000_000


async def test_of_twelve_papers_at_once_ten_are_taken_and_no_file_is_left_over(
    applications: Applications, key: Key, papers_folder: Path
) -> None:
    results = await asyncio.gather(
        *(applications.add_paper(key, f"{one}.pdf", b"%PDF-" + bytes([one])) for one in range(12)),
        return_exceptions=True,
    )
    refused = [result for result in results if isinstance(result, PaperRefused)]
    assert len(refused) == 2
    assert "最多登记 10 份" in refused[0].detail
    assert len([path for path in papers_folder.rglob("*") if path.is_file()]) == 10


async def test_papers_end_with_the_application(
    applications: Applications, key: Key, papers_folder: Path
) -> None:
    await applications.withdraw(key)
    with pytest.raises(NotPossibleNow, match="已撤回"):
        await applications.add_paper(key, "a.pdf", b"%PDF-1.7")
    assert [path for path in papers_folder.rglob("*") if path.is_file()] == []


async def test_another_applications_paper_does_not_open(applications: Applications, key: Key) -> None:
    paper = await applications.add_paper(key, "a.pdf", b"%PDF-1.7")
    other = (await applications.submit(submission("r2"))).number
    with pytest.raises(ApplicationNotFound):
        await applications.paper(await applications.key_by_phone(other, PHONE, "me"), paper.id)


async def test_a_paper_that_is_still_to_be_brought_has_no_file(applications: Applications, key: Key) -> None:
    paper = await applications.announce_paper(key, "身份证复印件")
    with pytest.raises(PaperRefused, match="带到窗口"):
        await applications.paper(key, paper.id)


async def test_a_file_that_no_application_knows_is_swept_after_an_hour(
    database, papers_folder: Path, calendar: Calendar, keys: list[str]
) -> None:
    import os

    applications = service(database, papers_folder, calendar, keys)
    fresh, old = await applications.files.put(b"a"), await applications.files.put(b"b")
    path = papers_folder / old[:2] / old
    os.utime(path, (time.time() - 7200,) * 2)
    assert (await applications.expire()).swept == 1
    assert not path.exists()
    assert await applications.files.get(fresh) == b"a"


async def test_a_storage_key_is_never_a_path(applications: Applications) -> None:
    with pytest.raises(ValueError, match="storage key"):
        await applications.files.get("../../../../etc/passwd")
