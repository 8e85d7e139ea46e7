"""Citizens' input, made safe to store and to hand on, without changing what it says."""

import unicodedata

from bot.errors import InvalidInput

_KEPT_CONTROLS = {"\n", "\t"}
_BIDI = {*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF}


def clean(text: str) -> str:
    """The text without control characters, lone surrogates and direction overrides; ends trimmed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (
        character
        for character in text
        if character in _KEPT_CONTROLS
        or (unicodedata.category(character) not in {"Cc", "Cs"} and ord(character) not in _BIDI)
    )
    return "".join(kept).strip()


def check_text(text: str, limit: int) -> str:
    """The cleaned text.

    Raises:
        InvalidInput: empty, or longer than ``limit`` characters.
    """
    if len(text) > limit:
        raise InvalidInput(
            f"这条消息有 {len(text)} 个字，一次最多 {limit} 个字。这条还没有发出，"
            "请分成几条发送，或者先说最要紧的一件事。"
        )
    cleaned = clean(text)
    if not cleaned:
        raise InvalidInput("没有收到文字内容。请用一两句话说说您遇到的事，比如“老板拖欠我三个月工资”。")
    return cleaned


def for_dialogue(text: str) -> str:
    """What Rasa is given: a leading slash would be read as a command, so it becomes full-width."""
    stripped = text.lstrip()
    return "／" + stripped[1:] if stripped.startswith("/") else text
