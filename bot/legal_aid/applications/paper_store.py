"""Papers on disk: sealed, under random names, outside everything the web server serves."""

import asyncio
import os
import re
import secrets
import time
from collections.abc import Collection
from pathlib import Path

from bot.legal_aid.applications.errors import PaperRefused
from bot.vault import Vault

_KEY = re.compile(r"[0-9a-f]{32}")
_LEFT_OVER_S = 3600.0


class PaperStore:
    """Keeps sealed files.

    Args:
        folder: made when the first paper arrives, for the service's own account only.
        vault: seals and opens.
    """

    def __init__(self, folder: Path, vault: Vault) -> None:
        self._folder = folder
        self._vault = vault

    async def put(self, content: bytes) -> str:
        """Store; returns the random key under which it lies. On disk before this returns."""
        return await asyncio.to_thread(self._put, content)

    async def get(self, key: str) -> bytes:
        """What was put.

        Raises:
            PaperRefused: it is gone.
            CannotOpen: it was sealed with a key that is not among ours.
        """
        return await asyncio.to_thread(self._get, key)

    async def remove(self, keys: Collection[str]) -> None:
        """Delete; what is not there is no error."""
        await asyncio.to_thread(self._remove, keys)

    async def reseal(self, key: str) -> bool:
        """Bring one under the newest key; whether that was needed."""
        return await asyncio.to_thread(self._reseal, key)

    async def sweep(self, known: Collection[str]) -> int:
        """Delete what no application knows (a process died between file and table); returns how many."""
        return await asyncio.to_thread(self._sweep, known)

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError("not a storage key")
        return self._folder / key[:2] / key

    def _put(self, content: bytes) -> str:
        key = secrets.token_hex(16)
        self._write(self._path(key), self._vault.seal(content))
        return key

    def _write(self, path: Path, sealed: bytes) -> None:
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.parent.mkdir(exist_ok=True, mode=0o700)
        temporary = path.with_suffix(".new")
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)

    def _get(self, key: str) -> bytes:
        try:
            sealed = self._path(key).read_bytes()
        except FileNotFoundError:
            raise PaperRefused("这份材料的文件找不到了。登记还在，请重新发一次，或者带到窗口来。") from None
        return self._vault.open(sealed)

    def _remove(self, keys: Collection[str]) -> None:
        for key in keys:
            self._path(key).unlink(missing_ok=True)

    def _reseal(self, key: str) -> bool:
        path = self._path(key)
        if not path.exists():
            return False
        again = self._vault.reseal(path.read_bytes())
        if again is not None:
            self._write(path, again)
        return again is not None

    def _sweep(self, known: Collection[str]) -> int:
        swept, before = 0, time.time() - _LEFT_OVER_S
        for path in self._folder.glob("??/*"):
            if path.name not in known and path.stat().st_mtime < before:
                path.unlink(missing_ok=True)
                swept += 1
        return swept
