"""A statute's file on disk: how large it may be, how its text is coded, how to say that it cannot be read."""

import codecs
from pathlib import Path

MAX_SIZE = 20 * 1024 * 1024
"""Larger files are refused: the longest statute takes two megabytes."""


class UnreadableStatute(Exception):
    """The file is no statute that can be read; ``reason`` says why, in Chinese."""

    def __init__(self, reason: str, path: Path | None = None) -> None:
        super().__init__(f"{path.name}：{reason}" if path else reason)
        self.reason = reason
        self.path = path


def read_bytes(path: Path) -> bytes:
    """The file's content.

    Raises:
        UnreadableStatute: it cannot be opened, is empty, or is too large.
    """
    try:
        size = path.stat().st_size
        if size > MAX_SIZE:
            raise UnreadableStatute(
                f"文件太大（{size / 1024 / 1024:.0f} MB，上限 {MAX_SIZE // 1024 // 1024} MB）"
            )
        content = path.read_bytes()
    except OSError as error:
        raise UnreadableStatute(f"文件无法打开：{error.strerror}") from error
    if not content.strip():
        raise UnreadableStatute("文件是空的，没有标题也没有正文")
    return content


def decode(content: bytes, declared: str = "") -> str:
    """The text of a file that does not say for sure how it is coded: UTF-8, UTF-16 with its mark, GB18030.

    Raises:
        UnreadableStatute: it is none of these.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", *([declared] if declared else []), "gb18030"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
        if "\0" not in text:
            return text
    raise UnreadableStatute("不是文本，或者编码既不是 UTF-8 也不是 GB18030")
