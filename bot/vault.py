"""Personal data at rest: sealed with keys that rotate, and found again without being opened.

Keys are Fernet keys (AES-128-CBC with HMAC-SHA256), 32 bytes in URL-safe base64. The first key seals, every
key opens; so a new key is put in front, ``reseal`` runs over what is stored, and the old key may go.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from bot.errors import FawenError

HOW_TO_MAKE_A_KEY = (
    'python -c "from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())"'
)
_INDEX_USE = b"fawen blind index v1"


class BadDataKeys(ValueError):
    """``FAWEN_DATA_KEYS`` holds something that is no key, or nothing. Never shows the key."""


class CannotOpen(FawenError):
    """Sealed with a key that is not among ours, or damaged since."""

    kind = "cannot-open"
    title = "这份资料打不开"
    status = HTTPStatus.SERVICE_UNAVAILABLE


class Vault:
    """Seals, opens, and makes blind indexes.

    Args:
        keys: the newest first.

    Raises:
        BadDataKeys: one of them is not a Fernet key.
    """

    def __init__(self, keys: Sequence[str]) -> None:
        if not keys:
            raise BadDataKeys(f"没有数据密钥。可以这样生成一把：{HOW_TO_MAKE_A_KEY}")
        fernets = []
        for place, key in enumerate(keys, start=1):
            try:
                fernets.append(Fernet(key))
            except (ValueError, TypeError):
                raise BadDataKeys(
                    f"第 {place} 把数据密钥格式不对（应当是 44 个字符）。可以这样生成：{HOW_TO_MAKE_A_KEY}"
                ) from None
        self._fernet = MultiFernet(fernets)
        self._first = fernets[0]
        self._index_keys = tuple(_index_key(key) for key in keys)

    def seal(self, content: bytes) -> bytes:
        """Sealed with the first key; twice the same content gives different bytes."""
        return self._fernet.encrypt(content)

    def open(self, sealed: bytes) -> bytes:
        """What was sealed.

        Raises:
            CannotOpen: the key is not among ours, or the bytes were changed.
        """
        try:
            return self._fernet.decrypt(sealed)
        except InvalidToken:
            raise CannotOpen(
                "这份资料用现在的密钥打不开：不是换了密钥，就是文件坏了。资料没有丢，也没有改动。"
                "请管理员把原来的密钥加回 FAWEN_DATA_KEYS（接在新密钥后面，用逗号隔开）再启动；"
                "仍然打不开，就用备份恢复。"
            ) from None

    def reseal(self, sealed: bytes) -> bytes | None:
        """The same content under the first key; None if it is already.

        Raises:
            CannotOpen: as ``open``.
        """
        try:
            self._first.decrypt(sealed)
        except InvalidToken:
            return self.seal(self.open(sealed))
        return None

    def seal_json(self, value: Any) -> str:
        """As ``seal``, for what JSON can hold; text, for a column."""
        return self.seal(json.dumps(value).encode()).decode()

    def open_json(self, sealed: str) -> Any:
        """What ``seal_json`` sealed; raises as ``open``."""
        return json.loads(self.open(sealed.encode()))

    def blind_index(self, text: str) -> str:
        """The index (64 hexadecimal characters) under which ``text`` is stored: made with the first key."""
        return _index(self._index_keys[0], text)

    def blind_indexes(self, text: str) -> list[str]:
        """Every index under which ``text`` may have been stored, one for each key."""
        return [_index(key, text) for key in self._index_keys]


def read_keys(setting: str) -> list[str]:
    """The keys in a comma-separated setting."""
    return [key.strip() for key in setting.split(",") if key.strip()]


def _index_key(key: str) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=_INDEX_USE).derive(key.encode())


def _index(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()
