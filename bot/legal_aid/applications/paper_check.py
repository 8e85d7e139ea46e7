"""Papers that citizens send: what they really are (by content, never by name), and a name that harms nobody.

Nothing is unpacked or decoded: a zip bomb is told by the sizes that its directory admits to.
"""

import io
import re
import struct
import unicodedata
import zipfile
from pathlib import PurePosixPath

from bot.legal_aid.applications.errors import PaperRefused

PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXTENSIONS = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png", DOCX: ".docx"}
KINDS = ("照片（JPG、PNG）", "PDF", "Word（docx）")
"""The same, in words."""
ACCEPT = ",".join([*EXTENSIONS, ".jpeg", *EXTENSIONS.values()])
"""For a page's file chooser: types and endings, since each system knows some of them. The types are named
one by one, because an iPhone then turns its HEIC photos into JPEG by itself; for ``image/*`` it does not."""

LONGEST_NAME = 80
_MOST_PARTS, _MOST_UNPACKED = 2_000, 100_000_000
_TAKEN = f"可以收的是：{'、'.join(KINDS)}。"
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')


def media_type(content: bytes) -> str:
    """One of the four types we take.

    Raises:
        PaperRefused: empty, something else, or made to harm.
    """
    if not content:
        raise PaperRefused("这个文件是空的，没有收下。请重新选择文件再发一次。")
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
        return PNG
    if content.startswith(b"PK\x03\x04"):
        return _word(content)
    if content[4:12] in {b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypmsf1"}:
        raise PaperRefused("这是苹果手机的 HEIC 照片，这里打不开。请截一张图，或者存成 JPG 再发。")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise PaperRefused("这是旧格式的 Word 或者表格文件。请另存为 docx 或 PDF 再发，拍成照片也可以。")
    raise PaperRefused(f"这种文件这里收不了。{_TAKEN}拍张清楚的照片发来就行。")


def clean_name(name: str, media: str) -> str:
    """A file name without folders, control or direction characters, ending as its content says."""
    plain = unicodedata.normalize("NFKC", name.encode("utf-8", "ignore").decode())
    plain = "".join(one for one in plain if unicodedata.category(one) not in {"Cf", "Cc", "Cs", "Co", "Cn"})
    last = PurePosixPath(plain.replace("\\", "/")).name
    stem = _FORBIDDEN.sub("", last)
    for ending in (".jpeg", *EXTENSIONS.values()):
        stem = stem[: -len(ending)] if stem.lower().endswith(ending) else stem
    stem = re.sub(r"\s+", " ", stem).strip(" .")[:LONGEST_NAME].strip(" .")
    return (stem or "材料") + EXTENSIONS[media]


def clean_title(name: str) -> str:
    """What a citizen says he will bring, on one line.

    Raises:
        PaperRefused: nothing is said.
    """
    plain = "".join(one if unicodedata.category(one)[0] != "C" else " " for one in name)
    title = " ".join(plain.split())[:LONGEST_NAME]
    if not title:
        raise PaperRefused("请写一下您要带来什么材料，比如：身份证复印件。")
    return title


def _word(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OSError, EOFError):
        raise PaperRefused("这个文件损坏了，打不开。请重新导出，或者拍成照片再发。") from None
    names = {part.filename for part in parts}
    if not {"[Content_Types].xml", "word/document.xml"} <= names:
        raise PaperRefused(f"压缩包和这种文件这里收不了，请把里面的材料一份一份发来。{_TAKEN}")
    if any("vbaproject" in name.lower() for name in names):
        raise PaperRefused("这个文件里带有宏程序，为了安全没有收下。请另存为 PDF 再发。")
    if any(part.flag_bits & 1 for part in parts):
        raise PaperRefused("这个文件设了密码，工作人员打不开。请去掉密码再发，或者拍成照片。")
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise PaperRefused("这个文件展开以后太大，没有收下。请存成 PDF 或者拍成照片再发。")
    return DOCX
